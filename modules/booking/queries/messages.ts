import type { Translated } from "#kernel/contract.ts"
import { bigint, boolean, currency, instant, json, nullable, oneOf, text, uuid } from "#kernel/database/column.ts"
import { count, maybe, statement } from "#kernel/database/statement.ts"
import { communeOf } from "./communes.ts"

const status = oneOf("held", "requested", "confirmed", "done", "cancelled", "no_show", "expired")

/** What the messages about an appointment say, and to whom. */
export const findTold = statement("booking.find-told", {
  takes: { id: uuid },
  gives: maybe({
    number: text,
    locale: oneOf("fr", "ar", "en"),
    status,
    startsAt: instant,
    faultName: json<Translated>(),
    needsApproval: boolean,
    technicianName: nullable(text),
    isHere: boolean,
    commune: nullable(json<Translated>()),
    customerName: nullable(text),
    customerPhone: nullable(text),
    customerEmail: nullable(text),
    currency,
    depositMinor: nullable(bigint),
    holdUntil: nullable(instant),
    cancelUntil: nullable(instant),
    cancelCode: nullable(text),
    cancelReason: nullable(text),
  }),
  sql: `select d.number, d.locale, a.session_id is not null as is_here, a.status, a.starts_at, f.name as fault_name, f.needs_approval, t.name as technician_name, ${communeOf("a")} as commune, a.customer_name,
      a.customer_phone, a.customer_email, a.currency, a.deposit_minor, a.hold_until, a.cancel_until, a.cancel_code, a.cancel_reason
    from guichet.appointments a
    join guichet.dossiers d on d.business_id = a.business_id and d.id = a.dossier_id
    join guichet.fault_types f on f.business_id = a.business_id and f.id = a.fault_type_id
    left join guichet.technicians t on t.business_id = a.business_id and t.id = a.technician_id
    where a.id = :id`,
})

/** Only who knows both finds it. */
export const findByNumber = statement("booking.find-by-number", {
  takes: { number: text, phone: text },
  gives: maybe({ id: uuid }),
  sql: `select a.id from guichet.dossiers d join guichet.appointments a on a.business_id = d.business_id and a.id = d.id
    where d.number = :number and a.customer_phone = :phone`,
})

export const findReminded = statement("booking.find-reminded", {
  takes: { id: uuid },
  gives: maybe({
    id: uuid,
    status,
    startsAt: instant,
    bookedAt: nullable(instant),
    consentsToReminders: boolean,
    remindedDayAt: nullable(instant),
    remindedHoursAt: nullable(instant),
  }),
  sql: `select id, status, starts_at, booked_at, consents_to_reminders, reminded_day_at, reminded_hours_at
    from guichet.appointments where id = :id`,
})

/** No row: it was reminded of already, moved, or is over. */
export const markReminded = statement("booking.mark-reminded", {
  takes: { id: uuid, reminder: oneOf("day", "hours"), startsAt: instant, now: instant },
  gives: count,
  sql: `update guichet.appointments set
      reminded_day_at = case when :reminder = 'day' then :now else reminded_day_at end,
      reminded_hours_at = case when :reminder = 'hours' then :now else reminded_hours_at end
    where id = :id and status = 'confirmed' and consents_to_reminders and starts_at = :startsAt
      and case when :reminder = 'day' then reminded_day_at else reminded_hours_at end is null`,
})

/** A visit that moves is reminded of anew. */
export const forgetReminders = statement("booking.forget-reminders", {
  takes: { id: uuid, dayFrom: instant, hoursFrom: instant, now: instant },
  gives: count,
  sql: `update guichet.appointments set
      reminded_day_at = case when starts_at <= :dayFrom then :now end,
      reminded_hours_at = case when starts_at <= :hoursFrom then :now end
    where id = :id`,
})
