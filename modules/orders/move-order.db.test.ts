import { describe, expect, it } from "vitest"
import { openHouse, voisin } from "../../checks/testing/house.ts"
import { cancelOrder } from "./cancel-order.ts"
import { confirmOrder } from "./confirm-order.ts"
import { deliverOrder } from "./deliver-order.ts"
import { listOrders, showToday } from "./list-orders.ts"
import { refundOrder } from "./refund-order.ts"
import { shipOrder } from "./ship-order.ts"
import { showOrder } from "./show-order.ts"
import { placed, refusal } from "./testing/orders.ts"

const house = await openHouse()
const { shelf } = house
const [manager, technician] = [house.as("manager"), house.as("technician")]
const parcel = { carrier: "Yalidine", reference: "YAL-123" }
const codeOf = async (attempt: Promise<unknown>) => (await refusal(attempt)).code

describe("confirming an order by phone", () => {
  it("makes a cash order real and keeps its units held", async () => {
    const { orderId: id } = await placed(house)
    await confirmOrder(technician, { id })

    expect(await showOrder(manager, { id })).toMatchObject({
      fulfilmentStatus: "confirmed",
      can: ["ship", "cancel"],
      payment: { heldUntil: null },
    })
    expect(await house.eventsOf(id)).toContain("order.confirmed")
  })

  it("refuses a second time, a card order, another business's staff and visitors", async () => {
    const { orderId: id } = await placed(house)
    const { orderId: card } = await placed(house, { method: "satim" })
    await confirmOrder(technician, { id })

    expect(await codeOf(confirmOrder(technician, { id }))).toBe("order_not_confirmable")
    expect(await codeOf(confirmOrder(technician, { id: card }))).toBe("order_not_confirmable")
    expect(await codeOf(confirmOrder(house.as("manager", voisin), { id }))).toBe("not_found")
    expect(await codeOf(confirmOrder(house.anyone(), { id }))).toBe("sign_in_needed")
    expect(await codeOf(confirmOrder(house.guest(id), { id }))).toBe("not_allowed")
  })

  it("happens once when two members of staff press at once", async () => {
    const { orderId: id } = await placed(house)
    const tries = await Promise.allSettled([confirmOrder(technician, { id }), confirmOrder(manager, { id })])

    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  })
})

describe("shipping and delivering a cash order", () => {
  it("takes the units off the shelf when it leaves, and the money in when it arrives", async () => {
    const before = await house.stockOf(shelf.pump)
    const { orderId: id } = await placed(house)
    await confirmOrder(technician, { id })
    await shipOrder(technician, { id, ...parcel })
    await deliverOrder(technician, { id })

    expect(await house.stockOf(shelf.pump)).toEqual({ onHand: before.onHand - 1, reserved: before.reserved })
    expect(await showOrder(manager, { id })).toMatchObject({
      status: "SHIPPED",
      fulfilmentStatus: "delivered",
      paymentStatus: "paid",
      carrier: { name: "Yalidine", reference: "YAL-123" },
      can: [],
    })
  })

  it("refuses what is not confirmed, and what has left already", async () => {
    const { orderId: id } = await placed(house)
    expect(await codeOf(shipOrder(technician, { id, ...parcel }))).toBe("order_not_shippable")
    expect(await codeOf(deliverOrder(technician, { id }))).toBe("order_not_deliverable")

    await confirmOrder(technician, { id })
    await shipOrder(technician, { id, ...parcel })
    expect(await codeOf(shipOrder(technician, { id, ...parcel }))).toBe("order_not_shippable")
    expect(await codeOf(cancelOrder(manager, { id, reason: "trop tard" }))).toBe("order_not_cancellable")
  })

  it("wants a carrier and a reference", async () => {
    const { orderId: id } = await placed(house)

    expect(await codeOf(shipOrder(technician, { id, carrier: "", reference: "" }))).toBe("input_invalid")
  })
})

describe("cancelling an order", () => {
  it("puts the held units back for others", async () => {
    const before = await house.stockOf(shelf.pump)
    const { orderId: id } = await placed(house)
    await cancelOrder(manager, { id, reason: "doublon" })

    expect(await house.stockOf(shelf.pump)).toEqual(before)
    expect(await showOrder(manager, { id })).toMatchObject({ status: "CANCELLED", can: [] })
  })

  it("is not for technicians, and happens once", async () => {
    const { orderId: id } = await placed(house)
    expect(await codeOf(cancelOrder(technician, { id, reason: "non" }))).toBe("not_allowed")

    const tries = await Promise.allSettled([
      cancelOrder(manager, { id, reason: "a" }),
      cancelOrder(manager, { id, reason: "b" }),
    ])
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  })

  it("keeps the written reason out of the event", async () => {
    const { orderId: id } = await placed(house)
    await cancelOrder(manager, { id, reason: "Madame Benali a changé d’avis" })
    const { rows } = await house.owner.query<{ facts: string }>(
      "select facts::text as facts from guichet.events where dossier_id = $1",
      [id],
    )

    expect(rows.map(({ facts }) => facts).join()).not.toContain("Benali")
  })
})

describe("refunding an order", () => {
  it("refuses what was never paid through a gateway", async () => {
    const { orderId: id } = await placed(house)

    expect(await codeOf(refundOrder(manager, { id, reason: "retour" }))).toBe("order_not_refundable")
  })

  it("is not for technicians", async () => {
    const { orderId: id } = await placed(house, { method: "satim" })

    expect(await codeOf(refundOrder(technician, { id, reason: "retour" }))).toBe("not_allowed")
  })
})

describe("the desk's list", () => {
  it("pages by key: each order once, newest first", async () => {
    for (let i = 0; i < 5; i++) await placed(house, { lines: [{ variantId: shelf.joint, quantity: 1 }] })
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await listOrders(manager, { limit: 2, ...(after === undefined ? {} : { after }) })
      seen.push(...page.items.map(({ number }) => number))
      after = page.next ?? undefined
    } while (after !== undefined)

    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBeGreaterThanOrEqual(5)
  })

  it("finds by number, by name and by the phone as people write it", async () => {
    const order = await placed(house, { phone: "0770998877", lines: [{ variantId: shelf.joint, quantity: 1 }] })
    const numbersFor = async (q: string) => (await listOrders(manager, { q })).items.map(({ number }) => number)

    expect(await numbersFor(order.number.toLowerCase())).toEqual([order.number])
    expect(await numbersFor("0770 99 88 77")).toEqual([order.number])
    expect(await numbersFor("benali")).toContain(order.number)
    expect(await numbersFor("100%")).toEqual([])
  })

  it("shows what waits for whom, and nothing of the neighbour", async () => {
    const { orderId: id } = await placed(house, { lines: [{ variantId: shelf.joint, quantity: 1 }] })
    const waiting = await listOrders(manager, { view: "to_confirm" })

    expect(waiting.items.map((row) => row.id)).toContain(id)
    expect((await listOrders(house.as("manager", voisin), {})).items).toEqual([])
    expect((await showToday(manager, {})).counts.to_confirm).toBe(waiting.counts.to_confirm)
  })

  it("starts from the top for a cursor that nobody gave out", async () => {
    expect((await listOrders(manager, { after: "rubbish" })).items.length).toBeGreaterThan(0)
  })
})
