import type { Translated } from "#kernel/contract.ts"
import { bigint, instant, integer, json, nullable, oneOf, text, uuid } from "#kernel/database/column.ts"
import { count, many, maybe, statement } from "#kernel/database/statement.ts"

const locale = oneOf("fr", "ar", "en")

/** No row: the number waits for this already. */
export const insertEntry = statement("booking.insert-entry", {
  takes: {
    businessId: uuid,
    id: uuid,
    faultTypeId: uuid,
    zoneId: uuid,
    commune: text,
    name: text,
    phone: text,
    locale,
    fromDate: text,
    toDate: text,
    now: instant,
  },
  gives: count,
  sql: `insert into guichet.waiting_entries (business_id, id, fault_type_id, zone_id, commune, customer_name, customer_phone, locale,
      from_date, to_date, status, asked_at)
    values (:businessId, :id, :faultTypeId, :zoneId, :commune, :name, :phone, :locale, :fromDate::date, :toDate::date, 'waiting', :now)
    on conflict (business_id, customer_phone, fault_type_id) where status in ('waiting', 'offered') do nothing`,
})

/** Whose days are over waits no more, so that the number may ask again. */
export const endPast = statement("booking.end-past-entries", {
  takes: { businessId: uuid, phone: text, today: text },
  gives: count,
  sql: `update guichet.waiting_entries set status = 'over'
    where business_id = :businessId and customer_phone = :phone and status = 'waiting' and to_date < :today::date`,
})

const entryColumns = {
  id: uuid,
  faultTypeId: uuid,
  zoneId: uuid,
  commune: text,
  customerName: text,
  customerPhone: text,
  locale,
  faultName: json<Translated>(),
  priceMinor: nullable(bigint),
  vatPercent: integer,
  depositMinor: nullable(bigint),
  cutoffMinutes: integer,
  lateFeeMinor: bigint,
} as const
const entryList = `w.id, w.fault_type_id, w.zone_id, w.commune, w.customer_name, w.customer_phone, w.locale, f.name as fault_name,
  f.price_minor, f.vat_percent, f.deposit_minor, f.cutoff_minutes, f.late_fee_minor`

/** Who waits for something that this technician can do on that day, in the order in which they asked; others are looking at the rest. */
export const findWaiting = statement("booking.find-waiting", {
  takes: { businessId: uuid, technicianId: uuid, day: text },
  gives: many(entryColumns),
  sql: `select ${entryList}
    from guichet.waiting_entries w
    join guichet.fault_types f on f.business_id = w.business_id and f.id = w.fault_type_id and f.active
    join guichet.technician_skills s on s.business_id = w.business_id and s.skill_id = f.skill_id and s.technician_id = :technicianId
    join guichet.technician_zones z on z.business_id = w.business_id and z.zone_id = w.zone_id and z.technician_id = :technicianId
    where w.business_id = :businessId and w.status = 'waiting' and :day::date between w.from_date and w.to_date
    order by w.asked_at, w.id limit 20 for update of w skip locked`,
})
export type Entry = Awaited<ReturnType<typeof findWaiting>>[number]

export const offer = statement("booking.offer", {
  takes: { businessId: uuid, id: uuid, appointmentId: uuid, now: instant },
  gives: count,
  sql: `update guichet.waiting_entries set status = 'offered', appointment_id = :appointmentId, offered_at = :now
    where business_id = :businessId and id = :id and status = 'waiting'`,
})

/** What was offered and not taken in time: the entry had its turn. */
export const endOffer = statement("booking.end-offer", {
  takes: { businessId: uuid, appointmentId: uuid },
  gives: count,
  sql: `update guichet.waiting_entries set status = 'over', appointment_id = null
    where business_id = :businessId and appointment_id = :appointmentId and status = 'offered'`,
})

export const findOffered = statement("booking.find-offered", {
  takes: { id: uuid },
  gives: maybe({
    id: uuid,
    status: oneOf("held", "requested", "confirmed", "done", "cancelled", "no_show", "expired"),
    technicianId: nullable(uuid),
    startsAt: instant,
    holdUntil: nullable(instant),
  }),
  sql: `select id, status, technician_id, starts_at, hold_until from guichet.appointments
    where id = :id and dossier_id is null for no key update`,
})

/** Seats of holds that are over are free already. */
export const listSessions = statement("booking.list-sessions", {
  takes: { now: instant, faultType: nullable(text) },
  gives: many({
    id: uuid,
    faultTypeSlug: text,
    name: json<Translated>(),
    startsAt: instant,
    endsAt: instant,
    seats: integer,
    free: integer,
    priceMinor: nullable(bigint),
    depositMinor: nullable(bigint),
  }),
  sql: `select s.id, f.slug as fault_type_slug, s.name, s.starts_at, s.ends_at, s.seats, f.price_minor, f.deposit_minor,
      s.seats - s.reserved + coalesce((select sum(a.seats)::integer from guichet.appointments a
        where a.business_id = s.business_id and a.session_id = s.id and a.technician_id is null and a.status = 'held'
          and a.dossier_id is null and a.hold_until <= :now), 0) as free
    from guichet.group_sessions s
    join guichet.fault_types f on f.business_id = s.business_id and f.id = s.fault_type_id
    where s.cancelled_at is null and s.starts_at > :now and f.active
      and (:faultType::text is null or :faultType in (f.slug, f.id::text))
    order by s.starts_at, s.id limit 100`,
})
