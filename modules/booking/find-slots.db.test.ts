import { beforeEach, describe, expect, it } from "vitest"
import { newId } from "#kernel/ids.ts"
import { maison, openHouse, voisin } from "../../checks/testing/house.ts"
import { endpoints } from "./contract.ts"
import { findSlots } from "./find-slots.ts"
import { listFaultTypes } from "./list-fault-types.ts"
import { listServiceAreas } from "./list-service-areas.ts"
import { addWindows, openPlan, planId, put } from "./testing/plan.ts"
import { at as instantAt, taken as take } from "./testing/taken.ts"

const house = await openHouse()
await openPlan(house)
await openPlan(house, voisin)

// Friday 20 November 2026, 11:00 in Algiers.
const friday = house.clock.now
const sunday = "2026-11-22"
const amine = planId("technician", "amine")
const billel = planId("technician", "billel")

beforeEach(async () => {
  house.clock.now = friday
  for (const table of ["appointments", "group_sessions", "absences", "holidays"])
    await house.owner.query(`delete from guichet.${table}`)
  await house.owner.query("delete from guichet.plans where from_date is not null or technician_id is not null")
  await house.owner.query("update guichet.technicians set active = true, visits_per_day = 12")
  await house.owner.query(
    "update guichet.fault_types set step_minutes = 30, buffer_before_minutes = 0, notice_minutes = 120, horizon_days = 30",
  )
})

type Asked = { readonly faultType?: string; readonly commune?: string; readonly from?: string; readonly days?: number }

const ask = ({ faultType = "panne", commune = "Alger Centre", from = sunday, days = 1 }: Asked = {}) =>
  findSlots(house.anyone(), { faultType, commune, from, days })

const local = (instant: string) =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(maison.zone).toPlainTime().toString().slice(0, 5)
const times = async (asked: Asked = {}) => (await ask(asked)).slots.map(({ startsAt }) => local(startsAt))
const reasons = async (asked: Asked = {}) => (await ask(asked)).days

const at = (time: string) => instantAt(sunday, time)
const taken = (wanted: Partial<Parameters<typeof take>[1]> & { from: string; to: string }) =>
  take(house, { day: sunday, ...wanted })

const onlyAmine = () => house.owner.query("update guichet.technicians set active = false where id = $1", [billel])
const set = (column: string, value: number) =>
  house.owner.query(`update guichet.fault_types set ${column} = $1`, [value])

const absent = (from: string, to: string, technicianId = amine) =>
  put(house, "absences", {
    id: newId(),
    technician_id: technicianId,
    starts_at: at(from).toString(),
    ends_at: at(to).toString(),
    recorded_at: friday.toString(),
  })

const holiday = (row: Readonly<Record<string, unknown>>) =>
  put(house, "holidays", { id: newId(), name: { fr: "Mouloud", ar: "المولد" }, day: sunday, movable: false, ...row })

const morning = ["08:00", "08:30", "09:00", "09:30", "10:00", "10:30", "11:00"]
const afternoon = ["13:00", "13:30", "14:00", "14:30", "15:00", "15:30", "16:00"]

describe("finding slots on an empty day", () => {
  it("offers every step of the working hours, and no visit runs into the break or past the end", async () => {
    expect(await times()).toEqual([...morning, ...afternoon])
  })

  it("offers :00, :25 and :50 for a visit of 20 minutes and 5 of buffer", async () => {
    await house.owner.query(
      "update guichet.fault_types set duration_minutes = 20, buffer_after_minutes = 5, step_minutes = 25 where slug = 'panne'",
    )
    expect((await times()).slice(0, 4)).toEqual(["08:00", "08:25", "08:50", "09:15"])
    await house.owner.query(
      "update guichet.fault_types set duration_minutes = 60, buffer_after_minutes = 15 where slug = 'panne'",
    )
  })

  it("counts the steps from the opening, also after the break", async () => {
    await set("step_minutes", 45)
    expect(await times()).toEqual(["08:00", "08:45", "09:30", "10:15", "11:00", "13:15", "14:00", "14:45", "15:30"])
  })

  it("gives starts and ends in UTC and nothing of who comes", async () => {
    const { slots } = await ask()
    expect(slots[0]).toEqual({ startsAt: "2026-11-22T07:00:00Z", endsAt: "2026-11-22T08:00:00Z" })
    expect(endpoints.findSlots.answer.parse(await ask()).slots).toHaveLength(14)
  })

  it("takes a commune as people write it, in French or Arabic", async () => {
    for (const commune of ["bab-ezzouar", "BAB EZZOUAR", "باب الزوار", "باب  الزّوار"])
      expect((await ask({ commune })).slots).toHaveLength(14)
  })
})

describe("finding slots between visits", () => {
  it("leaves the way from the visit before, from its zone", async () => {
    await onlyAmine()
    await taken({ from: "08:00", to: "09:00", zone: "est" })
    // Free at 9:15, half an hour to the centre.
    expect((await times()).slice(0, 2)).toEqual(["10:00", "10:30"])
  })

  it("leaves what the next visit lacks of the way to it, and not what it carries itself", async () => {
    await onlyAmine()
    await taken({ from: "11:00", to: "12:00", lead: 10, zone: "est" })
    // Half an hour of way, ten minutes of them the next visit's own, and fifteen of buffer: over at 10:25.
    expect((await times()).filter((time) => time < "11:00")).toEqual(["08:00", "08:30", "09:00"])
    await house.owner.query("update guichet.appointments set blocked_from = blocked_from - interval '20 minutes'")
    expect((await times()).filter((time) => time < "11:00")).toEqual(["08:00", "08:30", "09:00"])
    await set("step_minutes", 15)
    expect((await times()).filter((time) => time < "11:00").at(-1)).toBe("09:15")
  })

  it("counts the buffer before a visit too", async () => {
    await onlyAmine()
    await set("buffer_before_minutes", 20)
    await taken({ from: "08:00", to: "09:00", lead: 30 })
    // Free at 9:15, ten minutes of way, twenty of buffer: 9:45.
    expect((await times())[0]).toBe("10:00")
  })

  it("offers a start that one technician has left, and none that nobody has", async () => {
    await taken({ from: "08:00", to: "12:00", tail: 0 })
    expect(await times()).toContain("09:00")
    await taken({ from: "08:00", to: "12:00", tail: 0, technicianId: billel })
    expect(await times()).not.toContain("09:00")
  })

  it("does not let visits of the night before reach into the morning", async () => {
    await onlyAmine()
    await taken({ from: "23:00", to: "23:30", tail: 9 * 60 + 15, day: "2026-11-21" })
    // Blocked until 8:45; a new day begins at the base, ten minutes away.
    expect((await times())[0]).toBe("09:00")
  })

  it("forgets cancelled visits and expired holds, and keeps live ones", async () => {
    await onlyAmine()
    await taken({ from: "08:00", to: "12:00", holdMinutes: -1 })
    expect(await times()).toContain("09:00")
    await taken({ from: "13:00", to: "17:00", tail: 0, holdMinutes: 10 })
    expect(await times()).toEqual(morning)
  })

  it("says that a day is full", async () => {
    await onlyAmine()
    await taken({ from: "08:00", to: "17:00", tail: 0 })
    expect(await ask()).toEqual({ slots: [], days: [{ date: sunday, reason: "full" }] })
  })

  it("stops at the visits that a technician makes in a day", async () => {
    await onlyAmine()
    await house.owner.query("update guichet.technicians set visits_per_day = 1")
    await taken({ from: "08:00", to: "09:00" })
    expect(await reasons()).toEqual([{ date: sunday, reason: "full" }])
  })

  it("counts visits that are over today, and begins the next way at the last of them", async () => {
    house.clock.now = at("10:00")
    await onlyAmine()
    await set("notice_minutes", 0)
    await taken({ from: "08:00", to: "09:00", zone: "est", status: "done" })
    expect((await times())[0]).toBe("10:00")
    await house.owner.query("update guichet.technicians set visits_per_day = 1")
    expect(await reasons()).toEqual([{ date: sunday, reason: "full" }])
  })
})

describe("finding slots around what people do not work", () => {
  it("offers nothing while a technician is away, and keeps the steps of the opening", async () => {
    await onlyAmine()
    await absent("08:00", "09:10")
    expect((await times())[0]).toBe("09:30")
  })

  it("says full when everybody is away all day", async () => {
    await absent("00:00", "23:59")
    await absent("00:00", "23:59", billel)
    expect(await reasons()).toEqual([{ date: sunday, reason: "full" }])
  })

  it("says closed where the plan has no hours", async () => {
    expect(await reasons({ from: "2026-11-27" })).toEqual([{ date: "2026-11-27", reason: "closed" }])
  })

  it("names the holiday, in the visitor's language", async () => {
    await holiday({ code: "mawlid", movable: true })
    expect(await ask()).toEqual({ slots: [], days: [{ date: sunday, reason: "holiday", name: "Mouloud" }] })
    const asked = { faultType: "panne", commune: "Alger Centre", from: sunday, days: 1, locale: "ar" } as const
    expect((await findSlots(house.anyone(), asked)).days[0]?.name).toBe("المولد")
  })

  it("works on a holiday when the owner does", async () => {
    await holiday({ code: "mawlid", works: true })
    expect(await times()).toEqual([...morning, ...afternoon])
  })
})

describe("finding slots by the closest plan", () => {
  const dated = async (
    slug: string,
    { from, to, whose = null }: { from: string; to: string; whose?: string | null },
  ) => {
    const id = planId("plan", slug)
    await put(house, "plans", { id, name: { fr: slug }, technician_id: whose, from_date: from, to_date: to })
    return id
  }

  it("lets a dated plan replace the week, alone", async () => {
    const ramadan = await dated("ramadan", { from: "2026-11-20", to: "2026-12-20" })
    await addWindows(house, { planId: ramadan, windows: [{ weekday: 7, kind: "work", from: 540, to: 690 }] })
    expect(await times()).toEqual(["09:00", "09:30", "10:00", "10:30"])
    expect(await reasons({ from: "2026-11-23" })).toEqual([{ date: "2026-11-23", reason: "closed" }])
  })

  it("lets the shorter plan win over the longer, and one's own over everybody's", async () => {
    const ramadan = await dated("ramadan", { from: "2026-11-20", to: "2026-12-20" })
    const day = await dated("day", { from: sunday, to: sunday })
    await addWindows(house, { planId: ramadan, windows: [{ weekday: 7, kind: "work", from: 540, to: 690 }] })
    await addWindows(house, { planId: day, windows: [{ weekday: 7, kind: "work", from: 840, to: 900 }] })
    expect(await times()).toEqual(["14:00"])
    const own = await dated("own", { from: sunday, to: sunday, whose: billel })
    await addWindows(house, { planId: own, windows: [{ weekday: 7, kind: "work", from: 960, to: 1020 }] })
    expect(await times()).toEqual(["14:00", "16:00"])
  })

  it("takes a dated plan without hours for a day off", async () => {
    await dated("off", { from: sunday, to: sunday })
    expect(await reasons()).toEqual([{ date: sunday, reason: "closed" }])
  })
})

describe("finding slots near and far", () => {
  it("says too soon while the notice leaves nothing of the day", async () => {
    house.clock.now = at("15:00")
    expect(await reasons()).toEqual([{ date: sunday, reason: "too_soon" }])
    house.clock.now = at("13:45")
    expect(await times()).toEqual(["16:00"])
  })

  it("says too soon of days that are over", async () => {
    expect(await reasons({ from: "2026-11-17" })).toEqual([{ date: "2026-11-17", reason: "too_soon" }])
  })

  it("ends at the horizon", async () => {
    await set("horizon_days", 3)
    expect(await reasons({ from: "2026-11-23", days: 2 })).toEqual([{ date: "2026-11-24", reason: "beyond_horizon" }])
  })
})

describe("finding slots for what cannot be had", () => {
  it("refuses a fault type that is unknown, or not offered any more", async () => {
    await expect(ask({ faultType: "plomberie" })).rejects.toMatchObject({ code: "fault_type_not_found", status: 404 })
    await house.owner.query("update guichet.fault_types set active = false where slug = 'entretien'")
    await expect(ask({ faultType: "entretien" })).rejects.toMatchObject({ code: "fault_type_not_found" })
    await house.owner.query("update guichet.fault_types set active = true")
  })

  it("refuses a commune that is not served", async () => {
    await expect(ask({ commune: "Tamanrasset" })).rejects.toMatchObject({ code: "commune_not_served", status: 422 })
  })

  it("refuses what nobody does there", async () => {
    await house.owner.query("update guichet.technicians set active = false where id = $1", [amine])
    await expect(ask({ faultType: "remplacement" })).rejects.toMatchObject({ code: "nobody_comes", status: 422 })
  })

  it("keeps the days on which a technician does not come to that zone", async () => {
    await onlyAmine()
    await house.owner.query("update guichet.technician_zones set weekdays = '{1,2}' where technician_id = $1", [amine])
    expect(await reasons()).toEqual([{ date: sunday, reason: "closed" }])
    expect(await times({ from: "2026-11-23" })).toHaveLength(14)
    await house.owner.query("update guichet.technician_zones set weekdays = default")
  })
})

describe("finding seats of sessions", () => {
  const session = (row: Readonly<Record<string, unknown>> = {}) =>
    put(house, "group_sessions", {
      id: newId(),
      fault_type_id: planId("fault-type", "entretien"),
      name: { fr: "Cours" },
      starts_at: at("10:00").toString(),
      ends_at: at("12:00").toString(),
      seats: 8,
      ...row,
    })

  it("offers the sessions that have seats, wherever the visitor lives, and nothing else", async () => {
    await house.owner.query("update guichet.fault_types set in_sessions = true where slug = 'entretien'")
    expect(await reasons({ faultType: "entretien" })).toEqual([{ date: sunday, reason: "closed" }])
    await session({ seats: 8, reserved: 7 })
    const { slots } = await ask({ faultType: "entretien", commune: "Tamanrasset" })
    expect(slots).toEqual([{ startsAt: at("10:00").toString(), endsAt: at("12:00").toString() }])
    await house.owner.query("update guichet.group_sessions set reserved = 8")
    expect(await reasons({ faultType: "entretien" })).toEqual([{ date: sunday, reason: "full" }])
    await house.owner.query("update guichet.fault_types set in_sessions = false")
  })
})

describe("finding slots at another counter", () => {
  it("knows nothing of the neighbour's visits", async () => {
    await taken({ from: "08:00", to: "17:00", tail: 0 })
    await taken({ from: "08:00", to: "17:00", tail: 0, technicianId: billel })
    const asked = { faultType: "panne", commune: "Alger Centre", from: sunday, days: 1 }
    expect((await findSlots(house.anyone(voisin), asked)).slots).toHaveLength(14)
    expect((await findSlots(house.anyone(), asked)).slots).toHaveLength(0)
  })

  it("does not find the neighbour's fault type by its id", async () => {
    await expect(ask({ faultType: planId("fault-type", "panne", voisin) })).rejects.toMatchObject({
      code: "fault_type_not_found",
    })
  })
})

describe("listing what can be asked for", () => {
  it("says how long it takes and what it costs", async () => {
    const { items } = await listFaultTypes(house.anyone(), { locale: "fr" })
    expect(
      items.map(({ slug, price, deposit, needsApproval }) => [slug, price?.amount, deposit?.amount, needsApproval]),
    ).toEqual([
      ["panne", 350_000, undefined, false],
      ["entretien", 450_000, 200_000, false],
      ["remplacement", undefined, undefined, true],
    ])
    expect(endpoints.listFaultTypes.answer.parse({ items })).toEqual({ items })
  })

  it("names each commune once, in the visitor's language", async () => {
    expect(await listServiceAreas(house.anyone(), { locale: "ar" })).toEqual({
      items: [
        { zone: "centre", communes: ["الجزائر الوسطى"] },
        { zone: "est", communes: ["باب الزوار"] },
      ],
    })
  })
})
