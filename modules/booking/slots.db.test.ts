import { beforeEach, describe, expect, it } from "vitest"
import type { Business } from "#kernel/actor.ts"
import { inTransaction } from "#kernel/database/transaction.ts"
import { maison, openHouse, voisin } from "../../checks/testing/house.ts"
import { nearestSlots, type Rules, searchSlots, slotAt } from "./slots.ts"
import { addWindows, openPlan, planId } from "./testing/plan.ts"
import { at, taken } from "./testing/taken.ts"

const house = await openHouse()
await openPlan(house)
await openPlan(house, voisin)

const sunday = "2026-11-22"
const amine = planId("technician", "amine")
const billel = planId("technician", "billel")
const centre = planId("zone", "centre")
const asHouse = <T>(work: Parameters<typeof inTransaction<T>>[2], business: Business = maison) =>
  inTransaction(house.kernel.pool, { businessId: business.id, actor: { scope: "system", name: "test" } }, work)

type Asked = {
  readonly day?: string
  readonly rules?: Rules
  readonly technicianId?: string
  readonly leavingOut?: string
  readonly faultType?: string
}

const start = (time: string, { day = sunday, faultType = "panne", ...asked }: Asked = {}) =>
  asHouse((tx) =>
    slotAt(tx, {
      faultTypeId: planId("fault-type", faultType),
      zoneId: centre,
      now: house.clock.now,
      startsAt: at(day, time),
      ...asked,
    }),
  )

beforeEach(async () => {
  await house.owner.query("delete from guichet.appointments")
})

describe("asking for one start", () => {
  it("says what it would take of whom: visit, buffer, and the way from the base", async () => {
    expect(await start("09:00")).toEqual({
      technicianId: amine,
      sessionId: null,
      startsAt: at(sunday, "09:00"),
      endsAt: at(sunday, "10:00"),
      blockedFrom: at(sunday, "08:50"),
      blockedTo: at(sunday, "10:15"),
    })
  })

  it("takes with it what the next visit lacks of the way", async () => {
    await taken(house, { day: sunday, from: "13:00", to: "14:00", lead: 10, zone: "est" })
    expect(await start("09:00", { technicianId: amine })).toMatchObject({ blockedTo: at(sunday, "10:35") })
    await house.owner.query("update guichet.appointments set blocked_from = blocked_from - interval '20 minutes'")
    expect(await start("09:00", { technicianId: amine })).toMatchObject({ blockedTo: at(sunday, "10:15") })
  })

  it("counts a way that nobody has timed as the longest there is", async () => {
    const here = [planId("zone", "centre")]
    await house.owner.query("delete from guichet.zone_travels where from_zone_id = $1 and to_zone_id = $1", here)
    expect(await start("09:00", { technicianId: amine })).toMatchObject({ blockedFrom: at(sunday, "08:30") })
    await house.owner.query("insert into guichet.zone_travels values ($1, $2, $2, 10)", [maison.id, ...here])
  })

  it("sends whoever has the shortest way, then whoever has fewer visits, then the first", async () => {
    expect(await start("15:00")).toMatchObject({ technicianId: amine })
    await taken(house, { day: sunday, from: "13:00", to: "14:00", zone: "est" })
    // Both come from the east now.
    expect(await start("15:00")).toMatchObject({ technicianId: billel, blockedFrom: at(sunday, "14:30") })
    await taken(house, { day: sunday, from: "09:00", to: "10:00", technicianId: billel, zone: "centre", lead: 30 })
    expect(await start("15:00")).toMatchObject({ technicianId: billel, blockedFrom: at(sunday, "14:50") })
  })

  it("says why it is not to be had", async () => {
    expect(await start("09:10")).toBe("full")
    expect(await start("12:30")).toBe("closed")
    expect(await start("09:00", { day: "2026-11-27" })).toBe("closed")
    expect(await start("09:00", { day: "2026-11-19" })).toBe("too_soon")
    expect(await start("09:00", { day: "2027-01-10" })).toBe("beyond_horizon")
    expect(await start("09:00", { faultType: "remplacement", technicianId: billel })).toBe("nobody")
    await taken(house, { day: sunday, from: "09:00", to: "10:00" })
    expect(await start("09:00", { technicianId: amine })).toBe("full")
  })

  it("lets staff take any minute of the plan, at any notice, but nothing outside it", async () => {
    const asked = { rules: "staff", technicianId: amine } as const
    expect(await start("09:10", asked)).toMatchObject({ startsAt: at(sunday, "09:10") })
    expect(await start("09:00", { ...asked, day: "2027-01-10" })).toMatchObject({ technicianId: amine })
    expect(await start("12:30", asked)).toBe("closed")
    expect(await start("09:00", { ...asked, day: "2026-11-27" })).toBe("closed")
    expect(await start("09:00", { ...asked, day: "2026-11-19" })).toBe("too_soon")
  })

  it("lets an override leave the plan, never another visit", async () => {
    const asked = { rules: "override", technicianId: amine } as const
    expect(await start("20:00", { ...asked, day: "2026-11-27" })).toMatchObject({
      blockedFrom: at("2026-11-27", "19:50"),
    })
    await taken(house, { day: "2026-11-27", from: "20:00", to: "21:00" })
    expect(await start("20:30", { ...asked, day: "2026-11-27" })).toBe("full")
  })

  it("does not let an appointment stand in its own way", async () => {
    const leavingOut = await taken(house, { day: sunday, from: "09:00", to: "10:00" })
    expect(await start("09:30", { technicianId: amine, leavingOut })).toMatchObject({ startsAt: at(sunday, "09:30") })
  })
})

describe("the nearest slots", () => {
  it("are the three nearest that are free, in the order of the clock", async () => {
    await taken(house, { day: sunday, from: "09:00", to: "12:00", tail: 0 })
    await taken(house, { day: sunday, from: "09:00", to: "12:00", tail: 0, technicianId: billel })
    const wanted = {
      faultTypeId: planId("fault-type", "panne"),
      zoneId: centre,
      now: house.clock.now,
      zone: maison.zone,
    }
    const found = await asHouse((tx) => nearestSlots(tx, { ...wanted, startsAt: at(sunday, "10:30") }))
    const times = found.map(({ startsAt }) =>
      startsAt.toZonedDateTimeISO(maison.zone).toPlainTime().toString().slice(0, 5),
    )
    expect(times).toEqual(["13:00", "13:30", "14:00"])
  })
})

describe("slots on the days when the clock changes", () => {
  /** The neighbour moves to another zone and works at night, for one day. */
  async function startsOn(zone: string, { day, from, to }: { day: string; from: number; to: number }) {
    await house.owner.query("update guichet.businesses set zone = $2 where business_id = $1", [voisin.id, zone])
    await house.owner.query("delete from guichet.plan_windows where business_id = $1", [voisin.id])
    const weekday = Temporal.PlainDate.from(day).dayOfWeek
    await addWindows(
      house,
      { planId: planId("plan", "week", voisin), windows: [{ weekday, kind: "work", from, to }] },
      voisin,
    )
    const asked = {
      faultTypeId: planId("fault-type", "panne", voisin),
      zoneId: planId("zone", "centre", voisin),
      now: Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant().subtract({ hours: 48 }),
      from: Temporal.PlainDate.from(day),
      days: 1,
    }
    const { slots } = await asHouse((tx) => searchSlots(tx, asked), voisin)
    return slots.map(({ startsAt }) =>
      startsAt.toZonedDateTimeISO(zone).toString({ timeZoneName: "never" }).slice(11).replace(":00+", "+"),
    )
  }

  it("keep the wall clock of Paris in both seasons", async () => {
    const hours = { from: 480, to: 600 }
    expect(await startsOn("Europe/Paris", { day: "2027-03-27", ...hours })).toEqual([
      "08:00+01:00",
      "08:30+01:00",
      "09:00+01:00",
    ])
    expect(await startsOn("Europe/Paris", { day: "2027-03-28", ...hours })).toEqual([
      "08:00+02:00",
      "08:30+02:00",
      "09:00+02:00",
    ])
    expect(await startsOn("Europe/Paris", { day: "2027-10-31", ...hours })).toEqual([
      "08:00+01:00",
      "08:30+01:00",
      "09:00+01:00",
    ])
  })

  it("leave out the hour that Paris skips, and offer the one that it has twice", async () => {
    const night = { from: 60, to: 240 }
    expect(await startsOn("Europe/Paris", { day: "2027-03-28", ...night })).toEqual([
      "01:00+01:00",
      "01:30+01:00",
      "03:00+02:00",
    ])
    const twice = await startsOn("Europe/Paris", { day: "2027-10-31", ...night })
    expect(twice).toEqual([
      "01:00+02:00",
      "01:30+02:00",
      "02:00+02:00",
      "02:30+02:00",
      "02:00+01:00",
      "02:30+01:00",
      "03:00+01:00",
    ])
  })

  // In 2026, which every edition of the zones tells alike: from September on the newest have no summer time there.
  it("follow Casablanca into Ramadan and out of it", async () => {
    const hours = { from: 540, to: 660 }
    expect(await startsOn("Africa/Casablanca", { day: "2026-02-14", ...hours })).toEqual([
      "09:00+01:00",
      "09:30+01:00",
      "10:00+01:00",
    ])
    expect(await startsOn("Africa/Casablanca", { day: "2026-02-16", ...hours })).toEqual([
      "09:00+00:00",
      "09:30+00:00",
      "10:00+00:00",
    ])
    expect(await startsOn("Africa/Casablanca", { day: "2026-03-23", ...hours })).toEqual([
      "09:00+01:00",
      "09:30+01:00",
      "10:00+01:00",
    ])
  })

  it("never move in Abidjan, Algiers and Tunis", async () => {
    const hours = { from: 480, to: 540 }
    expect(await startsOn("Africa/Abidjan", { day: "2027-03-28", ...hours })).toEqual(["08:00+00:00"])
    expect(await startsOn("Africa/Algiers", { day: "2027-03-28", ...hours })).toEqual(["08:00+01:00"])
    expect(await startsOn("Africa/Tunis", { day: "2027-10-31", ...hours })).toEqual(["08:00+01:00"])
  })
})
