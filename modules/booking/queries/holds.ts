import type { Translated } from "#kernel/contract.ts"
import {
  arrayOf,
  bigint,
  boolean,
  bytes,
  currency,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  text,
  uuid,
} from "#kernel/database/column.ts"
import { count, maybe, one, statement } from "#kernel/database/statement.ts"

const status = oneOf("held", "requested", "confirmed", "done", "cancelled", "no_show", "expired")

/** Two wishes of one visitor at once count each other. */
export const lockHolder = statement("booking.lock-holder", {
  takes: { businessId: uuid, holder: text },
  gives: count,
  sql: "select pg_advisory_xact_lock(hashtextextended(:businessId::text || :holder, 0))",
})

/** Neighbours of a technician's day are seen as they are: who takes time of it comes one after the other. */
export const lockDay = statement("booking.lock-day", {
  takes: { technicianId: uuid, day: text },
  gives: count,
  sql: "select pg_advisory_xact_lock(hashtextextended(:technicianId::text || :day, 0))",
})

/** Seats of holds that end go back to their session, in the same statement. */
const ending = (which: string) => `with ended as (
    update guichet.appointments set status = 'expired', hold_until = null
    where business_id = :businessId and status = 'held' and dossier_id is null and ${which}
    returning session_id, technician_id, seats
  )
  update guichet.group_sessions s set reserved = s.reserved - e.seats
  from (select session_id, sum(seats)::integer as seats from ended where technician_id is null group by session_id) e
  where s.business_id = :businessId and s.id = e.session_id`

export const countHoldsOf = statement("booking.count-holds-of", {
  takes: { businessId: uuid, holder: text, now: instant },
  gives: one({ live: integer }),
  sql: `select count(*)::integer as live from guichet.appointments
    where business_id = :businessId and hold_visitor = :holder and hold_until > :now and status = 'held' and dossier_id is null`,
})

/**
 * Holds of a technician that are over block nothing; those with a dossier are ended by their errand, which asks the
 * gateway. No more are ended than stand in the way, or two who take time of two days wait for each other; and what is past.
 */
export const endLapsedOf = statement("booking.end-lapsed-of", {
  takes: { businessId: uuid, technicianId: uuid, blockedFrom: instant, blockedTo: instant, now: instant },
  gives: count,
  sql: ending(`technician_id = :technicianId and hold_until <= :now
      and (blocked_to <= :now or blocked_to > :blockedFrom and blocked_from < :blockedTo)`),
})

export const endLapsedSeats = statement("booking.end-lapsed-seats", {
  takes: { businessId: uuid, sessionId: uuid, now: instant },
  gives: count,
  sql: ending("session_id = :sessionId and technician_id is null and hold_until <= :now"),
})

export const endHold = statement("booking.end-hold", {
  takes: { businessId: uuid, id: uuid },
  gives: count,
  sql: ending("id = :id"),
})

/**
 * What is wanted, where, and one start of it: whoever comes best, or why it is not to be had. A hold of the same holder
 * that is replaced does not stand in the way; `live` counts the others. One that is over is left to whoever needs its time.
 */
export const findWanted = statement("booking.find-wanted", {
  takes: {
    businessId: uuid,
    faultType: text,
    communeKey: text,
    now: instant,
    startsAt: instant,
    rules: oneOf("customer", "staff", "override"),
    technicianId: nullable(uuid),
    holder: text,
    replaces: boolean,
  },
  gives: maybe({
    replacedId: nullable(uuid),
    live: integer,
    faultTypeId: uuid,
    priceMinor: nullable(bigint),
    vatPercent: integer,
    depositMinor: nullable(bigint),
    cutoffMinutes: integer,
    lateFeeMinor: bigint,
    needsApproval: boolean,
    zoneId: nullable(uuid),
    commune: nullable(json<Translated>()),
    technicianId: nullable(uuid),
    sessionId: nullable(uuid),
    endsAt: nullable(instant),
    blockedFrom: nullable(instant),
    blockedTo: nullable(instant),
    reason: nullable(text),
  }),
  sql: `select o.id as replaced_id, (select count(*)::integer from guichet.appointments a
        where a.business_id = :businessId and a.hold_visitor = :holder and a.status = 'held' and a.dossier_id is null
          and a.hold_until > :now and a.id is distinct from o.id) as live,
      f.id as fault_type_id, f.price_minor, f.vat_percent, f.deposit_minor, f.cutoff_minutes, f.late_fee_minor, f.needs_approval,
      z.zone_id, z.name as commune, s.technician_id, s.session_id, s.ends_at, s.blocked_from, s.blocked_to, s.reason
    from guichet.fault_types f
    left join guichet.zone_communes z on z.business_id = :businessId and z.key = :communeKey
    left join lateral (
      select a.id from guichet.appointments a
      where :replaces and a.business_id = :businessId and a.hold_visitor = :holder and a.status = 'held' and a.dossier_id is null
        and a.fault_type_id = f.id and a.hold_until > :now
      limit 1
    ) o on true
    left join lateral app.slot_at(f.id, z.zone_id, :now, :rules, :startsAt, :technicianId, o.id) s on true
    where f.business_id = :businessId and f.active and :faultType in (f.slug, f.id::text)
    limit 1`,
})

const holdColumns = {
  businessId: uuid,
  id: uuid,
  faultTypeId: uuid,
  holder: nullable(text),
  hash: nullable(bytes),
  now: instant,
  holdUntil: instant,
  currency,
  priceMinor: nullable(bigint),
  vatPercent: integer,
  depositMinor: nullable(bigint),
  cancelUntil: instant,
  lateFeeMinor: bigint,
} as const

/**
 * Takes the slot as it is to be had now, under the lock of the day. One that is not breaks `somebody_comes`, since then
 * nobody does, or `no_double_booking`.
 */
export const insertHold = statement("booking.insert-hold", {
  takes: {
    ...holdColumns,
    technicianId: uuid,
    zoneId: nullable(uuid),
    commune: nullable(text),
    startsAt: instant,
    endsAt: instant,
    rules: oneOf("customer", "staff", "override"),
    overrideReason: nullable(text),
    overrideBy: nullable(uuid),
  },
  gives: count,
  sql: `insert into guichet.appointments (business_id, id, fault_type_id, technician_id, zone_id, commune, starts_at, ends_at,
      blocked_from, blocked_to, status, hold_until, hold_visitor, hold_hash, held_at, currency, price_minor, vat_percent,
      deposit_minor, cancel_until, late_fee_minor, override_reason, override_by)
    select :businessId, :id, :faultTypeId, s.technician_id, :zoneId, :commune, :startsAt, coalesce(s.ends_at, :endsAt),
      coalesce(s.blocked_from, :startsAt), coalesce(s.blocked_to, :endsAt), 'held', :holdUntil, :holder, :hash, :now, :currency,
      :priceMinor, :vatPercent, :depositMinor, :cancelUntil, :lateFeeMinor, :overrideReason, :overrideBy
    from (select) one
    left join app.slot_at(:faultTypeId, :zoneId, :now, :rules, :startsAt, :technicianId, null) s
      on s.technician_id = :technicianId`,
})

/** Seats are taken like stock: too few free break `reserved_is_within_seats`, a session that is gone `somebody_comes`. */
export const insertSeats = statement("booking.insert-seats", {
  takes: { ...holdColumns, sessionId: uuid, seats: integer, startsAt: instant, endsAt: instant },
  gives: count,
  sql: `with taken as (
      update guichet.group_sessions set reserved = reserved + :seats
      where business_id = :businessId and id = :sessionId and cancelled_at is null and starts_at > :now
      returning id, starts_at, ends_at
    )
    insert into guichet.appointments (business_id, id, fault_type_id, session_id, seats, starts_at, ends_at,
      blocked_from, blocked_to, status, hold_until, hold_visitor, hold_hash, held_at, currency, price_minor, vat_percent,
      deposit_minor, cancel_until, late_fee_minor)
    select :businessId, :id, :faultTypeId, t.id, :seats, :startsAt, :endsAt, :startsAt, :endsAt, 'held', :holdUntil, :holder, :hash, :now,
      :currency, :priceMinor, :vatPercent, :depositMinor, :cancelUntil, :lateFeeMinor
    from (select) one left join taken t on true`,
})

export const countSessions = statement("booking.count-sessions", {
  takes: { ids: arrayOf(uuid) },
  gives: one({ visible: integer }),
  sql: "select count(*)::integer as visible from guichet.group_sessions where id = any(:ids)",
})

/** Seats of holds that are over are free already. */
export const findSession = statement("booking.find-session", {
  takes: { id: uuid, now: instant },
  gives: one({
    id: uuid,
    faultTypeId: uuid,
    startsAt: instant,
    endsAt: instant,
    cancelledAt: nullable(instant),
    priceMinor: nullable(bigint),
    vatPercent: integer,
    depositMinor: nullable(bigint),
    cutoffMinutes: integer,
    lateFeeMinor: bigint,
    free: integer,
  }),
  sql: `select s.id, s.fault_type_id, s.starts_at, s.ends_at, s.cancelled_at, s.seats - s.reserved + coalesce((
        select sum(a.seats)::integer from guichet.appointments a
        where a.business_id = s.business_id and a.session_id = s.id and a.technician_id is null and a.status = 'held'
          and a.dossier_id is null and a.hold_until <= :now), 0) as free,
      f.price_minor, f.vat_percent, f.deposit_minor, f.cutoff_minutes, f.late_fee_minor
    from guichet.group_sessions s join guichet.fault_types f on f.business_id = s.business_id and f.id = s.fault_type_id
    where s.id = :id`,
})

const foundHold = {
  id: uuid,
  status,
  isBooked: boolean,
  faultTypeId: uuid,
  technicianId: nullable(uuid),
  sessionId: nullable(uuid),
  zoneId: nullable(uuid),
  commune: nullable(text),
  startsAt: instant,
  endsAt: instant,
  heldAt: instant,
  holdUntil: nullable(instant),
  hash: nullable(bytes),
  depositMinor: nullable(bigint),
  needsApproval: boolean,
  holder: nullable(text),
  termsVersion: text,
  hasPhotos: boolean,
  seats: integer,
} as const

const heldList = `a.id, a.status, a.dossier_id is not null as is_booked, a.fault_type_id, a.technician_id, a.session_id, a.zone_id, a.commune,
  a.starts_at, a.ends_at, a.held_at, a.hold_until, a.hold_hash as hash, a.deposit_minor, f.needs_approval, a.hold_visitor as holder, a.seats,
  coalesce((select t.version from guichet.legal_texts t where t.kind = 'terms' order by t.published_at desc limit 1), '') as terms_version,
  exists (select from guichet.photos p where p.business_id = a.business_id and p.appointment_id = a.id) as has_photos`
const heldFrom = `guichet.appointments a
  join guichet.fault_types f on f.business_id = a.business_id and f.id = a.fault_type_id`

/** Locked: of two that book it, the second finds it booked. */
export const lockHold = statement("booking.lock-hold", {
  takes: { businessId: uuid, hash: bytes },
  gives: maybe(foundHold),
  sql: `select ${heldList} from ${heldFrom} where a.business_id = :businessId and a.hold_hash = :hash for no key update of a`,
})
export type Hold = NonNullable<Awaited<ReturnType<typeof lockHold>>>

export const findHold = statement("booking.find-hold", {
  takes: { businessId: uuid, id: uuid },
  gives: maybe(foundHold),
  sql: `select ${heldList} from ${heldFrom} where a.business_id = :businessId and a.id = :id`,
})
