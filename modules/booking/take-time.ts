import { visitorKey } from "#kernel/actor.ts"
import type { Acting } from "#kernel/command.ts"
import type { Ids } from "#kernel/idempotency.ts"
import { newId } from "#kernel/ids.ts"
import { heldUntil } from "./appointment.ts"
import { holdTokenOf, newHoldToken } from "./hold-token.ts"
import * as queries from "./queries/holds.ts"
import { nearestSlots, type Rules } from "./slots.ts"

/** Constraints that say no to who takes time or seats that somebody else was quicker to take. */
export const takenFirst = ["no_double_booking", "somebody_comes", "reserved_is_within_seats"] as const

export type Terms = {
  readonly faultTypeId: string
  readonly priceMinor: number | null
  readonly vatPercent: number
  readonly depositMinor: number | null
  readonly cutoffMinutes: number
  readonly lateFeeMinor: number
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
}

export type Wanted = Terms & {
  readonly technicianId: string
  readonly zoneId: string | null
  readonly commune: string | null
}

/** `replacedId`: the holder's own, given up for this one. */
type Replacing = { readonly replacedId?: string | null }

export type Kept = { readonly holdToken: string; readonly expiresAt: string }

/** The day of an instant on the wall calendar of the business. */
export function dayOf(instant: Temporal.Instant, { zone }: Acting["business"]): string {
  return instant.toZonedDateTimeISO(zone).toPlainDate().toString()
}

type How = {
  readonly id: string
  readonly holder: string | null
  readonly hash: Buffer | null
  readonly holdUntil: Temporal.Instant
}
type Override = { readonly rules: Rules; readonly overrideReason: string | null; readonly overrideBy: string | null }

export const asPlanned: Override = { rules: "customer", overrideReason: null, overrideBy: null }

function held({ business, now }: Acting, { cutoffMinutes, ...terms }: Terms, how: How) {
  const cancelUntil = terms.startsAt.subtract({ minutes: cutoffMinutes })
  return { businessId: business.id, currency: business.currency, now, ...terms, ...how, cancelUntil }
}

function replaced({ business }: Acting, id: string | null) {
  return id === null ? [] : [queries.endHold.prepared({ businessId: business.id, id })]
}

/** Visit, buffers and ways, as a search has found them. */
type Blocked = { readonly blockedFrom: Temporal.Instant; readonly blockedTo: Temporal.Instant }

/** What a search has found. */
export type Found = Wanted & Blocked

/** What takes a technician's time: one after the other on their day, holds that are given up or over ended first. */
export function takingTime(
  acting: Acting,
  { technicianId, zoneId, commune, blockedFrom, blockedTo, replacedId = null, ...terms }: Found & Replacing,
  how: How & Override,
) {
  const { business, now } = acting
  return [
    queries.lockDay.prepared({ technicianId, day: dayOf(terms.startsAt, business) }),
    ...replaced(acting, replacedId),
    queries.endLapsedOf.prepared({ businessId: business.id, technicianId, blockedFrom, blockedTo, now }),
    queries.insertHold.prepared({ ...held(acting, terms, how), ...how, technicianId, zoneId, commune }),
  ]
}

export type Seats = Terms & { readonly sessionId: string; readonly seats: number }

/** Seats are priced one by one. */
function takingSeats(acting: Acting, { sessionId, seats, replacedId = null, ...one }: Seats & Replacing, how: How) {
  const { business, now } = acting
  const times = (minor: number | null) => (minor === null ? null : minor * seats)
  const all = {
    ...one,
    priceMinor: times(one.priceMinor),
    depositMinor: times(one.depositMinor),
    lateFeeMinor: one.lateFeeMinor * seats,
  }
  return [
    ...replaced(acting, replacedId),
    queries.endLapsedSeats.prepared({ businessId: business.id, sessionId, now }),
    queries.insertSeats.prepared({ ...held(acting, all, how), sessionId, seats }),
  ]
}

/** Ten minutes for whoever asks; the statements leave with the commit. */
export function kept(acting: Acting, wanted: (Found | Seats) & Replacing): Kept {
  const { kernel, business, actor, now, last, made } = acting
  const id = newId()
  const { token, hash } = newHoldToken(kernel, { businessId: business.id, holdId: id })
  const holdUntil = heldUntil(now)
  const how = { id, holder: visitorKey(actor), hash, holdUntil }
  const statements =
    "seats" in wanted ? takingSeats(acting, wanted, how) : takingTime(acting, wanted, { ...how, ...asPlanned })
  for (const statement of statements) last(statement)
  made({ holdId: id })
  return { holdToken: token, expiresAt: holdUntil.toString() }
}

/** The answer of a hold that was asked for twice; one that ended meanwhile says when it did. */
export async function keptAgain({ kernel, tx, business }: Acting, { holdId = "" }: Ids): Promise<Kept> {
  const hold = await queries.findHold(tx, { businessId: business.id, id: holdId })
  if (hold === null) throw new Error(`hold ${holdId} is gone`)
  const holdToken = holdTokenOf(kernel, { businessId: business.id, holdId, hash: hold.hash })
  return { holdToken, expiresAt: (hold.holdUntil ?? heldUntil(hold.heldAt)).toString() }
}

type Missed = {
  readonly faultTypeId: string
  readonly zoneId: string | null
  readonly startsAt: Temporal.Instant
  readonly leavingOut?: string
}

/** What is said to who was too late: the three nearest starts that are free. */
export async function alternatives({ tx, business, now }: Pick<Acting, "tx" | "business" | "now">, missed: Missed) {
  const nearest = await nearestSlots(tx, { ...missed, now, zone: business.zone })
  return nearest.map(({ startsAt, endsAt }) => ({ startsAt: startsAt.toString(), endsAt: endsAt.toString() }))
}
