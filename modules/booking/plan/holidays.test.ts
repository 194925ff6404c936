import { describe, expect, it } from "vitest"
import type { Country } from "#kernel/format.ts"
import { holidaysOf } from "./holidays.ts"

const of = (country: Country, year: number) => holidaysOf({ id: "a-business", country }, year)
const dayOf = (country: Country, year: number, code: string) =>
  of(country, year)
    .find((holiday) => holiday.code === code)
    ?.day.toString()

describe("the public holidays of a year", () => {
  it("are the fixed days of Algeria, and its feasts as estimates", () => {
    expect(of("DZ", 2027).map(({ day, code, movable }) => `${day} ${code}${movable ? " ?" : ""}`)).toEqual([
      "2027-01-01 new-year",
      "2027-01-12 yennayer",
      "2027-03-09 eid-al-fitr ?",
      "2027-03-10 eid-al-fitr-2 ?",
      "2027-03-11 eid-al-fitr-3 ?",
      "2027-05-01 labour-day",
      "2027-05-16 eid-al-adha ?",
      "2027-05-17 eid-al-adha-2 ?",
      "2027-05-18 eid-al-adha-3 ?",
      "2027-06-06 muharram ?",
      "2027-06-15 achoura ?",
      "2027-07-05 independence",
      "2027-08-14 mawlid ?",
      "2027-11-01 revolution",
    ])
  })

  it("move with the moon from year to year", () => {
    expect([2026, 2027, 2028].map((year) => dayOf("TN", year, "eid-al-fitr"))).toEqual([
      "2026-03-20",
      "2027-03-09",
      "2028-02-26",
    ])
    expect([2026, 2027, 2028].map((year) => dayOf("TN", year, "eid-al-adha"))).toEqual([
      "2026-05-27",
      "2027-05-16",
      "2028-05-05",
    ])
  })

  it("come twice where the year of the sun meets two of the moon", () => {
    const days = of("DZ", 2033).filter(({ code }) => code === "eid-al-fitr")
    expect(days.map(({ day }) => day.toString())).toEqual(["2033-01-03", "2033-12-23"])
  })

  it("follow Easter in France and Côte d’Ivoire, and need nobody’s word", () => {
    expect([2026, 2027, 2028, 2038].map((year) => dayOf("FR", year, "easter-monday"))).toEqual([
      "2026-04-06",
      "2027-03-29",
      "2028-04-17",
      "2038-04-26",
    ])
    expect(dayOf("CI", 2027, "ascension")).toBe("2027-05-06")
    expect(of("FR", 2027).some(({ movable }) => movable)).toBe(false)
    expect(
      of("CI", 2027)
        .filter(({ movable }) => movable)
        .map(({ code }) => code),
    ).toEqual(["laylat-al-qadr", "eid-al-fitr", "eid-al-adha", "mawlid"])
  })

  it("keep their ids, so that writing them again adds nothing", () => {
    expect(of("DZ", 2027)).toEqual(of("DZ", 2027))
    const ids = [2026, 2027, 2028].flatMap((year) => of("DZ", year)).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it("have a name in three languages", () => {
    for (const country of ["DZ", "TN", "FR", "CI"] as const)
      for (const { name } of of(country, 2027))
        expect(Object.values(name).every((written) => written.length > 2)).toBe(true)
  })
})
