import { instant, integer, json, nullable, oneOf, text, uuid } from "#kernel/database/column.ts"
import { many, statement } from "#kernel/database/statement.ts"

type Words = { readonly [language: string]: string }

/**
 * Free starts, one row each with whoever comes best, and one row with its reason for each day that has none.
 * A start that is named leaves its own row alone: free, or why not.
 */
export const searchSlots = statement("booking.search-slots", {
  takes: {
    faultTypeId: uuid,
    zoneId: nullable(uuid),
    now: instant,
    fromDay: text,
    days: integer,
    rules: oneOf("customer", "staff", "override"),
    startsAt: nullable(instant),
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
    reason: nullable(oneOf("closed", "holiday", "full", "too_soon", "beyond_horizon", "nobody")),
    name: nullable(json<Words>()),
  }),
  sql: `select s.day::text as day, s.starts_at, s.ends_at, s.technician_id, s.session_id, s.blocked_from, s.blocked_to,
      s.reason, s.name
    from app.search_slots(:faultTypeId, :zoneId, :now, :fromDay::date, :days, :rules, :startsAt, :technicianId, :leavingOut) s`,
})
