import { describe, expect, it } from "vitest"
import { openingAt } from "./opening-hours.ts"

/** Algiers works from Sunday to Thursday, and Saturday morning. */
const week: [string, string] = ["08:30", "18:00"]
const hours = { 1: week, 2: week, 3: week, 4: week, 5: null, 6: ["09:00", "13:00"] as [string, string], 7: week }
const zone = "Africa/Algiers"
const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant()
const never = { 1: null, 2: null, 3: null, 4: null, 5: null, 6: null, 7: null }

describe("asking whether the counter is open", () => {
  it.each([
    ["2026-11-22T08:29:59", false, "2026-11-22T08:30"],
    ["2026-11-22T08:30", true, "2026-11-22T18:00"],
    ["2026-11-22T17:59:59", true, "2026-11-22T18:00"],
    ["2026-11-22T18:00", false, "2026-11-23T08:30"],
    ["2026-11-26T20:00", false, "2026-11-28T09:00"],
    ["2026-11-27T12:00", false, "2026-11-28T09:00"],
    ["2026-11-28T12:59", true, "2026-11-28T13:00"],
    ["2026-11-28T13:00", false, "2026-11-29T08:30"],
  ])("at %s says open %s until %s", (now, isOpen, changesAt) => {
    expect(openingAt(at(now), { hours, zone })).toEqual({ isOpen, changesAt: at(changesAt) })
  })

  it("reads its own clock, not the server's", () => {
    const late = Temporal.Instant.from("2026-11-22T17:30:00Z")
    expect(openingAt(late, { hours, zone }).isOpen).toBe(false)
    expect(openingAt(late, { hours, zone: "Africa/Abidjan" }).isOpen).toBe(true)
  })

  it("looks a whole week ahead, to the same weekday", () => {
    const sundays = { ...never, 7: week }
    expect(openingAt(at("2026-11-22T19:00"), { hours: sundays, zone }).changesAt).toEqual(at("2026-11-29T08:30"))
  })

  it("says nothing of a counter that never opens", () => {
    expect(openingAt(at("2026-11-22T10:00"), { hours: never, zone })).toEqual({ isOpen: false, changesAt: null })
  })
})
