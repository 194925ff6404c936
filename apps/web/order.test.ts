import { describe, expect, it } from "vitest"
import { standingOf, stepsOf } from "./order.ts"

type Facts = Parameters<typeof stepsOf>[0]

const at = (minute: number) => `2026-11-20T10:${String(minute).padStart(2, "0")}:00Z`
const event = (name: string, minute: number) => ({ name, at: at(minute), facts: {} })
const placed = event("order.placed", 42)

const payment = { method: "satim", status: "pending", isRefunding: false } as const
const card: Facts = {
  paymentStatus: "unpaid",
  fulfilmentStatus: "new",
  payment,
  timeline: [placed],
}
const cash: Facts = { ...card, payment: { ...payment, method: "cash_on_delivery" } }

describe("the one word for an order", () => {
  it.each([
    ["starting", { ...card, payment: { ...payment, status: "starting" } }],
    ["waiting", card],
    ["failed", { ...card, payment: { ...payment, status: "failed" } }],
    ["lapsed", { ...card, payment: { ...payment, status: "cancelled" } }],
    ["refunding", { ...card, paymentStatus: "paid", payment: { ...payment, status: "paid", isRefunding: true } }],
    [
      "refunding",
      { ...card, paymentStatus: "paid", fulfilmentStatus: "cancelled", payment: { ...payment, isRefunding: true } },
    ],
    ["refunded", { ...card, paymentStatus: "refunded", payment: { ...payment, isRefunding: true } }],
    ["paid", { ...card, paymentStatus: "paid", payment: { ...payment, status: "paid" } }],
    ["paid", { ...card, paymentStatus: "partially_refunded" }],
    ["to_confirm", cash],
    ["confirmed", { ...cash, fulfilmentStatus: "confirmed" }],
    ["shipped", { ...cash, fulfilmentStatus: "shipped" }],
    ["delivered", { ...cash, fulfilmentStatus: "delivered", paymentStatus: "paid" }],
    ["cancelled", { ...cash, fulfilmentStatus: "cancelled" }],
    ["cancelled", { ...card, fulfilmentStatus: "returned", paymentStatus: "paid" }],
    ["refunded", { ...card, fulfilmentStatus: "cancelled", paymentStatus: "refunded" }],
  ] as const)("is %s", (standing, facts) => {
    expect(standingOf(facts)).toBe(standing)
  })
})

describe("the way of an order", () => {
  const states = (facts: Facts) => stepsOf(facts).map(({ name, state }) => `${name} ${state}`)

  it("waits for the card first", () => {
    expect(states(card)).toEqual(["placed done", "paid now", "prepared next", "shipped next", "delivered next"])
  })

  it("waits for the phone call when cash was chosen", () => {
    expect(states(cash)).toEqual(["placed done", "confirmed now", "prepared next", "shipped next", "delivered next"])
  })

  it("is prepared once it is paid", () => {
    const steps = stepsOf({ ...card, paymentStatus: "paid", timeline: [placed, event("order.paid", 44)] })

    expect(steps[1]).toEqual({ name: "paid", state: "done", at: at(44) })
    expect(steps[2]).toEqual({ name: "prepared", state: "now", at: null })
  })

  it("ends with the money on its way back", () => {
    const timeline = [placed, event("order.paid", 44)]
    const refunding = { ...card, paymentStatus: "paid", payment: { ...payment, isRefunding: true }, timeline } as const

    expect(states(refunding)).toEqual(["placed done", "paid done", "refunded now"])
  })

  it("is all behind at the door", () => {
    const all = stepsOf({ ...cash, fulfilmentStatus: "delivered", paymentStatus: "paid" })

    expect(all.every(({ state }) => state === "done")).toBe(true)
  })

  it("tells only what happened, in order, when it ended early", () => {
    const ended = stepsOf({
      ...card,
      paymentStatus: "refunded",
      fulfilmentStatus: "cancelled",
      timeline: [placed, event("order.paid", 44), event("order.cancelled", 50), event("order.refunded", 51)],
    })

    expect(ended.map(({ name }) => name)).toEqual(["placed", "paid", "cancelled", "refunded"])
  })
})
