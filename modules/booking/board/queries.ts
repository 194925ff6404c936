import type { Translated } from "#kernel/contract.ts"
import { arrayOf, boolean, instant, integer, json, nullable, oneOf, text, uuid } from "#kernel/database/column.ts"
import { count, many, maybe, one, statement } from "#kernel/database/statement.ts"
import { communeOf } from "../queries/communes.ts"

const status = oneOf("held", "requested", "confirmed", "done", "cancelled", "no_show", "expired")

export const listTechnicians = statement("booking.board-technicians", {
  takes: {},
  gives: many({
    id: uuid,
    name: text,
    phone: nullable(text),
    visitsPerDay: integer,
    skills: json<readonly Translated[]>(),
    zones: json<readonly string[]>(),
  }),
  sql: `select t.id, t.name, t.phone, t.visits_per_day,
      coalesce((select jsonb_agg(s.name order by s.slug) from guichet.technician_skills k
        join guichet.skills s on s.business_id = k.business_id and s.id = k.skill_id
        where k.business_id = t.business_id and k.technician_id = t.id), '[]') as skills,
      coalesce((select jsonb_agg(z.zone_id) from guichet.technician_zones z
        where z.business_id = t.business_id and z.technician_id = t.id), '[]') as zones
    from guichet.technicians t where t.active order by t.position, t.id`,
})

export const listZones = statement("booking.board-zones", {
  takes: {},
  gives: many({ id: uuid, name: json<Translated>() }),
  sql: "select id, name from guichet.zones order by position, id",
})

/** What stands in a calendar: visits, live holds and sessions; what was cancelled or let go stands in none. */
export const listBlocks = statement("booking.board-blocks", {
  takes: { since: instant, until: instant, now: instant, technicianId: nullable(uuid), zoneId: nullable(uuid) },
  gives: many({
    id: uuid,
    number: nullable(text),
    status,
    technicianId: uuid,
    startsAt: instant,
    endsAt: instant,
    blockedFrom: instant,
    blockedTo: instant,
    faultType: json<Translated>(),
    zoneId: nullable(uuid),
    commune: nullable(json<Translated>()),
    customerName: nullable(text),
    lateMinutes: nullable(integer),
    isAcknowledged: boolean,
    isOverridden: boolean,
    seats: nullable(integer),
    reserved: nullable(integer),
  }),
  sql: `select a.id, d.number, a.status, a.technician_id, a.starts_at, a.ends_at, a.blocked_from, a.blocked_to,
      coalesce(s.name, f.name) as fault_type, a.zone_id, ${communeOf("a")} as commune, a.customer_name, a.late_minutes,
      a.acknowledged_at is not null as is_acknowledged, a.override_reason is not null as is_overridden, s.seats, s.reserved
    from guichet.appointments a
    join guichet.fault_types f on f.business_id = a.business_id and f.id = a.fault_type_id
    left join guichet.dossiers d on d.business_id = a.business_id and d.id = a.dossier_id
    left join guichet.group_sessions s on s.business_id = a.business_id and s.id = a.session_id
    where a.technician_id is not null and a.starts_at >= :since and a.starts_at < :until
      and a.status in ('held', 'requested', 'confirmed', 'done', 'no_show')
      and (a.status <> 'held' or a.dossier_id is not null or a.hold_until > :now)
      and (:technicianId is null or a.technician_id = :technicianId) and (:zoneId is null or a.zone_id = :zoneId)
    order by a.starts_at, a.id`,
})

/** Working time: the closest plan of each day, without breaks, absences and holidays. */
export const listWork = statement("booking.board-work", {
  takes: { fromDay: text, days: integer, zone: text },
  gives: many({ technicianId: uuid, startsAt: instant, endsAt: instant }),
  sql: `with asked as (
      select :fromDay::date + n as day from generate_series(0, :days - 1) n
    ), planned as (
      select distinct on (t.id, d.day) t.id, d.day, p.id as plan_id
      from guichet.technicians t
      cross join asked d
      join guichet.plans p on (p.technician_id is null or p.technician_id = t.id)
        and (p.from_date is null or d.day between p.from_date and p.to_date)
      where t.active and not exists (select from guichet.holidays h where h.day = d.day and not h.works)
      order by t.id, d.day, p.from_date is null, p.to_date - p.from_date, p.technician_id is null, p.id
    ), times as (
      select p.id, p.day, w.kind, range_agg(tstzrange(
          (p.day + make_interval(mins => w.starts_minute)) at time zone :zone,
          (p.day + make_interval(mins => w.ends_minute)) at time zone :zone)) as spans
      from planned p
      join guichet.plan_windows w on w.plan_id = p.plan_id and w.weekday = extract(isodow from p.day)::integer
      group by p.id, p.day, w.kind
    ), away as (
      select technician_id, range_agg(tstzrange(starts_at, ends_at)) as spans from guichet.absences
      where ends_at > :fromDay::date - 1 group by technician_id
    )
    select w.id as technician_id, lower(r.span) as starts_at, upper(r.span) as ends_at
    from times w
    left join times b on b.id = w.id and b.day = w.day and b.kind = 'break'
    left join away a on a.technician_id = w.id
    cross join lateral unnest(w.spans - coalesce(b.spans, '{}') - coalesce(a.spans, '{}')) r(span)
    where w.kind = 'work'
    order by 2, 1`,
})

export const listAbsences = statement("booking.board-absences", {
  takes: { since: instant, until: instant },
  gives: many({ id: uuid, technicianId: uuid, startsAt: instant, endsAt: instant }),
  sql: `select id, technician_id, starts_at, ends_at from guichet.absences
    where ends_at > :since and starts_at < :until order by starts_at, id`,
})

export const listHolidays = statement("booking.board-holidays", {
  takes: { fromDay: text, days: integer },
  gives: many({ id: uuid, day: text, name: json<Translated>(), isEstimate: boolean, works: boolean }),
  sql: `select id, day::text as day, name, movable and confirmed_at is null as is_estimate, works from guichet.holidays
    where day >= :fromDay::date and day < :fromDay::date + :days order by day, code`,
})

/** Requests that wait, and the last event that a live board has seen. */
export const countRequests = statement("booking.board-requests", {
  takes: {},
  gives: one({ requests: integer, seq: integer }),
  sql: `select (select count(*)::integer from guichet.appointments where status = 'requested') as requests,
      coalesce((select max(seq) from guichet.events), 0)::integer as seq`,
})

export const findMovable = statement("booking.board-movable", {
  takes: { id: uuid },
  gives: maybe({ id: uuid, faultTypeId: uuid, zoneId: nullable(uuid), startsAt: instant }),
  sql: `select id, fault_type_id, zone_id, starts_at from guichet.appointments
    where id = :id and dossier_id is not null and status in ('requested', 'confirmed')`,
})

export const countTechnicians = statement("booking.board-count-technicians", {
  takes: { ids: arrayOf(uuid) },
  gives: one({ visible: integer }),
  sql: "select count(*)::integer as visible from guichet.technicians where id = any(:ids) and active",
})

export const countAbsences = statement("booking.board-count-absences", {
  takes: { ids: arrayOf(uuid) },
  gives: one({ visible: integer }),
  sql: "select count(*)::integer as visible from guichet.absences where id = any(:ids)",
})

export const insertAbsence = statement("booking.insert-absence", {
  takes: {
    businessId: uuid,
    id: uuid,
    technicianId: uuid,
    startsAt: instant,
    endsAt: instant,
    recordedBy: nullable(uuid),
    now: instant,
  },
  gives: count,
  sql: `insert into guichet.absences (business_id, id, technician_id, starts_at, ends_at, recorded_by, recorded_at)
    values (:businessId, :id, :technicianId, :startsAt, :endsAt, :recordedBy, :now)`,
})

export const findAbsence = statement("booking.find-absence", {
  takes: { id: uuid },
  gives: maybe({ id: uuid, technicianId: uuid, startsAt: instant, endsAt: instant }),
  sql: "select id, technician_id, starts_at, ends_at from guichet.absences where id = :id",
})

export const deleteAbsence = statement("booking.delete-absence", {
  takes: { id: uuid },
  gives: maybe({ technicianId: uuid }),
  sql: "delete from guichet.absences where id = :id returning technician_id",
})

/** Holds that nobody has booked go; who has not come to an offer yet keeps their place in the queue. */
export const endHoldsIn = statement("booking.end-holds-in", {
  takes: { businessId: uuid, technicianId: uuid, startsAt: instant, endsAt: instant },
  gives: count,
  sql: `with ended as (
      update guichet.appointments set status = 'expired', hold_until = null
      where business_id = :businessId and technician_id = :technicianId and status = 'held' and dossier_id is null
        and starts_at < :endsAt and ends_at > :startsAt
      returning id
    )
    update guichet.waiting_entries w set status = 'waiting', appointment_id = null, offered_at = null
    from ended e where w.business_id = :businessId and w.appointment_id = e.id and w.status = 'offered'`,
})

/** Booked visits that stand in an absence, those whose deposit is awaited too. */
export const listVisitsIn = statement("booking.visits-in", {
  takes: { technicianId: uuid, startsAt: instant, endsAt: instant },
  gives: many({
    id: uuid,
    number: text,
    faultTypeId: uuid,
    zoneId: nullable(uuid),
    startsAt: instant,
    customerName: text,
  }),
  sql: `select a.id, d.number, a.fault_type_id, a.zone_id, a.starts_at, a.customer_name
    from guichet.appointments a join guichet.dossiers d on d.business_id = a.business_id and d.id = a.dossier_id
    where a.technician_id = :technicianId and a.starts_at < :endsAt and a.ends_at > :startsAt
      and a.status in ('held', 'requested', 'confirmed')
    order by a.starts_at, a.id`,
})
