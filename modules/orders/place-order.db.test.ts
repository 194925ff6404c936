import { describe, expect, it } from "vitest"
import { newId } from "#kernel/ids.ts"
import { openHouse, shelfOf, voisin } from "../../checks/testing/house.ts"
import { placeOrder } from "./place-order.ts"
import { trackOrder } from "./show-order.ts"
import { orderBody, placed, refusal } from "./testing/orders.ts"

const house = await openHouse()
const { shelf } = house

describe("placing an order", () => {
  it("holds the units and asks for the shop's own price", async () => {
    const before = await house.stockOf(shelf.pump)
    const order = await placed(house)

    expect(order.number).toMatch(/^CMD-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(order.totals).toMatchObject({
      goodsMinor: 2_493_000,
      deliveryMinor: 60_000,
      stampMinor: 25_600,
      totalMinor: 2_578_600,
    })
    expect(await house.stockOf(shelf.pump)).toEqual({ ...before, reserved: before.reserved + 1 })
    expect(await house.eventsOf(order.orderId)).toContain("order.placed")
  })

  it("asks a gateway to take a card, with its own attempt", async () => {
    const order = await placed(house, { method: "satim" })

    expect(order.attemptId).not.toBeNull()
    expect(order.totals.stampMinor).toBe(0)
  })

  it("opens the order to whoever holds its link, in their language", async () => {
    const order = await placed(house)
    const seen = await trackOrder(house.guest(order.orderId), { locale: "ar" })

    expect(seen).toMatchObject({
      number: order.number,
      status: "PENDING",
      lines: [{ name: "حلقة مطاطية" }, { name: "مضخة" }],
    })
  })

  it("keeps the version of the terms and the customer's number as E.164", async () => {
    const order = await placed(house, { phone: "06 61 00 11 22" })
    const { rows } = await house.owner.query("select customer_phone, terms_version from guichet.orders where id = $1", [
      order.orderId,
    ])

    expect(rows).toEqual([{ customer_phone: "+213661001122", terms_version: "2026-01-01" }])
  })

  it("refuses short stock, naming each line, and holds nothing", async () => {
    const before = await house.stockOf(shelf.joint)
    const lines = [
      { variantId: shelf.joint, quantity: 1 },
      { variantId: shelf.bigPump, quantity: 5 },
    ]

    expect(await refusal(placed(house, { lines }))).toMatchObject({
      code: "stock_short",
      facts: { lines: [{ variantId: shelf.bigPump, sku: "PUMP-25", available: 1, quantity: 5 }] },
    })
    expect(await house.stockOf(shelf.joint)).toEqual(before)
  })

  it("refuses a wilaya that nobody serves, and a commune of another one", async () => {
    const body = orderBody(house)

    expect(
      (await refusal(placeOrder(house.anyone(), { ...body, delivery: { ...body.delivery, wilaya: 31 } }))).code,
    ).toBe("delivery_not_served")
    expect(
      (await refusal(placeOrder(house.anyone(), { ...body, delivery: { ...body.delivery, commune: "Oran" } }))).code,
    ).toBe("commune_unknown")
  })

  it("refuses a card payment below what the gateway takes", async () => {
    const body = orderBody(house, { method: "satim", lines: [{ variantId: shelf.joint, quantity: 1 }] })
    const attempt = placeOrder(house.anyone(), { ...body, delivery: { ...body.delivery, method: "pickup" } })

    expect((await refusal(attempt)).code).toBe("amount_below_gateway")
  })

  it("does not see the variants of another business", async () => {
    const lines = [{ variantId: shelfOf(voisin).pump, quantity: 1 }]

    expect((await refusal(placed(house, { lines }))).code).toBe("not_found")
  })

  it("names what is wrong with the input, field by field", async () => {
    const { code, facts } = await refusal(
      placeOrder(house.anyone(), { ...orderBody(house), amount: 1, acceptTerms: false }),
    )

    expect(code).toBe("input_invalid")
    expect(facts.fields).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: "amount", code: "unknown_field" }),
        expect.objectContaining({ path: "acceptTerms" }),
      ]),
    )
  })

  it("answers a request that is sent twice from the first one's rows", async () => {
    const visit = { ...house.anyone(), idempotencyKey: newId() }
    const first = await placeOrder(visit, orderBody(house))
    const before = await house.stockOf(shelf.pump)
    const second = await placeOrder(visit, orderBody(house))

    expect(second).toMatchObject({ orderId: first.orderId, number: first.number, trackingToken: first.trackingToken })
    expect(await house.stockOf(shelf.pump)).toEqual(before)
  })

  it("refuses the same key with another body, and forgets a key whose request was refused", async () => {
    const visit = { ...house.anyone(), idempotencyKey: newId() }
    await refusal(placeOrder(visit, orderBody(house, { lines: [{ variantId: shelf.bigPump, quantity: 9 }] })))
    await placeOrder(visit, orderBody(house))

    expect((await refusal(placeOrder(visit, orderBody(house, { phone: "0661001122" })))).code).toBe("key_reused")
  })

  it("places one order for one key, however many requests race for it", async () => {
    const visit = { ...house.anyone(), idempotencyKey: newId() }
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => placeOrder(visit, orderBody(house))))
    const numbers = new Set(tries.flatMap((each) => (each.status === "fulfilled" ? [each.value.number] : [])))

    expect(numbers.size).toBe(1)
    expect(tries.flatMap((each) => (each.status === "rejected" ? [each.reason.code] : []))).toEqual(
      tries.flatMap((each) => (each.status === "rejected" ? ["key_in_use"] : [])),
    )
  })
})

describe("two hundred buyers of ten units", () => {
  it("leaves exactly ten with an order, and tells the others", async () => {
    await house.owner.query("update guichet.stock set on_hand = reserved + 10 where variant_id = $1", [shelf.pump])
    const lines = [{ variantId: shelf.pump, quantity: 1 }]
    const tries = await Promise.allSettled(Array.from({ length: 200 }, () => placed(house, { lines })))
    const refused = tries.flatMap((each) => (each.status === "rejected" ? [each.reason.code] : []))

    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(10)
    expect(refused).toEqual(Array.from({ length: 190 }, () => "stock_short"))
    const stock = await house.stockOf(shelf.pump)
    expect(stock.reserved).toBe(stock.onHand)
  })

  it("never deadlocks on baskets that name the same parts in another order", async () => {
    await house.setStock(shelf.joint, 1_000)
    await house.owner.query("update guichet.stock set on_hand = reserved + 100 where variant_id = $1", [shelf.pump])
    const [one, other] = [
      { variantId: shelf.joint, quantity: 1 },
      { variantId: shelf.pump, quantity: 1 },
    ]
    const tries = await Promise.allSettled(
      Array.from({ length: 60 }, (_, i) => placed(house, { lines: i % 2 === 0 ? [one, other] : [other, one] })),
    )

    expect(tries.filter(({ status }) => status === "rejected")).toEqual([])
  })
})
