import { instant, integer, nullable, oneOf, text, uuid } from "#kernel/database/column.ts"
import { count, statement } from "#kernel/database/statement.ts"

const cancelCode = oneOf("by_customer", "by_staff", "refused", "refunded", "session_cancelled")

/** Time moves under the exclusion constraint: when the new one is not free, the old one stands. */
export const moveTime = statement("booking.move-time", {
  takes: {
    businessId: uuid,
    id: uuid,
    technicianId: uuid,
    startsAt: instant,
    endsAt: instant,
    blockedFrom: instant,
    blockedTo: instant,
    cancelUntil: nullable(instant),
    overrideReason: nullable(text),
    overrideBy: nullable(uuid),
  },
  gives: count,
  sql: `update guichet.appointments set technician_id = :technicianId, starts_at = :startsAt, ends_at = :endsAt,
      blocked_from = :blockedFrom, blocked_to = :blockedTo, cancel_until = :cancelUntil,
      override_reason = :overrideReason, override_by = :overrideBy, sequence = sequence + 1, late_minutes = null,
      acknowledged_at = null
    where business_id = :businessId and id = :id and status in ('requested', 'confirmed')`,
})

/** A deposit came in, or staff said yes; one that had expired takes its time again. */
export const confirm = statement("booking.confirm", {
  takes: { businessId: uuid, id: uuid },
  gives: count,
  sql: `update guichet.appointments set status = 'confirmed', hold_until = null
    where business_id = :businessId and id = :id and status in ('held', 'requested')`,
})

/** Whose time was decided by us after its cut-off may still cancel for nothing. */
export const waiveFee = statement("booking.waive-fee", {
  takes: { businessId: uuid, id: uuid, now: instant },
  gives: count,
  sql: `update guichet.appointments set cancel_until = starts_at
    where business_id = :businessId and id = :id and cancel_until <= :now`,
})

export const takeAgain = statement("booking.take-again", {
  takes: { businessId: uuid, id: uuid, technicianId: nullable(uuid), blockedFrom: instant, blockedTo: instant },
  gives: count,
  sql: `update guichet.appointments set status = 'confirmed', technician_id = :technicianId, blocked_from = :blockedFrom, blocked_to = :blockedTo
    where business_id = :businessId and id = :id and status = 'expired'`,
})

/** Seats of a session that is still to come are taken again, as far as there are. */
export const takeSeatsAgain = statement("booking.take-seats-again", {
  takes: { businessId: uuid, sessionId: uuid, seats: integer, now: instant },
  gives: count,
  sql: `update guichet.group_sessions set reserved = reserved + :seats
    where business_id = :businessId and id = :sessionId and cancelled_at is null and starts_at > :now and reserved + :seats <= seats`,
})

/** Whatever ends gives its seats back to their session, in the same statement. */
const ending = (set: string, from: string) => `with ended as (
    update guichet.appointments set ${set}, hold_until = null
    where business_id = :businessId and id = :id and status in (${from})
    returning id, session_id, technician_id, seats
  ), freed as (
    update guichet.group_sessions s set reserved = s.reserved - e.seats
    from ended e where e.technician_id is null and s.business_id = :businessId and s.id = e.session_id
  )
  select id from ended`

export const cancel = statement("booking.cancel", {
  takes: { businessId: uuid, id: uuid, now: instant, code: cancelCode, reason: nullable(text) },
  gives: count,
  sql: ending(
    "status = 'cancelled', cancelled_at = :now, cancel_code = :code, cancel_reason = :reason, sequence = sequence + 1",
    "'held', 'requested', 'confirmed'",
  ),
})

export const expire = statement("booking.expire", {
  takes: { businessId: uuid, id: uuid },
  gives: count,
  sql: ending("status = 'expired'", "'held'"),
})

export const miss = statement("booking.miss", {
  takes: { businessId: uuid, id: uuid },
  gives: count,
  sql: "update guichet.appointments set status = 'no_show' where business_id = :businessId and id = :id and status = 'confirmed'",
})

export const extendHold = statement("booking.extend-hold", {
  takes: { businessId: uuid, id: uuid, until: instant },
  gives: count,
  sql: "update guichet.appointments set hold_until = :until where business_id = :businessId and id = :id and status = 'held'",
})

export const acknowledge = statement("booking.acknowledge", {
  takes: { businessId: uuid, id: uuid, now: instant },
  gives: count,
  sql: `update guichet.appointments set acknowledged_at = :now
    where business_id = :businessId and id = :id and status = 'confirmed' and acknowledged_at is null`,
})

export const changePhone = statement("booking.change-phone", {
  takes: { businessId: uuid, id: uuid, phone: text },
  gives: count,
  sql: "update guichet.appointments set customer_phone = :phone where business_id = :businessId and id = :id",
})

export const beLate = statement("booking.be-late", {
  takes: { businessId: uuid, id: uuid, minutes: integer },
  gives: count,
  sql: "update guichet.appointments set late_minutes = :minutes where business_id = :businessId and id = :id and status = 'confirmed'",
})
