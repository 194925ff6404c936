import type { Business } from "#kernel/actor.ts"
import { idOf } from "#kernel/ids.ts"
import { placeKey } from "#modules/businesses/index.ts"
import { type House, maison } from "../../../checks/testing/house.ts"

type Row = Readonly<Record<string, unknown>>

/** Puts rows into a table of the small house, as its owner. */
export async function put({ owner }: Pick<House, "owner">, table: string, row: Row, business: Business = maison) {
  const all = Object.entries({ business_id: business.id, ...row })
  const marks = all.map((_, i) => `$${i + 1}`).join(", ")
  await owner.query(
    `insert into guichet.${table} (${all.map(([name]) => name).join(", ")}) values (${marks})`,
    all.map(([, value]) => (isPlain(value) ? JSON.stringify(value) : value)),
  )
}

const isPlain = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value)

/** The ids of the plan by its words: `planId("technician", "amine")`, `planId("fault-type", "panne")`. */
export const planId = (
  kind: "technician" | "zone" | "skill" | "fault-type" | "plan",
  slug: string,
  business = maison,
) => idOf(business.slug, "plan", kind, slug)

const communes = [
  { zone: "centre", fr: "Alger Centre", ar: "الجزائر الوسطى" },
  { zone: "est", fr: "Bab Ezzouar", ar: "باب الزوار" },
] as const

export const faultTypes = [
  { slug: "panne", skill: "chaudiere", minutes: 60, price: 350_000, deposit: null, approval: false },
  { slug: "entretien", skill: "chaudiere", minutes: 60, price: 450_000, deposit: 200_000, approval: false },
  { slug: "remplacement", skill: "installation", minutes: 120, price: null, deposit: null, approval: true },
] as const

/** Sunday to Thursday from 8 to 17 with a break at noon, Saturday morning; Friday nobody works. */
const week = [
  ...[7, 1, 2, 3, 4].flatMap((weekday) => [
    { weekday, kind: "work", from: 480, to: 1020 },
    { weekday, kind: "break", from: 720, to: 780 },
  ]),
  { weekday: 6, kind: "work", from: 480, to: 720 },
] as const

/**
 * Two technicians (Amine, who signs in as `technician`, and Billel, who does not replace boilers), two zones, half an
 * hour apart and ten minutes across, and a fault type of each kind: paid afterwards, with a deposit, by approval.
 */
export async function openPlan(house: Pick<House, "owner">, business: Business = maison): Promise<void> {
  const add = (table: string, row: Row) => put(house, table, row, business)
  const id = (kind: Parameters<typeof planId>[0], slug: string) => planId(kind, slug, business)
  for (const slug of ["chaudiere", "installation"])
    await add("skills", { id: id("skill", slug), slug, name: { fr: slug } })
  for (const [position, slug] of ["centre", "est"].entries())
    await add("zones", { id: id("zone", slug), slug, name: { fr: slug, ar: slug, en: slug }, position })
  for (const from of ["centre", "est"])
    for (const to of ["centre", "est"])
      await add("zone_travels", {
        from_zone_id: id("zone", from),
        to_zone_id: id("zone", to),
        minutes: from === to ? 10 : 30,
      })
  for (const { zone, fr, ar } of communes)
    for (const written of [fr, ar])
      await add("zone_communes", {
        id: idOf(business.slug, "plan", "commune", written),
        zone_id: id("zone", zone),
        wilaya: 16,
        name: { fr, ar },
        key: placeKey(written),
      })
  await addFaultTypes(house, business)
  await addTechnicians(house, business)
}

async function addFaultTypes(house: Pick<House, "owner">, business: Business): Promise<void> {
  for (const [position, { slug, skill, minutes, price, deposit, approval }] of faultTypes.entries())
    await put(
      house,
      "fault_types",
      {
        id: planId("fault-type", slug, business),
        slug,
        name: { fr: slug, ar: slug, en: slug },
        about: { fr: slug, ar: slug, en: slug },
        skill_id: planId("skill", skill, business),
        duration_minutes: minutes,
        step_minutes: 30,
        buffer_after_minutes: 15,
        price_minor: price,
        vat_percent: 19,
        deposit_minor: deposit,
        needs_approval: approval,
        late_fee_minor: 100_000,
        position,
      },
      business,
    )
}

async function addTechnicians(house: Pick<House, "owner">, business: Business): Promise<void> {
  const add = (table: string, row: Row) => put(house, table, row, business)
  const people = [
    { slug: "amine", name: "Amine", zone: "centre", skills: ["chaudiere", "installation"] },
    { slug: "billel", name: "Billel", zone: "est", skills: ["chaudiere"] },
  ]
  for (const [position, { slug, name, zone, skills }] of people.entries()) {
    const technicianId = planId("technician", slug, business)
    await add("technicians", {
      id: technicianId,
      account_id: slug === "amine" ? idOf(business.slug, "account", "technician") : null,
      name,
      base_zone_id: planId("zone", zone, business),
      position,
    })
    for (const skill of skills)
      await add("technician_skills", { technician_id: technicianId, skill_id: planId("skill", skill, business) })
    for (const served of ["centre", "est"])
      await add("technician_zones", { technician_id: technicianId, zone_id: planId("zone", served, business) })
  }
  const planOfAll = planId("plan", "week", business)
  await add("plans", { id: planOfAll, name: { fr: "Semaine" } })
  await addWindows(house, { planId: planOfAll, windows: week }, business)
}

type Window = { readonly weekday: number; readonly kind: string; readonly from: number; readonly to: number }

/** Minutes since midnight, weekdays from Monday 1. */
export async function addWindows(
  house: Pick<House, "owner">,
  { planId: plan, windows }: { readonly planId: string; readonly windows: readonly Window[] },
  business: Business = maison,
): Promise<void> {
  for (const { weekday, kind, from, to } of windows)
    await put(
      house,
      "plan_windows",
      {
        id: idOf(plan, String(weekday), kind, String(from)),
        plan_id: plan,
        weekday,
        kind,
        starts_minute: from,
        ends_minute: to,
      },
      business,
    )
}
