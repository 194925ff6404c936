import type { Translated } from "#kernel/contract.ts"
import {
  arrayOf,
  bigint,
  boolean,
  currency,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  text,
  uuid,
} from "#kernel/database/column.ts"
import { maybe, one, statement } from "#kernel/database/statement.ts"
import { communeOf } from "./communes.ts"

const columns = {
  id: uuid,
  number: text,
  locale: oneOf("fr", "ar", "en"),
  linkGeneration: integer,
  linkKeyVersion: integer,
  status: oneOf("held", "requested", "confirmed", "done", "cancelled", "no_show", "expired"),
  faultTypeId: uuid,
  faultSlug: text,
  faultName: json<Translated>(),
  cutoffMinutes: integer,
  photosAtMost: integer,
  technicianId: nullable(uuid),
  technicianName: nullable(text),
  sessionId: nullable(uuid),
  seats: integer,
  zoneId: nullable(uuid),
  commune: nullable(json<Translated>()),
  startsAt: instant,
  endsAt: instant,
  blockedFrom: instant,
  blockedTo: instant,
  holdUntil: nullable(instant),
  customerId: uuid,
  customerName: text,
  customerPhone: text,
  customerEmail: nullable(text),
  address: text,
  landmark: text,
  notes: text,
  /** Brand and model; null where nobody said. */
  boiler: nullable(text),
  consentsToReminders: boolean,
  currency,
  priceMinor: nullable(bigint),
  depositMinor: nullable(bigint),
  cancelUntil: nullable(instant),
  lateFeeMinor: bigint,
  cancelledAt: nullable(instant),
  cancelCode: nullable(oneOf("by_customer", "by_staff", "refused", "hold_expired", "session_cancelled", "refunded")),
  lateMinutes: nullable(integer),
  isAcknowledged: boolean,
  overrideReason: nullable(text),
  bookedAt: instant,
  startedAt: nullable(instant),
} as const

const list = `a.id, d.number, d.locale, d.link_generation, d.link_key_version, a.status, a.fault_type_id, f.slug as fault_slug, f.name as fault_name,
  f.cutoff_minutes, f.photos_at_most, a.technician_id, t.name as technician_name, a.session_id, a.seats, a.zone_id, ${communeOf("a")} as commune, a.starts_at, a.ends_at,
  a.blocked_from, a.blocked_to, a.hold_until, a.customer_id, a.customer_name, a.customer_phone, a.customer_email,
  coalesce(a.address, '') as address, coalesce(a.landmark, '') as landmark, coalesce(a.notes, '') as notes, br.name || ' ' || b.name as boiler, a.consents_to_reminders,
  a.currency, a.price_minor, a.deposit_minor, a.cancel_until, a.late_fee_minor, a.cancelled_at, a.cancel_code, a.late_minutes,
  a.acknowledged_at is not null as is_acknowledged, a.override_reason, a.booked_at, a.started_at`
const joined = `guichet.appointments a
  join guichet.dossiers d on d.business_id = a.business_id and d.id = a.dossier_id
  join guichet.fault_types f on f.business_id = a.business_id and f.id = a.fault_type_id
  left join guichet.technicians t on t.business_id = a.business_id and t.id = a.technician_id
  left join guichet.boilers b on b.business_id = a.business_id and b.id = a.boiler_id
  left join guichet.brands br on br.business_id = b.business_id and br.id = b.brand_id`

/** Guests do not see technicians: whoever comes has a name on the page all the same, by a door of its own. */
export const findAppointment = statement("booking.find-appointment", {
  takes: { id: uuid },
  gives: maybe(columns),
  sql: `select ${list} from ${joined} where a.id = :id and a.dossier_id is not null`,
})
export type Appointment = NonNullable<Awaited<ReturnType<typeof findAppointment>>>

/** Dossier first, then the appointment: the lock order of the house (data rule 9). */
export const lockAppointment = statement("booking.lock-appointment", {
  takes: { id: uuid },
  gives: maybe(columns),
  sql: `select ${list} from ${joined} where d.id = :id for no key update of d, a`,
})

/** Holds are nobody's: what somebody has booked alone. */
export const countAppointments = statement("booking.count-appointments", {
  takes: { ids: arrayOf(uuid) },
  gives: one({ visible: integer }),
  sql: "select count(*)::integer as visible from guichet.appointments where id = any(:ids) and dossier_id is not null",
})
