import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { actionsOn, canMove, canRefund, heldUntil, type OrderState, orderMoves, shownStatus } from "./order.ts"

const card = (
  paymentStatus: OrderState["paymentStatus"],
  fulfilmentStatus: OrderState["fulfilmentStatus"],
): OrderState => ({
  paymentStatus,
  fulfilmentStatus,
  paymentMethod: "satim",
})
const cash = (
  paymentStatus: OrderState["paymentStatus"],
  fulfilmentStatus: OrderState["fulfilmentStatus"],
): OrderState => ({
  ...card(paymentStatus, fulfilmentStatus),
  paymentMethod: "cash_on_delivery",
})
const anyOrder = fc.record({
  paymentStatus: fc.constantFrom("unpaid", "paid", "partially_refunded", "refunded"),
  fulfilmentStatus: fc.constantFrom("new", "confirmed", "shipped", "delivered", "returned", "cancelled"),
  paymentMethod: fc.constantFrom("satim", "cash_on_delivery"),
} as const)

describe("the word people see", () => {
  it.each([
    [card("unpaid", "new"), "PENDING"],
    [card("paid", "new"), "PAID"],
    [card("paid", "shipped"), "SHIPPED"],
    [cash("unpaid", "confirmed"), "PENDING"],
    [cash("unpaid", "shipped"), "SHIPPED"],
    [cash("paid", "delivered"), "SHIPPED"],
    [card("refunded", "cancelled"), "CANCELLED"],
    [cash("unpaid", "returned"), "CANCELLED"],
    [card("refunded", "delivered"), "SHIPPED"],
  ])("of %o is %s", (order, word) => {
    expect(shownStatus(order)).toBe(word)
  })
})

describe("moving an order", () => {
  it("confirms a cash order by phone, never a card order", () => {
    expect(canMove(cash("unpaid", "new"), "confirm")).toBe(true)
    expect(canMove(card("unpaid", "new"), "confirm")).toBe(false)
  })

  it("ships a card order once it is paid, a cash order once it is confirmed", () => {
    expect(canMove(card("paid", "new"), "ship")).toBe(true)
    expect(canMove(card("unpaid", "new"), "ship")).toBe(false)
    expect(canMove(card("refunded", "new"), "ship")).toBe(false)
    expect(canMove(cash("unpaid", "confirmed"), "ship")).toBe(true)
    expect(canMove(cash("unpaid", "new"), "ship")).toBe(false)
  })

  it("never leaves a place that its table does not name", () => {
    fc.assert(
      fc.property(anyOrder, fc.constantFrom("confirm", "ship", "deliver", "cancel"), (order, move) => {
        const from: readonly string[] = orderMoves[move].from
        return !canMove(order, move) || from.includes(order.fulfilmentStatus)
      }),
    )
  })

  it("cancels nothing that has left", () => {
    for (const status of ["shipped", "delivered", "returned", "cancelled"] as const)
      expect(canMove(card("paid", status), "cancel")).toBe(false)
  })
})

describe("what the desk offers", () => {
  const technician = { scope: "member", accountId: "a", role: "technician" } as const
  const manager = { scope: "member", accountId: "a", role: "manager" } as const

  it("keeps refunds and cancellations from technicians", () => {
    expect(actionsOn(card("paid", "new"), technician, { isRefunding: false })).toEqual(["ship"])
    expect(actionsOn(card("paid", "new"), manager, { isRefunding: false })).toEqual(["ship", "cancel", "refund"])
  })

  it("offers no refund of cash: no gateway can give it back", () => {
    expect(canRefund(cash("paid", "delivered"))).toBe(false)
  })
})

describe("holding units", () => {
  const now = Temporal.Instant.from("2026-11-20T10:00:00Z")

  it("outlives the card page by ten minutes", () => {
    expect(heldUntil("satim", now).toString()).toBe("2026-11-20T10:30:00Z")
  })

  it("waits three days for the phone call about cash", () => {
    expect(heldUntil("cash_on_delivery", now).toString()).toBe("2026-11-23T10:00:00Z")
  })
})
