import { describe, expect, it } from "vitest"
import type { Books, GatewayOrder, ShopOrder } from "./books.ts"
import { judged } from "./judge.ts"

const order: ShopOrder = {
  id: "order-1",
  number: "CMD-1",
  paymentStatus: "paid",
  fulfilmentStatus: "new",
  paymentMethod: "satim",
  totalMinor: 500_000,
  pages: ["page-1", "page-2"],
  keys: ["key-1"],
}
const page = (mdOrder: string, depositMinor: number): GatewayOrder => ({ mdOrder, status: "any", depositMinor })
const kept = page("page-1", 500_000)
const shelf = { sku: "JOINT", stocked: 10, onHand: 9, reserved: 0, held: 0, taken: 1 }

/** An order that was paid and is served, with what differs from that. */
function books(different: Partial<Books> = {}): Books {
  return { orders: [order], gateway: [kept], shelves: [shelf], loose: [], ended: [], ...different }
}
const known = [{ key: "key-1", number: "CMD-1", paid: ["page-1"] }]
const refused = { ...order, paymentStatus: "unpaid", fulfilmentStatus: "cancelled" }

describe("judging the books after a drill", () => {
  it("finds nothing when who paid is served, and nothing when the money went back", () => {
    expect(judged(known, books())).toEqual([])
    expect(judged(known, books({ orders: [refused], gateway: [page("page-1", 0)] }))).toEqual([])
  })

  it("finds nothing when the shop said no, and nothing when the carrier is paid", () => {
    expect(judged([{ key: "key-2", number: null, paid: [] }], books({ orders: [], gateway: [] }))).toEqual([])
    const cash = { ...order, paymentMethod: "cash_on_delivery", pages: [] }
    expect(judged([{ key: "key-1", number: "CMD-1", paid: [] }], books({ orders: [cash], gateway: [] }))).toEqual([])
  })

  it.each<[string, Partial<Books>, RegExp]>([
    [
      "an acknowledged order that is gone",
      { orders: [] },
      /^order CMD-1 was acknowledged under key key-1 and is gone$/,
    ],
    ["another order under its key", { orders: [{ ...order, number: "CMD-2" }] }, /^order CMD-1 was acknowledged/],
    [
      "two orders under one key",
      { orders: [order, { ...refused, id: "order-2", number: "CMD-2", pages: [] }] },
      /^key key-1 made 2 orders$/,
    ],
    ["a payer who is neither served nor paid back", { orders: [refused] }, /^payment page-1 of order CMD-1 is kept/],
    [
      "a payer whose order was cancelled after it was paid",
      { orders: [{ ...order, fulfilmentStatus: "cancelled" }] },
      /is kept, and the order is paid and cancelled$/,
    ],
    [
      "money that was taken twice",
      { gateway: [kept, page("page-2", 500_000)] },
      /^the gateway holds 1000000 for order/,
    ],
    ["another sum than was owed", { gateway: [page("page-1", 400_000)] }, /^the gateway holds 400000 for order CMD-1/],
    ["an order that is served for nothing", { gateway: [page("page-1", 0)] }, /^the gateway holds 0 for order CMD-1/],
    ["a unit that nobody took", { shelves: [{ ...shelf, onHand: 8 }] }, /^stock does not add up/],
    ["a unit that is reserved for nobody", { shelves: [{ ...shelf, reserved: 1 }] }, /^stock does not add up/],
    [
      "what is left half done",
      { loose: [{ what: "jobs in the queue", count: 1, some: ["payments.check"] }] },
      /^left half done: 1 jobs in the queue: payments\.check$/,
    ],
    [
      "a process that ended by itself",
      { ended: [{ name: "worker", log: "an error" }] },
      /^worker ended by itself: an error$/,
    ],
  ])("finds %s", (_, different, finding) => {
    expect(judged(known, books(different))).toContainEqual(expect.stringMatching(finding))
  })

  it("finds an order that nobody was told of", () => {
    const untold = [{ key: "key-1", number: null, paid: [] }]

    expect(judged(untold, books())).toEqual(["order CMD-1 of key key-1 is there, and nobody was told"])
  })
})
