import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type StampRule, stampDutyMinor, stampRules } from "./stamp-duty.ts"

const on = Temporal.PlainDate.from("2026-11-22")
const duty = (amountMinor: number) => stampDutyMinor({ amountMinor, country: "DZ", on })

describe("finding the stamp duty of cash in Algeria", () => {
  it.each([
    [0, 0],
    [300_00, 0],
    [300_01, 5_00],
    [301_00, 5_00],
    [500_00, 5_00],
    [500_01, 6_00],
    [950_00, 10_00],
    [11_900_00, 119_00],
    [30_000_00, 300_00],
    [30_000_01, 451_50],
    [30_001_00, 451_50],
    [31_010_00, 466_50],
    [100_000_00, 1_500_00],
    [100_000_01, 2_002_00],
    [950_000_00, 19_000_00],
  ])("charges on %i centimes %i", (amountMinor, dutyMinor) => {
    expect(duty(amountMinor)).toBe(dutyMinor)
  })

  it("charges nothing on what is given back", () => {
    expect(duty(-18_500_00)).toBe(0)
  })

  it("never falls when the amount rises", () => {
    fc.assert(
      fc.property(fc.nat(200_000_000_00), fc.nat(1_000_000), (amountMinor, more) => {
        expect(duty(amountMinor + more)).toBeGreaterThanOrEqual(duty(amountMinor))
      }),
    )
  })
})

describe("choosing the rule", () => {
  const first = stampRules[0]
  const later: StampRule = {
    country: "DZ",
    effectiveFrom: "2027-01-01",
    stepMinor: 100_00,
    minimumMinor: 30_00,
    brackets: [{ upToMinor: null, dutyMinorPerStep: 3_00 }],
    source: "test",
  }
  const rules = first === undefined ? [later] : [later, first]
  const at = (day: string) =>
    stampDutyMinor({ amountMinor: 1_000_00, country: "DZ", on: Temporal.PlainDate.from(day) }, rules)

  it("takes the last one in force that day, in whatever order they are listed", () => {
    expect([at("2026-12-31"), at("2027-01-01"), at("2030-06-01")]).toEqual([10_00, 30_00, 30_00])
  })

  it("refuses a day before the first known rule", () => {
    expect(() => at("2024-12-31")).toThrow(RangeError)
  })

  it("charges nothing in a country without one", () => {
    expect(stampDutyMinor({ amountMinor: 1_000_00, country: "TN", on })).toBe(0)
  })

  it("keeps its source with every rule, and an open last bracket", () => {
    for (const rule of stampRules) {
      expect(rule.source).not.toBe("")
      expect(rule.brackets.at(-1)?.upToMinor).toBeNull()
    }
  })
})
