import { describe, expect, it } from "vitest"
import { planRows } from "./plan-rows.ts"
import { readBusinesses, readPlan } from "./read.ts"

const now = Temporal.Instant.from("2026-11-20T10:00:00Z")
const booked = await Promise.all(
  (await readBusinesses()).map(async (business) => ({
    business: { ...business, id: business.slug },
    plan: await readPlan(business.slug),
  })),
)

const slugs = (rows: readonly { slug: string }[] = []) => rows.map(({ slug }) => slug)

describe("the plans of the seed", () => {
  it("are there for the businesses that say they are booked", () => {
    const planned = booked.filter(({ plan }) => plan !== null).map(({ business }) => business.slug)
    expect(planned).toEqual(
      booked.filter(({ business }) => business.features.includes("booking")).map(({ business }) => business.slug),
    )
    expect(planned).toEqual(["mj-chauffage", "nexus-reussite"])
  })

  for (const { business, plan } of booked) {
    if (plan === null) continue
    const rows = planRows({ business, plan, now })

    it(`name only what exists (${business.slug})`, () => {
      const [zones, skills, technicians, faultTypes] = [
        slugs(plan.zones),
        slugs(plan.skills),
        slugs(plan.technicians),
        slugs(plan.faultTypes),
      ]
      for (const { base, skills: own, zones: served } of plan.technicians) {
        expect(zones).toEqual(expect.arrayContaining([base, ...Object.keys(served)]))
        expect(skills).toEqual(expect.arrayContaining(own))
      }
      expect(skills).toEqual(expect.arrayContaining(plan.faultTypes.map(({ skill }) => skill)))
      const named = [
        ...plan.plans.map(({ technician }) => technician),
        ...plan.absences.map(({ technician }) => technician),
      ]
      expect([null, ...technicians]).toEqual(expect.arrayContaining(named))
      expect(faultTypes).toEqual(expect.arrayContaining(plan.sessions.map(({ faultType }) => faultType)))
    })

    it(`say how long every way takes, the same there and back (${business.slug})`, () => {
      const minutes = new Map(plan.ways.map(({ from, to, minutes: taken }) => [`${from} ${to}`, taken]))
      expect(minutes.size).toBe(plan.zones.length ** 2)
      for (const { from, to, minutes: taken } of plan.ways) expect(minutes.get(`${to} ${from}`)).toBe(taken)
    })

    it(`have somebody for every fault type (${business.slug})`, () => {
      const able = new Set(plan.technicians.flatMap(({ skills }) => skills))
      expect(plan.faultTypes.filter(({ skill }) => !able.has(skill))).toEqual([])
    })

    it(`give every row its own id, and every spelling one zone (${business.slug})`, () => {
      for (const each of [rows.zone_communes, rows.plan_windows, rows.holidays, rows.fault_types]) {
        const ids = each.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
      }
      const keys = rows.zone_communes.map(({ key }) => key)
      expect(new Set(keys).size).toBe(keys.length)
    })
  }

  it("have one fault type with a deposit, one by quote and one that needs approval", () => {
    const faults = booked.find(({ business }) => business.slug === "mj-chauffage")?.plan?.faultTypes ?? []
    const having = (is: (fault: (typeof faults)[number]) => boolean) => faults.filter(is).map(({ slug }) => slug)
    expect(having(({ depositMinor }) => depositMinor !== null)).toEqual(["fuite-de-gaz", "desembouage"])
    expect(having(({ priceMinor, needsApproval }) => priceMinor === null && needsApproval)).toEqual([
      "remplacement-chaudiere",
    ])
  })

  it("put their sessions into the days that come, in the zone of the business", () => {
    const school = booked.find(({ business }) => business.slug === "nexus-reussite")
    if (school?.plan === null || school?.plan === undefined) throw new Error("the school has no plan")
    const { group_sessions, appointments } = planRows({ ...school, plan: school.plan, now })
    expect(group_sessions.map(({ starts_at }) => starts_at)).toEqual(["2026-11-28T09:00:00Z", "2026-12-02T15:00:00Z"])
    expect(appointments.map(({ starts_at }) => starts_at)).toEqual(group_sessions.map(({ starts_at }) => starts_at))
  })
})
