import type { Country } from "#kernel/format.ts"
import { holidaysOf } from "#modules/booking/index.ts"
import { communeNamed, placeKey } from "#modules/businesses/index.ts"
import type { Plan } from "./plan-shape.ts"
import { idIn } from "./shop-rows.ts"
import type { RowOf } from "./write.ts"

type PlanTable =
  | "skills"
  | "zones"
  | "zone_communes"
  | "zone_travels"
  | "technicians"
  | "technician_skills"
  | "technician_zones"
  | "plans"
  | "plan_windows"
  | "absences"
  | "holidays"
  | "fault_types"
  | "group_sessions"
  | "appointments"
export type PlanRows = { readonly [T in PlanTable]: readonly RowOf<T>[] }
type Owner = {
  readonly id: string
  readonly slug: string
  readonly country: Country
  readonly currency: string
  readonly zone: string
}
type Seeding = { readonly business: Owner; readonly plan: Plan; readonly now: Temporal.Instant }

/** Estimates of feasts reach as far ahead as anybody books. */
const yearsOfHolidays = 3

/** The rows of a plan, parents before children. What is dated is dated from today. */
export function planRows(seeding: Seeding): PlanRows {
  const { business, plan, now } = seeding
  const business_id = business.id
  const id = idIn(business.slug)
  const today = now.toZonedDateTimeISO(business.zone).toPlainDate()
  return {
    skills: plan.skills.map(({ slug, name }) => ({ business_id, id: id("skill", slug), slug, name })),
    zones: plan.zones.map(({ slug, name }, position) => ({ business_id, id: id("zone", slug), slug, name, position })),
    zone_communes: communeRows(seeding),
    zone_travels: plan.ways.map(({ from, to, minutes }) => ({
      business_id,
      from_zone_id: id("zone", from),
      to_zone_id: id("zone", to),
      minutes,
    })),
    ...technicianRows(seeding),
    ...weekRows(seeding),
    absences: plan.absences.map(({ technician, inDays, days }) => ({
      business_id,
      id: id("absence", technician),
      technician_id: id("technician", technician),
      starts_at: midnight(today.add({ days: inDays }), business),
      ends_at: midnight(today.add({ days: inDays + days }), business),
      recorded_at: now.toString(),
    })),
    holidays: Array.from({ length: yearsOfHolidays }, (_, n) => holidaysOf(business, today.year + n))
      .flat()
      .map(({ day, ...holiday }) => ({ business_id, ...holiday, day: day.toString() })),
    fault_types: faultTypeRows(seeding),
    ...sessionRows(seeding),
  }
}

const midnight = (day: Temporal.PlainDate, { zone }: Owner) => day.toZonedDateTime(zone).toInstant().toString()

/** A row for each way of writing a commune. */
function communeRows({ business, plan }: Seeding): RowOf<"zone_communes">[] {
  const id = idIn(business.slug)
  return plan.zones.flatMap(({ slug, wilaya, communes }) =>
    communes.flatMap(({ name: written, ar, also }) => {
      const place = wilaya === null ? { fr: written, ar: ar ?? written } : communeNamed(wilaya, written)
      if (place === undefined) throw new Error(`${business.slug}: there is no commune ${written} in wilaya ${wilaya}`)
      const name = { fr: place.fr, ar: place.ar }
      const keys = new Set([place.fr, place.ar, ...also].map(placeKey))
      return [...keys].map((key) => ({
        business_id: business.id,
        id: id("commune", key),
        zone_id: id("zone", slug),
        wilaya,
        name,
        key,
      }))
    }),
  )
}

function technicianRows({ business, plan }: Seeding) {
  const business_id = business.id
  const id = idIn(business.slug)
  const { technicians } = plan
  return {
    technicians: technicians.map(({ slug, name, email, phone, base, visitsPerDay }, position) => ({
      business_id,
      id: id("technician", slug),
      account_id: email === null ? null : id("account", email),
      name,
      phone,
      base_zone_id: id("zone", base),
      visits_per_day: visitsPerDay,
      position,
    })),
    technician_skills: technicians.flatMap(({ slug, skills }) =>
      skills.map((skill) => ({ business_id, technician_id: id("technician", slug), skill_id: id("skill", skill) })),
    ),
    technician_zones: technicians.flatMap(({ slug, zones }) =>
      Object.entries(zones).map(([zone, weekdays]) => ({
        business_id,
        technician_id: id("technician", slug),
        zone_id: id("zone", zone),
        weekdays: weekdays ?? [1, 2, 3, 4, 5, 6, 7],
      })),
    ),
  }
}

function weekRows({ business, plan }: Seeding) {
  const business_id = business.id
  const id = idIn(business.slug)
  return {
    plans: plan.plans.map(({ slug, name, technician, dates }) => ({
      business_id,
      id: id("plan", slug),
      technician_id: technician === null ? null : id("technician", technician),
      name,
      from_date: dates?.[0] ?? null,
      to_date: dates?.[1] ?? null,
    })),
    plan_windows: plan.plans.flatMap(({ slug, hours }) =>
      hours.flatMap(({ weekdays, work, breaks }) =>
        weekdays.flatMap((weekday) =>
          [...work.map((span) => ["work", span] as const), ...breaks.map((span) => ["break", span] as const)].map(
            ([kind, [from, to]]) => ({
              business_id,
              id: id("window", `${slug} ${weekday} ${from}`),
              plan_id: id("plan", slug),
              kind,
              weekday,
              starts_minute: minuteOf(from),
              ends_minute: minuteOf(to),
            }),
          ),
        ),
      ),
    ),
  }
}

function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number)
  return hours * 60 + minutes
}

function faultTypeRows({ business, plan }: Seeding): RowOf<"fault_types">[] {
  const id = idIn(business.slug)
  return plan.faultTypes.map((fault, position) => ({
    business_id: business.id,
    id: id("fault-type", fault.slug),
    slug: fault.slug,
    name: fault.name,
    about: fault.about,
    skill_id: id("skill", fault.skill),
    duration_minutes: fault.durationMinutes,
    step_minutes: fault.stepMinutes,
    buffer_before_minutes: fault.bufferBeforeMinutes,
    buffer_after_minutes: fault.bufferAfterMinutes,
    price_minor: fault.priceMinor,
    vat_percent: fault.vatPercent,
    deposit_minor: fault.depositMinor,
    needs_approval: fault.needsApproval,
    notice_minutes: fault.noticeMinutes,
    horizon_days: fault.horizonDays,
    cutoff_minutes: fault.cutoffMinutes,
    late_fee_minor: fault.lateFeeMinor,
    photos_at_most: fault.photosAtMost,
    in_sessions: fault.inSessions,
    position,
  }))
}

/** A session and the time that it takes of whoever gives it. */
function sessionRows({ business, plan, now }: Seeding) {
  const business_id = business.id
  const id = idIn(business.slug)
  const today = now.toZonedDateTimeISO(business.zone).toPlainDate()
  const sessions = plan.sessions.map(({ weekday, afterDays, at, minutes, ...session }) => {
    const earliest = today.add({ days: afterDays })
    const day = earliest.add({ days: (weekday - earliest.dayOfWeek + 7) % 7 })
    const starts = day.toZonedDateTime({ timeZone: business.zone, plainTime: at })
    const span = { starts_at: starts.toInstant().toString(), ends_at: starts.add({ minutes }).toInstant().toString() }
    return { ...session, span }
  })
  return {
    group_sessions: sessions.map(({ slug, faultType, name, seats, span }) => ({
      business_id,
      id: id("session", slug),
      fault_type_id: id("fault-type", faultType),
      name,
      ...span,
      seats,
    })),
    appointments: sessions.map(({ slug, faultType, technician, span }) => ({
      business_id,
      id: id("session-time", slug),
      fault_type_id: id("fault-type", faultType),
      technician_id: id("technician", technician),
      session_id: id("session", slug),
      ...span,
      blocked_from: span.starts_at,
      blocked_to: span.ends_at,
      status: "confirmed",
      currency: business.currency,
      vat_percent: plan.faultTypes.find((fault) => fault.slug === faultType)?.vatPercent ?? 0,
      held_at: now.toString(),
    })),
  }
}
