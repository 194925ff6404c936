import { describe, expect, it } from "vitest"
import { happenedAt, owed } from "./visit.ts"

const sale = { priceMinor: 450_000, labourMinor: null, partsMinor: [150_000, 30_000], depositMinor: 0, cashMinor: 0 }

describe("what a visit owes", () => {
  it("is its price and its parts", () => {
    expect(owed(sale)).toEqual({
      visitMinor: 450_000,
      partsMinor: 180_000,
      totalMinor: 630_000,
      dueMinor: 630_000,
      stampTakenMinor: null,
    })
  })

  it("is less what was paid ahead, and never less than nothing", () => {
    expect(owed({ ...sale, depositMinor: 100_000 }).dueMinor).toBe(530_000)
    expect(owed({ ...sale, depositMinor: 900_000 }).dueMinor).toBe(0)
  })

  it("is the labour where no price was agreed on, and unknown before it is written", () => {
    expect(owed({ ...sale, priceMinor: null, labourMinor: 200_000 }).totalMinor).toBe(380_000)
    expect(owed({ ...sale, priceMinor: null }).visitMinor).toBeNull()
  })

  it("is nothing once the cash is there, which holds its duty", () => {
    expect(owed({ ...sale, depositMinor: 100_000, cashMinor: 535_300 })).toMatchObject({
      dueMinor: 0,
      stampTakenMinor: 5_300,
    })
  })
})

describe("the time that a phone gives", () => {
  const startsAt = Temporal.Instant.from("2026-11-20T09:00:00Z")
  const now = Temporal.Instant.from("2026-11-20T18:00:00Z")
  const at = (said?: string) => happenedAt(said, { startsAt, zone: "Africa/Algiers", now }).toString()

  it("stands, also when it comes hours later", () => {
    expect(at("2026-11-20T10:12:00+01:00")).toBe("2026-11-20T09:12:00Z")
  })

  it("is now when it says nothing, or a time to come", () => {
    expect(at()).toBe("2026-11-20T18:00:00Z")
    expect(at("2026-11-21T00:00:00Z")).toBe("2026-11-20T18:00:00Z")
  })

  it("is the morning of the visit's own day when the clock is days behind", () => {
    expect(at("2020-01-01T00:00:00Z")).toBe("2026-11-19T23:00:00Z")
  })

  it("is now for a visit that was planned for a later day", () => {
    const early = { startsAt: startsAt.add({ hours: 48 }), zone: "Africa/Algiers", now }
    expect(happenedAt("2026-11-20T12:00:00Z", early).toString()).toBe("2026-11-20T18:00:00Z")
  })
})
