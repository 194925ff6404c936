import { describe, expect, it } from "vitest"
import { lookedAt, searchOf } from "./looked.ts"

const today = "2026-11-20"
const id = "01a1f9c5-b4ca-71e8-93b7-8550ccb0b38e"

describe("the address of the calendar", () => {
  it("shows today's day when it names none, or none that exists", () => {
    for (const day of [undefined, "", "2026-02-31", "tomorrow", "2026-1-1"]) {
      expect(lookedAt({ day }, { country: "DZ", today })).toMatchObject({ day: today, view: "day", days: [today] })
    }
  })

  it("shows the week as the country counts it", () => {
    const week = (country: "DZ" | "FR") => lookedAt({ day: today, view: "week" }, { country, today }).days
    expect([week("DZ")[0], week("DZ").at(-1)]).toEqual(["2026-11-15", "2026-11-21"])
    expect([week("FR")[0], week("FR").at(-1)]).toEqual(["2026-11-16", "2026-11-22"])
  })

  it("narrows by ids alone, and says so again", () => {
    expect(lookedAt({ technician: "all", zone: id }, { country: "DZ", today })).toMatchObject({
      technician: undefined,
      zone: id,
    })
    expect(searchOf(lookedAt({ zone: id }, { country: "DZ", today }))).toBe(`?day=${today}&view=day&zone=${id}`)
  })
})
