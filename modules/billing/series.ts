import type { Acting } from "#kernel/command.ts"
import { newId } from "#kernel/ids.ts"
import * as queries from "./queries.ts"

const prefixes = { invoice: "FA", credit_note: "AV" } as const
export type SeriesKind = keyof typeof prefixes

export type Numbered = {
  readonly seriesId: string
  readonly sequence: number
  readonly number: string
  readonly previousHash: string
  readonly issuedAt: Temporal.Instant
}

/** `FA-2026-00001`: what people read on the paper; a year is its own series. */
function documentNumber({ kind, year, sequence }: { kind: SeriesKind; year: number; sequence: number }): string {
  return `${prefixes[kind]}-${year}-${String(sequence).padStart(5, "0")}`
}

/**
 * The next number of the year's series, whose row stays locked until this transaction ends: the last lock a verb takes.
 * A document is never dated before the one it follows, even when its verb waited for the lock.
 */
export async function takenNumber(
  { tx, business, now }: Pick<Acting, "tx" | "business" | "now">,
  kind: SeriesKind,
): Promise<Numbered> {
  const { year } = now.toZonedDateTimeISO(business.zone)
  const taken = (await queries.takeNumber(tx, { kind, year })) ?? (await opened({ tx, business, now }, { kind, year }))
  const asked = now.round("millisecond")
  const last = taken.lastIssuedAt
  const issuedAt = last !== null && Temporal.Instant.compare(last, asked) > 0 ? last : asked

  return { ...taken, issuedAt, number: documentNumber({ kind, year, sequence: taken.sequence }) }
}

async function opened(
  { tx, business }: Pick<Acting, "tx" | "business" | "now">,
  series: { kind: SeriesKind; year: number },
) {
  await queries.openSeries(tx, { businessId: business.id, id: newId(), ...series })
  const taken = await queries.takeNumber(tx, series)
  if (taken === null) throw new Error(`the series ${series.kind} ${series.year} was just opened and is gone`)
  return taken
}
