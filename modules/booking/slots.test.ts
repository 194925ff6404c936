import { describe, expect, it } from "vitest"
import { nearest } from "./slots.ts"

const slot = (time: string) => ({ startsAt: Temporal.Instant.from(`2026-11-22T${time}:00Z`) })
const times = (wanted: string, offered: readonly string[]) =>
  nearest(offered.map(slot), slot(wanted).startsAt, 3).map(({ startsAt }) => startsAt.toString().slice(11, 16))

describe("the nearest of some slots", () => {
  it("are on both sides of the one that is gone, in the order of the clock", () => {
    expect(times("10:00", ["08:00", "09:00", "09:30", "10:30", "14:00"])).toEqual(["09:00", "09:30", "10:30"])
  })

  it("are all there are, where there are few", () => {
    expect(times("10:00", ["14:00"])).toEqual(["14:00"])
    expect(times("10:00", [])).toEqual([])
  })
})
