import type { Translated } from "#kernel/contract.ts"
import { instant, integer, json, nullable, text, uuid } from "#kernel/database/column.ts"
import { many, one, statement } from "#kernel/database/statement.ts"
import { communeOf } from "./communes.ts"

/** What staff remember of a customer: visits that were made, and those that found nobody. */
export const pastOf = statement("booking.past-of-customer", {
  takes: { customerId: uuid },
  gives: one({ visits: integer, missed: integer }),
  sql: `select (count(*) filter (where status = 'done'))::integer as visits, (count(*) filter (where status = 'no_show'))::integer as missed
    from guichet.appointments where customer_id = :customerId`,
})

type Candidate = {
  readonly technicianId: string
  readonly name: string
  readonly visits: number
  readonly wayMinutes: number
}

/**
 * Requests, oldest first, and those that nobody answered in time behind them, with who could come then: free by the
 * plan, the least loaded first, then the shortest way.
 */
export const listRequests = statement("booking.list-requests", {
  takes: { now: instant, zone: text },
  gives: many({
    id: uuid,
    number: text,
    startsAt: instant,
    endsAt: instant,
    askedAt: instant,
    faultName: json<Translated>(),
    commune: nullable(json<Translated>()),
    zoneName: nullable(json<Translated>()),
    customerName: text,
    customerPhone: text,
    missed: integer,
    notes: nullable(text),
    technicianId: nullable(uuid),
    candidates: json<readonly Candidate[]>(),
  }),
  sql: `with asked as materialized (
      select a.business_id, a.id, a.fault_type_id, a.zone_id, a.technician_id, a.starts_at, a.ends_at, a.booked_at, a.commune, a.customer_id,
        a.customer_name, a.customer_phone, a.notes, (a.starts_at at time zone :zone)::date as day
      from guichet.appointments a where a.status = 'requested' order by a.starts_at <= :now, a.booked_at, a.id limit 30
    )
    select a.id, d.number, a.starts_at, a.ends_at, a.booked_at as asked_at, f.name as fault_name, ${communeOf("a")} as commune, z.name as zone_name,
      a.customer_name, a.customer_phone, a.notes, a.technician_id,
      (select count(*)::integer from guichet.appointments p where p.customer_id = a.customer_id and p.status = 'no_show') as missed,
      coalesce((
        select jsonb_agg(jsonb_build_object('technicianId', t.id, 'name', t.name, 'visits', l.visits, 'wayMinutes', w.minutes)
          order by l.visits, w.minutes, t.position, t.id)
        from guichet.technicians t
        join guichet.technician_skills k on k.business_id = t.business_id and k.technician_id = t.id and k.skill_id = f.skill_id
        cross join lateral app.slot_at(a.fault_type_id, a.zone_id, :now, 'staff', a.starts_at, t.id, a.id) s
        cross join lateral (
          select (extract(epoch from a.starts_at - s.blocked_from) / 60)::integer - f.buffer_before_minutes as minutes
        ) w
        cross join lateral (
          select count(*)::integer as visits from guichet.appointments v
          where v.business_id = t.business_id and v.technician_id = t.id and v.status in ('held', 'requested', 'confirmed') and v.id <> a.id
            and (v.status <> 'held' or v.dossier_id is not null or v.hold_until > :now)
            and v.starts_at >= a.day::timestamp at time zone :zone and v.starts_at < (a.day + 1)::timestamp at time zone :zone
        ) l
        where t.active and s.technician_id = t.id
      ), '[]') as candidates
    from asked a
    join guichet.dossiers d on d.business_id = a.business_id and d.id = a.id
    join guichet.fault_types f on f.business_id = a.business_id and f.id = a.fault_type_id
    left join guichet.zones z on z.business_id = a.business_id and z.id = a.zone_id
    order by a.starts_at <= :now, a.booked_at, a.id`,
})

/** Seats of a group session: all of them, and those that are taken. */
export const seatsOf = statement("booking.seats-of-session", {
  takes: { id: uuid },
  gives: one({ all: integer, reserved: integer }),
  sql: `select seats as "all", reserved from guichet.group_sessions where id = :id`,
})
