import type { Translated } from "#kernel/contract.ts"
import { arrayOf, bytes, instant, integer, json, nullable, oneOf, text, uuid } from "#kernel/database/column.ts"
import { count, many, maybe, one, statement } from "#kernel/database/statement.ts"
import { communeOf } from "./communes.ts"

const status = oneOf("held", "requested", "confirmed", "done", "cancelled", "no_show", "expired")

/** The appointment that the holder of a link sees, as a calendar keeps it. */
export const findCalendarEntry = statement("booking.calendar-entry", {
  takes: { id: uuid },
  gives: maybe({
    id: uuid,
    number: text,
    locale: oneOf("fr", "ar", "en"),
    linkGeneration: integer,
    linkKeyVersion: integer,
    status,
    sequence: integer,
    startsAt: instant,
    endsAt: instant,
    faultName: json<Translated>(),
    commune: nullable(json<Translated>()),
    address: nullable(text),
    landmark: nullable(text),
    customerName: nullable(text),
    customerPhone: nullable(text),
    customerEmail: nullable(text),
  }),
  sql: `select a.id, d.number, d.locale, d.link_generation, d.link_key_version, a.status, a.sequence, a.starts_at, a.ends_at,
      f.name as fault_name, ${communeOf("a")} as commune, a.address, a.landmark, a.customer_name, a.customer_phone, a.customer_email
    from guichet.appointments a
    join guichet.dossiers d on d.business_id = a.business_id and d.id = a.dossier_id
    join guichet.fault_types f on f.business_id = a.business_id and f.id = a.fault_type_id
    where a.id = :id`,
})

export const openFeed = statement("booking.open-feed", {
  takes: { businessId: uuid, hash: bytes, since: instant, until: instant },
  gives: many({
    technicianName: text,
    locale: oneOf("fr", "ar", "en"),
    email: text,
    appointmentId: nullable(uuid),
    number: nullable(text),
    status: nullable(status),
    sequence: nullable(integer),
    startsAt: nullable(instant),
    endsAt: nullable(instant),
    faultName: nullable(json<Translated>()),
    commune: nullable(text),
    address: nullable(text),
    landmark: nullable(text),
    customerName: nullable(text),
    customerPhone: nullable(text),
  }),
  sql: `select technician_name, locale, email, appointment_id, number, status, sequence, starts_at, ends_at,
      fault_name, commune, address, landmark, customer_name, customer_phone
    from app.open_feed(:businessId, :hash, :since, :until)`,
})

export const countTechnicians = statement("booking.count-technicians", {
  takes: { ids: arrayOf(uuid) },
  gives: one({ visible: integer }),
  sql: "select count(*)::integer as visible from guichet.technicians where id = any(:ids)",
})

/** The next generation of a technician's feed; its address is derived from it. */
export const lockFeed = statement("booking.lock-feed", {
  takes: { id: uuid },
  gives: one({ accountId: nullable(uuid), feedGeneration: integer }),
  sql: "select account_id, feed_generation from guichet.technicians where id = :id for no key update",
})

export const saveFeed = statement("booking.save-feed", {
  takes: { id: uuid, generation: integer, keyVersion: nullable(integer), hash: nullable(bytes) },
  gives: count,
  sql: `update guichet.technicians set feed_generation = :generation, feed_key_version = :keyVersion, feed_hash = :hash
    where id = :id`,
})
