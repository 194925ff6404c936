import type * as z from "zod"
import { arrayOf, boolean, instant, integer, json, nullable, oneOf, text, uuid } from "#kernel/database/column.ts"
import { count, many, maybe, one, statement } from "#kernel/database/statement.ts"
import type { planWindow } from "../contract-plan.ts"

export type PlanWindow = z.output<typeof planWindow>
type Words = { readonly [language: string]: string | undefined }
type Zone = { readonly id: string; readonly name: string; readonly weekdays: readonly number[] }

const locale = oneOf("fr", "ar", "en")
const named = (column: string) => `coalesce(${column} ->> :locale, ${column} ->> 'fr')`
const windowsOf = (plan: string) => `(select coalesce(jsonb_agg(jsonb_build_object('kind', w.kind, 'weekday', w.weekday,
      'fromMinute', w.starts_minute, 'toMinute', w.ends_minute) order by w.weekday, w.starts_minute), '[]')
    from guichet.plan_windows w where w.plan_id = ${plan})`

export const listTechnicians = statement("booking.list-technicians", {
  takes: { locale },
  gives: many({
    id: uuid,
    name: text,
    phone: nullable(text),
    isActive: boolean,
    baseZoneId: uuid,
    visitsPerDay: integer,
    skills: json<readonly string[]>(),
    zones: json<readonly Zone[]>(),
    week: nullable(json<readonly PlanWindow[]>()),
  }),
  sql: `select t.id, t.name, t.phone, t.active as is_active, t.base_zone_id, t.visits_per_day,
      (select coalesce(jsonb_agg(${named("s.name")} order by s.slug), '[]') from guichet.technician_skills k
        join guichet.skills s on s.id = k.skill_id where k.technician_id = t.id) as skills,
      (select coalesce(jsonb_agg(jsonb_build_object('id', z.id, 'name', ${named("z.name")}, 'weekdays', k.weekdays) order by z.position), '[]')
        from guichet.technician_zones k join guichet.zones z on z.id = k.zone_id where k.technician_id = t.id) as zones,
      (select ${windowsOf("p.id")} from guichet.plans p where p.technician_id = t.id and p.from_date is null
        order by p.id limit 1) as week
    from guichet.technicians t order by t.position, t.id`,
})

/** The undated plan of a technician, or of everybody. Plans of one owner are changed one after the other. */
export const findWeek = statement("booking.find-week", {
  takes: { technicianId: nullable(uuid) },
  gives: maybe({ id: uuid }),
  sql: `select p.id from guichet.plans p
    where p.from_date is null and p.technician_id is not distinct from :technicianId order by p.id limit 1 for update`,
})

export const showWeek = statement("booking.show-week", {
  takes: {},
  gives: maybe({ windows: json<readonly PlanWindow[]>() }),
  sql: `select ${windowsOf("p.id")} as windows from guichet.plans p
    where p.from_date is null and p.technician_id is null order by p.id limit 1`,
})

export const listDatedPlans = statement("booking.list-dated-plans", {
  takes: { locale, from: text, to: text },
  gives: many({
    id: uuid,
    name: text,
    technicianId: nullable(uuid),
    from: text,
    to: text,
    windows: json<readonly PlanWindow[]>(),
  }),
  sql: `select p.id, ${named("p.name")} as name, p.technician_id, p.from_date::text as "from", p.to_date::text as "to",
      ${windowsOf("p.id")} as windows
    from guichet.plans p where p.from_date <= :to::date and p.to_date >= :from::date order by p.from_date, p.id`,
})

export const listAbsences = statement("booking.list-absences", {
  takes: { since: instant, until: instant },
  gives: many({ id: uuid, technicianId: uuid, startsAt: instant, endsAt: instant }),
  sql: `select a.id, a.technician_id, a.starts_at, a.ends_at from guichet.absences a
    where a.ends_at > :since and a.starts_at < :until order by a.starts_at, a.id`,
})

export const listHolidays = statement("booking.list-holidays", {
  takes: { locale, from: text, to: text },
  gives: many({ id: uuid, code: text, name: text, date: text, isEstimate: boolean, works: boolean }),
  sql: `select h.id, h.code, ${named("h.name")} as name, h.day::text as date, h.movable and h.confirmed_at is null as is_estimate, h.works
    from guichet.holidays h where h.day between :from::date and :to::date order by h.day, h.code`,
})

/** Who has no week of their own yet gets an empty one; somebody else may be quicker. */
export const insertPlan = statement("booking.insert-plan", {
  takes: {
    businessId: uuid,
    id: uuid,
    technicianId: nullable(uuid),
    name: json<Words>(),
    from: nullable(text),
    to: nullable(text),
  },
  gives: count,
  sql: `insert into guichet.plans (business_id, id, technician_id, name, from_date, to_date)
    values (:businessId, :id, :technicianId, :name, :from::date, :to::date) on conflict (business_id, id) do nothing`,
})

export const deletePlan = statement("booking.delete-plan", {
  takes: { id: uuid },
  gives: count,
  sql: "delete from guichet.plans where id = :id",
})

export const countDatedPlans = statement("booking.count-dated-plans", {
  takes: { ids: arrayOf(uuid) },
  gives: one({ visible: integer }),
  sql: "select count(*)::integer as visible from guichet.plans where id = any(:ids) and from_date is not null",
})

export const deleteWindows = statement("booking.delete-windows", {
  takes: { planId: uuid },
  gives: count,
  sql: "delete from guichet.plan_windows where plan_id = :planId",
})

export const insertWindows = statement("booking.insert-windows", {
  takes: { businessId: uuid, planId: uuid, windows: json<readonly (PlanWindow & { readonly id: string })[]>() },
  gives: count,
  sql: `insert into guichet.plan_windows (business_id, id, plan_id, kind, weekday, starts_minute, ends_minute)
    select :businessId, w.id, :planId, w.kind, w.weekday, w."fromMinute", w."toMinute"
    from jsonb_to_recordset(:windows) as w (id uuid, kind text, weekday integer, "fromMinute" integer, "toMinute" integer)`,
})

export const countHolidays = statement("booking.count-holidays", {
  takes: { ids: arrayOf(uuid) },
  gives: one({ visible: integer }),
  sql: "select count(*)::integer as visible from guichet.holidays where id = any(:ids)",
})

export const lockHoliday = statement("booking.lock-holiday", {
  takes: { id: uuid },
  gives: one({ code: text, day: text, movable: boolean }),
  sql: "select h.code, h.day::text as day, h.movable from guichet.holidays h where h.id = :id for update",
})

export const setWorks = statement("booking.set-works", {
  takes: { id: uuid, works: boolean },
  gives: count,
  sql: "update guichet.holidays set works = :works where id = :id",
})

/** A feast of several days is one row for each, with numbers behind its code: they move together. */
export const moveFeast = statement("booking.move-feast", {
  takes: { feast: text, around: text, byDays: integer, confirmedBy: nullable(uuid), now: instant },
  gives: many({ day: text }),
  sql: `update guichet.holidays set day = day + :byDays, confirmed_at = :now, confirmed_by = :confirmedBy
    where movable and regexp_replace(code, '-[0-9]$', '') = :feast and day between :around::date - 10 and :around::date + 10
    returning day::text as day`,
})

/** Visits of a day on the wall calendar of the business. */
export const countVisitsOn = statement("booking.count-visits-on", {
  takes: { days: arrayOf(text), zone: text },
  gives: one({ visits: integer }),
  sql: `select count(*)::integer as visits from unnest(:days) d
    join guichet.appointments a on a.starts_at >= d::date::timestamp at time zone :zone
      and a.starts_at < (d::date + 1)::timestamp at time zone :zone
    where a.status in ('requested', 'confirmed')`,
})

type HolidayRow = {
  readonly id: string
  readonly code: string
  readonly name: Words
  readonly day: string
  readonly movable: boolean
}

/** Those that are there stay, wherever they have been moved to. */
export const insertHolidays = statement("booking.insert-holidays", {
  takes: { businessId: uuid, holidays: json<readonly HolidayRow[]>() },
  gives: count,
  sql: `insert into guichet.holidays (business_id, id, code, name, day, movable)
    select :businessId, h.id, h.code, h.name, h.day, h.movable
    from jsonb_to_recordset(:holidays) as h (id uuid, code text, name jsonb, day date, movable boolean)
    on conflict do nothing`,
})
