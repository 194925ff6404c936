import { bytes, instant, integer, nullable, oneOf, uuid } from "#kernel/database/column.ts"
import { maybe, statement } from "#kernel/database/statement.ts"

const columns = {
  id: uuid,
  dossierId: nullable(uuid),
  status: oneOf("held", "requested", "confirmed", "done", "cancelled", "no_show", "expired"),
  holdUntil: nullable(instant),
  technicianAccountId: nullable(uuid),
  photosAtMost: integer,
} as const
const list = "a.id, a.dossier_id, a.status, a.hold_until, t.account_id as technician_account_id, f.photos_at_most"
const joined = `guichet.appointments a
  join guichet.fault_types f on f.business_id = a.business_id and f.id = a.fault_type_id
  left join guichet.technicians t on t.business_id = a.business_id and t.id = a.technician_id`

/** Locked, so that two photos at once count each other. */
export const lockHold = statement("booking.lock-hold-for-photo", {
  takes: { hash: bytes },
  gives: maybe(columns),
  sql: `select ${list} from ${joined} where a.hold_hash = :hash and a.status = 'held' and a.dossier_id is null for no key update of a`,
})

export const lockAppointment = statement("booking.lock-appointment-for-photo", {
  takes: { id: uuid },
  gives: maybe(columns),
  sql: `select ${list} from ${joined} where a.id = :id and a.dossier_id is not null for no key update of a`,
})
export type Pictured = NonNullable<Awaited<ReturnType<typeof lockAppointment>>>
