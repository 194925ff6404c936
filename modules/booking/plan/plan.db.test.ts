import { beforeEach, describe, expect, it } from "vitest"
import { newId } from "#kernel/ids.ts"
import { maison, openHouse, voisin } from "../../../checks/testing/house.ts"
import { endpoints } from "../contract-plan.ts"
import { findSlots } from "../find-slots.ts"
import { openPlan, planId, put } from "../testing/plan.ts"
import { taken } from "../testing/taken.ts"
import { confirmHoliday, setWorksOn, writeHolidays } from "./change-holidays.ts"
import { addDatedPlan, removeDatedPlan } from "./dated-plans.ts"
import { setWeek } from "./set-week.ts"
import { showPlan } from "./show-plan.ts"

const house = await openHouse()
await openPlan(house)
await openPlan(house, voisin)

const sunday = "2026-11-22"
const amine = planId("technician", "amine")
const billel = planId("technician", "billel")
const manager = house.as("manager")
const morning = [{ kind: "work", weekday: 7, fromMinute: 480, toMinute: 600 }] as const

const show = (from = sunday, days = 1) => showPlan(house.as("technician"), { from, days })
const starts = async (from = sunday) =>
  (await findSlots(house.anyone(), { faultType: "panne", commune: "Alger Centre", from, days: 1 })).slots.map(
    ({ startsAt }) =>
      Temporal.Instant.from(startsAt).toZonedDateTimeISO(maison.zone).toPlainTime().toString().slice(0, 5),
  )

beforeEach(async () => {
  await house.owner.query("delete from guichet.plans where from_date is not null or technician_id is not null")
  await house.owner.query("delete from guichet.holidays")
  await house.owner.query("delete from guichet.appointments")
})

describe("showing the plan", () => {
  it("says who does what, where and when", async () => {
    const plan = endpoints.showPlan.answer.parse(await show())
    expect(plan.week).toHaveLength(11)
    expect(
      plan.technicians.map(({ name, skills, zones, week }) => [name, skills, zones.map((zone) => zone.name), week]),
    ).toEqual([
      ["Amine", ["chaudiere", "installation"], ["centre", "est"], null],
      ["Billel", ["chaudiere"], ["centre", "est"], null],
    ])
  })

  it("is the office's and the technicians', nobody else's", async () => {
    await expect(showPlan(house.anyone(), { from: sunday })).rejects.toMatchObject({ code: "sign_in_needed" })
    await expect(setWeek(house.as("technician"), { technicianId: amine, windows: [] })).rejects.toMatchObject({
      code: "not_allowed",
    })
  })
})

describe("setting a week", () => {
  it("is the technician's own from then on, and everybody's again without hours", async () => {
    await setWeek(manager, { technicianId: amine, windows: morning })
    await setWeek(manager, { technicianId: billel, windows: morning })
    expect((await show()).technicians.map(({ week }) => week)).toEqual([morning, morning])
    expect(await starts()).toEqual(["08:00", "08:30", "09:00"])

    await setWeek(manager, { technicianId: billel, windows: [] })
    expect((await show()).technicians[1]?.week).toBeNull()
    expect(await starts()).toHaveLength(14)
  })

  it("replaces the hours that were there, for everybody without their own", async () => {
    const { week } = await show()
    await setWeek(manager, { technicianId: null, windows: morning })
    expect(await starts()).toEqual(["08:00", "08:30", "09:00"])
    await setWeek(manager, { technicianId: null, windows: week })
    expect((await show()).week).toEqual(week)
  })

  it("makes one week when two make it at once", async () => {
    await Promise.all([1, 2].map(() => setWeek(manager, { technicianId: amine, windows: morning })))
    expect((await show()).technicians[0]?.week).toEqual(morning)
    const { rows } = await house.owner.query("select from guichet.plans where technician_id = $1", [amine])
    expect(rows).toHaveLength(1)
  })

  it("refuses hours that end before they start", async () => {
    const windows = [{ kind: "work", weekday: 7, fromMinute: 600, toMinute: 480 }]
    await expect(setWeek(manager, { technicianId: amine, windows })).rejects.toMatchObject({
      code: "input_invalid",
      facts: { fields: [{ path: "windows.0.toMinute", code: "ends_before_it_starts" }] },
    })
  })

  it("does not find a technician of the neighbour", async () => {
    const technicianId = planId("technician", "amine", voisin)
    await expect(setWeek(manager, { technicianId, windows: morning })).rejects.toMatchObject({ code: "not_found" })
  })
})

describe("adding a dated plan", () => {
  const plan = { name: { fr: "Ramadan" }, technicianId: null, from: sunday, to: "2026-11-30", windows: morning }

  it("gives other hours for a while, until it is removed", async () => {
    const { id } = await addDatedPlan(manager, plan)
    expect((await show()).datedPlans).toEqual([{ ...plan, id, name: "Ramadan", windows: [...morning] }])
    expect(await starts()).toEqual(["08:00", "08:30", "09:00"])
    await removeDatedPlan(manager, { id })
    expect(await starts()).toHaveLength(14)
  })

  it("is added once when it is sent twice", async () => {
    const visit = { ...manager, idempotencyKey: newId() }
    expect(await addDatedPlan(visit, plan)).toEqual(await addDatedPlan(visit, plan))
    expect((await show()).datedPlans).toHaveLength(1)
  })

  it("refuses to end before it begins", async () => {
    await expect(addDatedPlan(manager, { ...plan, to: "2026-11-01" })).rejects.toMatchObject({
      code: "dates_out_of_order",
    })
  })

  it("never removes a week", async () => {
    await expect(removeDatedPlan(manager, { id: planId("plan", "week") })).rejects.toMatchObject({ code: "not_found" })
  })
})

describe("writing the holidays of a year", () => {
  it("adds them once, and leaves what the office has changed", async () => {
    expect(await writeHolidays(manager, { year: 2027 })).toEqual({ added: 14 })
    const [feast] = (await show("2027-03-09")).holidays
    await confirmHoliday(manager, { id: feast?.id ?? "", date: "2027-03-10" })
    expect(await writeHolidays(manager, { year: 2027 })).toEqual({ added: 0 })
    expect((await show("2027-03-08", 6)).holidays.map(({ date, code }) => `${date} ${code}`)).toEqual([
      "2027-03-10 eid-al-fitr",
      "2027-03-11 eid-al-fitr-2",
      "2027-03-12 eid-al-fitr-3",
    ])
  })
})

describe("confirming a feast", () => {
  const feast = newId()
  const add = () =>
    put(house, "holidays", { id: feast, code: "mawlid", name: { fr: "Mawlid" }, day: sunday, movable: true })

  it("moves it to the day that was announced, and counts the visits there", async () => {
    await add()
    await taken(house, { day: "2026-11-23", from: "09:00", to: "10:00" })
    expect(await starts()).toEqual([])
    expect(await confirmHoliday(manager, { id: feast, date: "2026-11-23" })).toEqual({
      dates: ["2026-11-23"],
      visits: 1,
    })
    expect(await starts()).toHaveLength(14)
    expect((await show("2026-11-23")).holidays[0]).toMatchObject({ isEstimate: false, works: false })
  })

  it("confirms an estimate that was right", async () => {
    await add()
    expect(await confirmHoliday(manager, { id: feast, date: sunday })).toEqual({ dates: [sunday], visits: 0 })
    expect((await show()).holidays[0]?.isEstimate).toBe(false)
  })

  it("refuses a day far from the estimate, and a holiday that does not move", async () => {
    await add()
    await expect(confirmHoliday(manager, { id: feast, date: "2026-12-22" })).rejects.toMatchObject({
      code: "holiday_too_far",
    })
    await house.owner.query("update guichet.holidays set movable = false")
    await expect(confirmHoliday(manager, { id: feast, date: sunday })).rejects.toMatchObject({
      code: "holiday_is_fixed",
    })
  })

  it("is for nobody who does not run the office, nor for the neighbour", async () => {
    await add()
    const asked = { id: feast, date: sunday }
    await expect(confirmHoliday(house.as("technician"), asked)).rejects.toMatchObject({ code: "not_allowed" })
    await expect(confirmHoliday(house.as("manager", voisin), asked)).rejects.toMatchObject({ code: "not_found" })
  })
})

describe("working on a holiday", () => {
  it("opens the day, and closes it again", async () => {
    const id = newId()
    await put(house, "holidays", { id, code: "mawlid", name: { fr: "Mawlid" }, day: sunday, movable: false })
    await setWorksOn(manager, { id, works: true })
    expect(await starts()).toHaveLength(14)
    await setWorksOn(manager, { id, works: false })
    expect(await starts()).toEqual([])
  })
})
