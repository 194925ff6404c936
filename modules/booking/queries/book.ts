import {
  bigint,
  boolean,
  bytes,
  currency,
  instant,
  integer,
  nullable,
  oneOf,
  text,
  uuid,
} from "#kernel/database/column.ts"
import { count, one, statement } from "#kernel/database/statement.ts"

/** Two requests of one number at once count each other. */
export const lockPhone = statement("booking.lock-phone", {
  takes: { businessId: uuid, phone: text },
  gives: count,
  sql: "select pg_advisory_xact_lock(hashtextextended(:businessId::text || :phone, 1))",
})

/** What a number has asked for and nobody has confirmed: both statuses are few, and indexed. */
export const countUnconfirmed = statement("booking.count-unconfirmed", {
  takes: { businessId: uuid, phone: text, now: instant },
  gives: one({ waiting: integer }),
  sql: `select count(*)::integer as waiting from (
      select a.id from guichet.appointments a
      where a.business_id = :businessId and a.status = 'requested' and a.customer_phone = :phone and a.starts_at > :now
      union all
      select a.id from guichet.appointments a
      where a.business_id = :businessId and a.status = 'held' and a.hold_until is not null and a.customer_phone = :phone
        and a.dossier_id is not null and a.starts_at > :now
    ) asked`,
})

/**
 * The hold, which is locked, becomes somebody's: customer, dossier, payment request and attempt in one statement. Who
 * waited for it waits no more. A boiler that nobody knows is left out.
 */
export const insertBooked = statement("booking.insert-booked", {
  takes: {
    businessId: uuid,
    id: uuid,
    number: text,
    locale: oneOf("fr", "ar", "en"),
    now: instant,
    status: oneOf("held", "requested", "confirmed"),
    holdUntil: nullable(instant),
    linkKeyVersion: integer,
    linkHash: bytes,
    newCustomerId: uuid,
    name: text,
    phone: text,
    email: nullable(text),
    address: text,
    landmark: text,
    notes: text,
    boiler: nullable(text),
    consentsToReminders: boolean,
    termsVersion: text,
    entryId: nullable(uuid),
    currency,
    depositMinor: nullable(bigint),
    requestId: uuid,
    attemptId: nullable(uuid),
  },
  gives: count,
  sql: `with customer as (
      insert into guichet.customers (business_id, id, name, phone, email, locale, created_at)
      values (:businessId, :newCustomerId, :name, :phone, :email, :locale, :now)
      on conflict (business_id, phone) do update set phone = excluded.phone
      returning id
    ), dossier as (
      insert into guichet.dossiers (business_id, id, kind, number, customer_id, locale, link_key_version, link_hash, opened_at)
      select :businessId, :id, 'appointment', :number, customer.id, :locale, :linkKeyVersion, :linkHash, :now from customer
    ), request as (
      insert into guichet.payment_requests (business_id, id, dossier_id, purpose, amount_minor, currency, method, status, asked_at, expires_at)
      select :businessId, :requestId, :id, 'deposit', :depositMinor, :currency, 'satim', 'open', :now, :holdUntil where :attemptId is not null
    ), attempt as (
      insert into guichet.payment_attempts (business_id, id, request_id, dossier_id, gateway, status, amount_minor, currency, started_at)
      select :businessId, :attemptId, :requestId, :id, 'satim', 'starting', :depositMinor, :currency, :now where :attemptId is not null
    ), entry as (
      update guichet.waiting_entries set status = 'taken'
      where business_id = :businessId and id = :entryId and appointment_id = :id and status = 'offered'
    )
    update guichet.appointments a set dossier_id = :id, status = :status, hold_until = :holdUntil, booked_at = :now,
      customer_id = customer.id, customer_name = :name, customer_phone = :phone, customer_email = :email,
      address = :address, landmark = :landmark, notes = :notes, terms_version = :termsVersion,
      boiler_id = (select b.id from guichet.boilers b where b.business_id = :businessId and b.slug = :boiler),
      consents_to_reminders = :consentsToReminders
    from customer where a.business_id = :businessId and a.id = :id`,
})

export const findBooked = statement("booking.find-booked", {
  takes: { id: uuid },
  gives: one({
    number: text,
    status: oneOf("held", "requested", "confirmed", "done", "cancelled", "no_show", "expired"),
    linkGeneration: integer,
    linkKeyVersion: integer,
  }),
  sql: `select d.number, a.status, d.link_generation, d.link_key_version
    from guichet.appointments a join guichet.dossiers d on d.business_id = a.business_id and d.id = a.dossier_id
    where a.id = :id`,
})
