import { describe, expect, it } from "vitest"
import { standingOf, stepsOf } from "./appointment.ts"

type Facts = Parameters<typeof stepsOf>[0]

const at = (minute: number) => `2026-11-20T10:${String(minute).padStart(2, "0")}:00Z`
const event = (name: string, minute: number) => ({ name: `appointment.${name}`, at: at(minute), facts: {} })
const plain: Facts = { status: "confirmed", deposit: null, timeline: [event("booked", 1)] }
const withDeposit: Facts = { ...plain, status: "held", deposit: { status: "pending" } }
const named = (facts: Facts) => stepsOf(facts).map(({ name, state }) => `${name} ${state}`)

describe("the one word for an appointment", () => {
  it.each([
    ["starting", { ...withDeposit, deposit: { status: "starting" } }],
    ["waiting", withDeposit],
    ["failed", { ...withDeposit, deposit: { status: "failed" } }],
    ["failed", { ...withDeposit, deposit: { status: "cancelled" } }],
    ["starting", { ...withDeposit, deposit: { status: "paid" } }],
    ["confirmed", { ...withDeposit, status: "confirmed", deposit: { status: "paid" } }],
    ["requested", { ...plain, status: "requested" }],
    ["missed", { ...plain, status: "no_show" }],
    ["expired", { ...plain, status: "expired" }],
  ] satisfies [string, Facts][])("is %s", (standing, facts) => {
    expect(standingOf(facts)).toBe(standing)
  })
})

describe("the way of an appointment", () => {
  it("leads over the deposit to the visit", () => {
    expect(named(withDeposit)).toEqual(["booked done", "deposit now", "visit next", "done next"])
  })

  it("waits for the answer where one is needed", () => {
    expect(named({ ...plain, status: "requested" })).toEqual(["booked done", "answer now", "visit next", "done next"])
  })

  it("names the answer or the deposit that confirmed it, and each move", () => {
    const timeline = [event("booked", 1), event("confirmed", 4), event("rescheduled", 9)]

    expect(named({ ...plain, timeline })).toEqual([
      "booked done",
      "answer done",
      "moved done",
      "visit now",
      "done next",
    ])
    expect(named({ ...plain, deposit: { status: "paid" }, timeline })[1]).toBe("deposit done")
  })

  it("tells only what happened once it is over", () => {
    const timeline = [event("booked", 1), event("cancelled", 9)]

    expect(stepsOf({ ...plain, status: "cancelled", timeline })).toEqual([
      { name: "booked", state: "done", at: at(1) },
      { name: "cancelled", state: "done", at: at(9) },
    ])
  })
})
