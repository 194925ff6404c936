import { instant, integer, json, nullable, oneOf, text, uuid } from "#kernel/database/column.ts"
import { many, maybe, statement } from "#kernel/database/statement.ts"

type Words = { readonly [language: string]: string }

const dayReason = oneOf("closed", "holiday", "full", "too_soon", "beyond_horizon", "nobody")

/** Free starts, one row each with whoever comes best, and one row with its reason for each day that has none. */
export const searchSlots = statement("booking.search-slots", {
  takes: {
    faultTypeId: uuid,
    zoneId: nullable(uuid),
    now: instant,
    fromDay: text,
    days: integer,
    rules: oneOf("customer", "staff", "override"),
    technicianId: nullable(uuid),
    leavingOut: nullable(uuid),
  },
  gives: many({
    day: text,
    startsAt: nullable(instant),
    endsAt: nullable(instant),
    technicianId: nullable(uuid),
    sessionId: nullable(uuid),
    blockedFrom: nullable(instant),
    blockedTo: nullable(instant),
    reason: nullable(dayReason),
    name: nullable(json<Words>()),
  }),
  sql: `select s.day::text as day, s.starts_at, s.ends_at, s.technician_id, s.session_id, s.blocked_from, s.blocked_to,
      s.reason, s.name
    from app.search_slots(:faultTypeId, :zoneId, :now, :fromDay::date, :days, :rules, null, :technicianId, :leavingOut) s`,
})

/** One start: whoever comes best, a session, or why it is not to be had. */
export const slotAt = statement("booking.slot-at", {
  takes: {
    faultTypeId: uuid,
    zoneId: nullable(uuid),
    now: instant,
    rules: oneOf("customer", "staff", "override"),
    startsAt: instant,
    technicianId: nullable(uuid),
    leavingOut: nullable(uuid),
  },
  gives: maybe({
    technicianId: nullable(uuid),
    sessionId: nullable(uuid),
    endsAt: nullable(instant),
    blockedFrom: nullable(instant),
    blockedTo: nullable(instant),
    reason: nullable(dayReason),
  }),
  sql: `select s.technician_id, s.session_id, s.ends_at, s.blocked_from, s.blocked_to, s.reason
    from app.slot_at(:faultTypeId, :zoneId, :now, :rules, :startsAt, :technicianId, :leavingOut) s`,
})
