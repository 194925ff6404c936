import { describe, expect, it } from "vitest"
import { daysOf, daysShown, firstDay, freeUntil, halvesOf, openDay } from "./booking.ts"

const zone = "Africa/Algiers"
const slot = (startsAt: string) => ({ startsAt, endsAt: startsAt })
const from = "2026-11-22"
const days = daysOf(
  {
    slots: [slot("2026-11-22T23:30:00Z"), slot("2026-11-24T10:30:00Z"), slot("2026-11-24T11:30:00Z")],
    days: [
      { date: "2026-11-22", reason: "too_soon" },
      { date: "2026-11-25", reason: "holiday", name: "Fête" },
    ],
  },
  { from, zone },
)

describe("the days of a search", () => {
  it("are all there, in order", () => {
    expect(days).toHaveLength(daysShown)
    expect(days.at(0)?.date).toBe("2026-11-22")
    expect(days.at(-1)?.date).toBe("2026-12-05")
  })

  it("hold the times of their own calendar day", () => {
    expect(days[0]).toEqual({ date: "2026-11-22", slots: [], reason: "too_soon", name: null })
    expect(days[1]?.slots).toEqual([slot("2026-11-22T23:30:00Z")])
  })

  it("say why they have none, and never look free by mistake", () => {
    expect(days[3]).toEqual({ date: "2026-11-25", slots: [], reason: "holiday", name: "Fête" })
    expect(days[4]).toEqual({ date: "2026-11-26", slots: [], reason: "full", name: null })
  })

  it("open at the first free one, or at the one that was asked for", () => {
    expect(openDay(days, undefined)?.date).toBe("2026-11-23")
    expect(openDay(days, "2026-11-25")?.date).toBe("2026-11-25")
    expect(openDay(days, "2031-01-01")?.date).toBe("2026-11-23")
  })

  it("part at noon of the wall clock", () => {
    const { morning, afternoon } = halvesOf(days[2]?.slots ?? [], zone)

    expect(morning).toEqual([slot("2026-11-24T10:30:00Z")])
    expect(afternoon).toEqual([slot("2026-11-24T11:30:00Z")])
  })
})

describe("the first day that an address asks for", () => {
  it.each([
    ["2026-12-06", "2026-12-06"],
    ["2026-11-01", from],
    ["2026-02-31", from],
    ["tomorrow", from],
    [undefined, from],
  ])("%s shows from %s", (asked, shown) => {
    expect(firstDay(asked, from)).toBe(shown)
  })
})

describe("the end of free cancelling", () => {
  it("lies the cut-off before the visit", () => {
    expect(freeUntil("2026-11-24T10:30:00Z", { cutoffMinutes: 1_440 })).toBe("2026-11-23T10:30:00.000Z")
  })
})
