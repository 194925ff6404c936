import type { Tx } from "#kernel/database/transaction.ts"
import * as queries from "./queries/slots.ts"

/**
 * What holds a search back. `customer`: everything. `staff`: the plan, skills and zones, but neither grid, notice nor
 * horizon. `override`: only that nobody is in two places at once; it needs a start and a technician.
 */
export type Rules = "customer" | "staff" | "override"

/** A free start, and what it would take of whom. Of a group session there is its session and no technician. */
export type Slot = {
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly technicianId: string | null
  readonly sessionId: string | null
  /** Visit, buffers and ways: what the exclusion constraint compares. */
  readonly blockedFrom: Temporal.Instant
  readonly blockedTo: Temporal.Instant
}

/** Why a day has no slot; `nobody`: there is no technician at all who does this in that zone. */
export type DayReason = {
  readonly day: string
  readonly reason: "closed" | "holiday" | "full" | "too_soon" | "beyond_horizon" | "nobody"
  /** Of a holiday, by language. */
  readonly name: { readonly [language: string]: string } | null
}

type Visit = {
  readonly faultTypeId: string
  /** Null only for what happens at the business's own address: sessions. */
  readonly zoneId: string | null
  readonly now: Temporal.Instant
  readonly rules?: Rules
  /** Only this one; whoever comes best when left out. */
  readonly technicianId?: string | null
  /** An appointment that is about to move does not stand in its own way. */
  readonly leavingOut?: string | null
}
type Days = Visit & { readonly from: Temporal.PlainDate; readonly days: number }
type Start = Visit & { readonly startsAt: Temporal.Instant }

export type Found = { readonly slots: readonly Slot[]; readonly days: readonly DayReason[] }

/** Every free start of some days, in order, and why the days without any have none. One statement. */
export async function searchSlots(tx: Tx, { from, days, ...visit }: Days): Promise<Found> {
  return foundIn(await queries.searchSlots(tx, { ...taken(visit), fromDay: from.toString(), days }))
}

/** One start: what it would take of whom, or why it is not to be had. */
export async function slotAt(tx: Tx, { startsAt, ...visit }: Start): Promise<Slot | DayReason["reason"]> {
  const found = await queries.slotAt(tx, { ...taken(visit), startsAt })
  if (found === null) return "closed"
  const { reason, ...slot } = found
  return slotOf({ ...slot, startsAt })[0] ?? reason ?? "closed"
}

const daysAround = 14

/** The three free starts that are nearest to one that is taken, in the order of the clock. `zone` is the business's time zone. */
export async function nearestSlots(
  tx: Tx,
  { startsAt, zone, ...visit }: Start & { readonly zone: string },
): Promise<readonly Slot[]> {
  const wanted = startsAt.toZonedDateTimeISO(zone).toPlainDate()
  const { slots } = await searchSlots(tx, { ...visit, from: wanted.subtract({ days: 2 }), days: daysAround })
  return nearest(slots, startsAt, 3)
}

/** So many of the nearest, in the order of the clock. */
export function nearest<S extends Pick<Slot, "startsAt">>(
  slots: readonly S[],
  { epochMilliseconds }: Pick<Temporal.Instant, "epochMilliseconds">,
  most: number,
): S[] {
  const away = ({ startsAt }: S) => Math.abs(startsAt.epochMilliseconds - epochMilliseconds)
  return slots
    .toSorted((a, b) => away(a) - away(b))
    .slice(0, most)
    .sort((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))
}

const taken = ({ rules = "customer", technicianId = null, leavingOut = null, ...visit }: Visit) => ({
  ...visit,
  rules,
  technicianId,
  leavingOut,
})

type Row = Awaited<ReturnType<typeof queries.searchSlots>>[number]

function foundIn(rows: readonly Row[]): Found {
  return { slots: rows.flatMap(slotOf), days: rows.flatMap(reasonOf) }
}

function slotOf({
  startsAt,
  endsAt,
  blockedFrom,
  blockedTo,
  technicianId,
  sessionId,
}: Omit<Row, "day" | "reason" | "name">): Slot[] {
  if (startsAt === null || endsAt === null || blockedFrom === null || blockedTo === null) return []
  return [{ startsAt, endsAt, blockedFrom, blockedTo, technicianId, sessionId }]
}

function reasonOf({ day, reason, name }: Row): DayReason[] {
  return reason === null ? [] : [{ day, reason, name }]
}
