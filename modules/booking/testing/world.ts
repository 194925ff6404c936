import fc from "fast-check"
import type { Client } from "pg"
import { idOf } from "#kernel/ids.ts"
import { maison } from "../../../checks/testing/house.ts"
import { planId } from "./plan.ts"

const technicians = ["amine", "billel", "chafik"].map((slug) => planId("technician", slug))
const zones = ["centre", "est"].map((slug) => planId("zone", slug))
const daysOfWorld = 5
const some = <T>(arbitrary: fc.Arbitrary<T>, most: number) => fc.array(arbitrary, { maxLength: most })
const minutes = (...of: number[]) => fc.constantFrom(...of)
const technician = fc.constantFrom(...technicians)
const zone = fc.constantFrom(...zones)
const day = fc.integer({ min: 0, max: daysOfWorld - 1 })
/** Minutes since the first midnight. */
const quarter = fc.integer({ min: 96, max: daysOfWorld * 96 }).map((quarters) => quarters * 15)
const weekdays = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 3 })

const window = fc.record({
  kind: fc.constantFrom("work", "break"),
  from: minutes(0, 420, 480, 500),
  length: minutes(30, 60, 240, 900),
  on: weekdays,
})
const longDay = { kind: "work", from: 0, length: 1440, on: [1, 2, 3, 4, 6, 7] } as const
const plan = fc.record({
  technicianId: fc.option(technician),
  dates: fc.option(fc.record({ from: day, length: fc.integer({ min: 0, max: 3 }) })),
  windows: some(window, 3),
})
const visit = fc.record({
  technicianId: technician,
  zoneId: fc.option(zone),
  at: quarter,
  length: minutes(30, 30, 60, 60, 90, 1500),
  lead: minutes(0, 10, 30),
  tail: minutes(0, 15, 60),
  as: fc.constantFrom(
    "confirmed",
    "requested",
    "done",
    "no_show",
    "live hold",
    "lapsed hold",
    "deposit awaited",
    "cancelled",
  ),
})
const question = fc.record({
  /** Null: beside the visit of that place. */
  at: fc.option(quarter),
  beside: fc.nat({ max: 20 }),
  off: minutes(-90, -60, -45, -30, 15, 30, 45, 60, 75, 90, 105, 7),
  rules: fc.constantFrom("customer", "customer", "staff", "override"),
  technicianId: fc.option(technician, { freq: 1 }),
  zoneId: fc.option(zone, { freq: 20 }),
  leavesOut: fc.boolean(),
})

/** A small business as none would be: plans, absences and visits of five days, a clock among them, and what is asked. */
export const world = fc.record({
  clock: fc.constantFrom(
    { zone: "Africa/Algiers", first: "2026-11-21" },
    { zone: "Europe/Paris", first: "2027-03-26" },
  ),
  now: fc.oneof(fc.integer({ min: -600, max: 600 }), fc.integer({ min: 0, max: 3 * 1440 })),
  fault: fc.record({
    duration: minutes(30, 30, 60, 120, 600),
    step: minutes(15, 15, 30, 45),
    before: minutes(0, 10, 60),
    after: minutes(0, 0, 15, 240),
    notice: minutes(0, 0, 120, 1440),
    horizon: minutes(1, 3, 30, 30),
    inSessions: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  }),
  staff: fc.tuple(
    ...technicians.map((id) =>
      fc.record({
        id: fc.constant(id),
        base: zone,
        most: fc.integer({ min: 1, max: 4 }),
        isActive: fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, fc.constant(false)),
        serves: fc.tuple(fc.option(weekdays, { freq: 16 }), fc.option(weekdays, { freq: 16 })),
        isSkilled: fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, fc.constant(false)),
      }),
    ),
  ),
  travels: fc.tuple(
    ...zones.flatMap((from) =>
      zones.map((to) =>
        fc.record({ from: fc.constant(from), to: fc.constant(to), minutes: fc.option(minutes(0, 30)) }),
      ),
    ),
  ),
  plans: fc
    .tuple(plan, some(plan, 3))
    .map(([{ windows }, others]) => [{ technicianId: null, dates: null, windows: [longDay, ...windows] }, ...others]),
  absences: some(fc.record({ technicianId: technician, at: quarter, length: minutes(60, 600, 2000) }), 3),
  holidays: some(fc.record({ day, works: fc.boolean() }), 1),
  visits: fc.array(visit, { minLength: 4, maxLength: 24 }),
  sessions: some(
    fc.record({
      at: quarter,
      seats: fc.integer({ min: 1, max: 2 }),
      reserved: fc.integer({ min: 0, max: 2 }),
      lapsed: fc.integer({ min: 0, max: 2 }),
      isOff: fc.boolean(),
    }),
    3,
  ),
  questions: fc.array(question, { minLength: 24, maxLength: 24 }),
})
export type World = typeof world extends fc.Arbitrary<infer W> ? W : never
type Rows = readonly Readonly<Record<string, unknown>>[]

const faultId = planId("fault-type", "panne")
const visitId = (place: number) => idOf("world", "visit", String(place))

/** Puts a world in the place of the small plan, as superuser. Rows that could not be, like two visits at once, are left out. */
export async function build(client: Client, { clock, now, fault, ...built }: World): Promise<void> {
  await client.query("begin")
  // Nothing here refers to more than itself.
  await client.query("set local session_replication_role = replica")
  await client.query("update guichet.businesses set zone = $2 where business_id = $1", [maison.id, clock.zone])
  await client.query(
    `update guichet.fault_types set duration_minutes = $2, step_minutes = $3, buffer_before_minutes = $4, buffer_after_minutes = $5,
      notice_minutes = $6, horizon_days = $7, in_sessions = $8 where id = $1`,
    [faultId, fault.duration, fault.step, fault.before, fault.after, fault.notice, fault.horizon, fault.inSessions],
  )
  const tables = { ...planned(built, clock), ...taken({ clock, now, ...built }) }
  for (const [table, rows] of Object.entries(tables)) {
    await client.query(`delete from guichet.${table}`)
    const columns = Object.keys({ business_id: null, ...rows[0] }).join(", ")
    await client.query(
      `insert into guichet.${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::guichet.${table}, $1)
       on conflict do nothing`,
      [JSON.stringify(rows.map((row) => ({ business_id: maison.id, ...row })))],
    )
  }
  await client.query("commit")
}

const dayOf = ({ first }: World["clock"], days: number) => Temporal.PlainDate.from(first).add({ days }).toString()
const timeOf = ({ first, zone }: World["clock"], passed: number) =>
  Temporal.PlainDate.from(first).toZonedDateTime(zone).toInstant().add({ minutes: passed })
const spanOf = (clock: World["clock"], { at, length }: { at: number; length: number }) => ({
  starts_at: timeOf(clock, at).toString(),
  ends_at: timeOf(clock, at + length).toString(),
})

type Plans = Pick<World, "staff" | "travels" | "plans" | "absences" | "holidays">

function planned({ staff, travels, plans, absences, holidays }: Plans, clock: World["clock"]) {
  const planIdOf = (place: number) => idOf("world", "plan", String(place))
  return {
    technicians: staff.map(({ id, base, most, isActive }, position) => ({
      id,
      name: id,
      base_zone_id: base,
      visits_per_day: most,
      active: isActive,
      position,
      feed_generation: 0,
    })),
    technician_skills: staff
      .filter(({ isSkilled }) => isSkilled)
      .map(({ id }) => ({ technician_id: id, skill_id: planId("skill", "chaudiere") })),
    technician_zones: staff.flatMap(({ id, serves }) =>
      serves.flatMap((weekdays, place) =>
        weekdays === null ? [] : [{ technician_id: id, zone_id: zones[place], weekdays }],
      ),
    ),
    zone_travels: travels.flatMap(({ from, to, minutes }) =>
      minutes === null ? [] : [{ from_zone_id: from, to_zone_id: to, minutes }],
    ),
    plans: plans.map(({ technicianId, dates }, place) => ({
      id: planIdOf(place),
      technician_id: technicianId,
      name: {},
      from_date: dates === null ? null : dayOf(clock, dates.from),
      to_date: dates === null ? null : dayOf(clock, dates.from + dates.length),
    })),
    plan_windows: plans.flatMap(({ windows }, plan) =>
      windows.flatMap(({ kind, from, length, on }, place) =>
        on.map((weekday) => ({
          id: idOf("world", "window", String(plan), String(place), String(weekday)),
          plan_id: planIdOf(plan),
          kind,
          weekday,
          starts_minute: from,
          ends_minute: from + length,
        })),
      ),
    ),
    absences: absences.map(({ technicianId, ...span }, place) => ({
      id: idOf("world", "absence", String(place)),
      technician_id: technicianId,
      ...spanOf(clock, span),
      recorded_at: clock.first,
    })),
    holidays: holidays.map(({ day, works }) => ({
      id: idOf("world", "holiday"),
      code: "day",
      name: { fr: "Fête" },
      day: dayOf(clock, day),
      movable: false,
      works,
    })),
  } satisfies { readonly [table: string]: Rows }
}

const holdsOf = { "live hold": 5, "lapsed hold": -5, "deposit awaited": -5 } as const

function taken({ visits, sessions, ...of }: Pick<World, "visits" | "sessions" | "now" | "clock">) {
  const lessonOf = (place: number) => idOf("world", "session", String(place))
  const seats = sessions.flatMap(({ lapsed, at }, place) =>
    lapsed === 0
      ? []
      : [
          {
            ...visitRow({ ...of, as: "lapsed hold", place: 100 + place, at, length: 60, lead: 0, tail: 0 }),
            session_id: lessonOf(place),
            seats: lapsed,
          },
        ],
  )
  return {
    appointments: [...visits.map((visit, place) => visitRow({ ...of, ...visit, place })), ...seats],
    group_sessions: sessions.map(({ at, seats, reserved, isOff }, place) => ({
      id: lessonOf(place),
      fault_type_id: faultId,
      name: {},
      ...spanOf(of.clock, { at, length: 60 }),
      seats,
      reserved: Math.min(reserved, seats),
      cancelled_at: isOff ? of.clock.first : null,
    })),
  } satisfies { readonly [table: string]: Rows }
}

type Row = Pick<World, "now" | "clock"> &
  Omit<World["visits"][number], "technicianId" | "zoneId"> & {
    readonly technicianId?: string
    readonly zoneId?: string | null
    readonly place: number
  }

/** What is over begins at odd minutes: which of two that begin at once comes last is nobody's rule. */
function visitRow({ clock, now, as, place, at, length, lead, tail, technicianId, zoneId }: Row) {
  const isOver = as === "done" || as === "no_show"
  const begins = isOver ? at + 1 + (place % 14) : at
  const hold = as === "live hold" || as === "lapsed hold" || as === "deposit awaited" ? holdsOf[as] : null
  const isBooked = hold === null || as === "deposit awaited"
  const id = visitId(place)
  return {
    id,
    dossier_id: isBooked ? id : null,
    booked_at: isBooked ? clock.first : null,
    customer_id: isBooked ? id : null,
    customer_name: isBooked ? "Nadia" : null,
    customer_phone: isBooked ? "+213550123456" : null,
    fault_type_id: place % 3 === 0 ? planId("fault-type", "remplacement") : faultId,
    technician_id: technicianId ?? null,
    session_id: null,
    seats: 1,
    zone_id: zoneId ?? null,
    ...spanOf(clock, { at: begins, length }),
    blocked_from: timeOf(clock, begins - lead).toString(),
    blocked_to: timeOf(clock, begins + length + tail).toString(),
    status: hold === null ? as : "held",
    hold_until: hold === null ? null : timeOf(clock, now + hold).toString(),
    cancelled_at: as === "cancelled" ? clock.first : null,
    cancel_code: as === "cancelled" ? "by_staff" : null,
    consents_to_reminders: false,
    currency: "DZD",
    vat_percent: 19,
    late_fee_minor: 0,
    sequence: 0,
    held_at: clock.first,
  }
}

/** The questions of a world, as `app.slot_at` takes them. */
export function questionsOf({ clock, now, visits, questions }: World): Rows {
  return questions.map(({ at, beside, off, rules, technicianId, zoneId, leavesOut }) => {
    const place = beside % visits.length
    const start = at ?? (visits[place]?.at ?? 0) + off
    return {
      fault: faultId,
      zone: zoneId,
      now: timeOf(clock, now).toString(),
      rules,
      starts_at: timeOf(clock, start).toString(),
      day: timeOf(clock, start).toZonedDateTimeISO(clock.zone).toPlainDate().toString(),
      technician: technicianId,
      left_out: leavesOut ? visitId(place) : null,
    }
  })
}
