import { describe, expect, it } from "vitest"
import type { Job } from "#kernel/events.ts"
import { newId } from "#kernel/ids.ts"
import { openHouse } from "../../checks/testing/house.ts"
import { cancelOrder } from "./cancel-order.ts"
import { confirmOrder } from "./confirm-order.ts"
import { expireOrder } from "./errands.ts"
import { payOrder } from "./pay-order.ts"
import { placeOrder } from "./place-order.ts"
import { showOrder, trackOrder } from "./show-order.ts"
import { orderBody, placed, refusal } from "./testing/orders.ts"

const house = await openHouse()
const { shelf } = house
const manager = house.as("manager")
const codeOf = async (attempt: Promise<unknown>) => (await refusal(attempt)).code

/** The attempt ended at the gateway, as a check would have recorded it. */
async function declined(orderId: string): Promise<void> {
  await house.owner.query(
    "update guichet.payment_attempts set status = 'failed', closed_at = now() where dossier_id = $1",
    [orderId],
  )
}

async function jobsOf(orderId: string): Promise<Job[]> {
  const { rows } = await house.owner.query<{ jobs: Job[] }>(
    "select jobs from guichet.events where dossier_id = $1 order by id",
    [orderId],
  )
  return rows.flatMap(({ jobs }) => jobs)
}

const pass = (duration: Temporal.DurationLike) => {
  house.clock.now = house.clock.now.add(duration)
}
const expire = (orderId: string) =>
  expireOrder.run({ kernel: house.kernel, business: manager.business, subjectId: orderId, deadlineMs: 4_000 })

describe("paying an order again", () => {
  it("tries the card again, and has the new end of its hold looked at", async () => {
    const { orderId } = await placed(house, { method: "satim" })
    await declined(orderId)
    pass({ minutes: 20 })
    const { attemptId } = await payOrder(house.guest(orderId), { orderId, method: "satim" })

    expect(attemptId).not.toBeNull()
    const { holdUntil } = (
      await house.owner.query('select hold_until as "holdUntil" from guichet.orders where id = $1', [orderId])
    ).rows[0]
    const expiries = (await jobsOf(orderId)).filter(({ errand }) => errand === "orders.expire")
    expect(expiries).toHaveLength(2)
    expect(Date.parse(expiries[1]?.runAt ?? "")).toBeGreaterThanOrEqual(holdUntil.getTime())
  })

  it("adds the stamp duty when cash is chosen, and takes it off again for a card", async () => {
    const { orderId, totals } = await placed(house, { method: "satim" })
    await declined(orderId)
    await payOrder(house.guest(orderId), { orderId, method: "cash_on_delivery" })

    expect(await trackOrder(house.guest(orderId), {})).toMatchObject({
      payment: { method: "cash_on_delivery" },
      totals: { stamp: { amount: 25_600 }, total: { amount: totals.totalMinor + 25_600 } },
    })
    await payOrder(house.guest(orderId), { orderId, method: "satim" })
    expect(await trackOrder(house.guest(orderId), {})).toMatchObject({
      totals: { stamp: { amount: 0 }, total: { amount: totals.totalMinor } },
    })
  })

  it("never holds units longer than cash may wait", async () => {
    const { orderId } = await placed(house)
    const before = (await house.owner.query("select hold_until from guichet.orders where id = $1", [orderId])).rows
    pass({ hours: 48 })
    await payOrder(house.guest(orderId), { orderId, method: "cash_on_delivery" })
    await payOrder(house.guest(orderId), { orderId, method: "satim" })
    await declined(orderId)
    await payOrder(house.guest(orderId), { orderId, method: "cash_on_delivery" })

    expect((await house.owner.query("select hold_until from guichet.orders where id = $1", [orderId])).rows).toEqual(
      before,
    )
  })

  it("refuses while an attempt is open, and what waits for no payment, each by its own name", async () => {
    const { orderId: open } = await placed(house, { method: "satim" })
    const { orderId: confirmed } = await placed(house)
    const { orderId: cancelled } = await placed(house)
    await house.owner.query("update guichet.payment_attempts set status = 'pending' where dossier_id = $1", [open])
    await confirmOrder(manager, { id: confirmed })
    await cancelOrder(manager, { id: cancelled, reason: "doublon" })

    expect(await codeOf(payOrder(house.guest(open), { orderId: open, method: "satim" }))).toBe("payment_in_progress")
    expect(await codeOf(payOrder(house.guest(confirmed), { orderId: confirmed, method: "satim" }))).toBe(
      "order_in_progress",
    )
    expect(await codeOf(payOrder(house.guest(cancelled), { orderId: cancelled, method: "satim" }))).toBe(
      "order_released",
    )
  })

  it("refuses a card for less than a gateway takes", async () => {
    const body = orderBody(house, { lines: [{ variantId: shelf.joint, quantity: 1 }] })
    const { orderId } = await placeOrder(house.anyone(), { ...body, delivery: { ...body.delivery, method: "pickup" } })

    expect(await codeOf(payOrder(house.guest(orderId), { orderId, method: "satim" }))).toBe("amount_below_gateway")
  })

  it("shows another guest nothing, and another customer that they may not", async () => {
    const { orderId } = await placed(house)
    const { orderId: other } = await placed(house)
    const stranger = house.as({ scope: "customer", customerId: newId() })

    expect(await codeOf(payOrder(house.guest(other), { orderId, method: "satim" }))).toBe("not_found")
    expect(await codeOf(payOrder(stranger, { orderId, method: "satim" }))).toBe("not_allowed")
  })
})

describe("the end of a hold", () => {
  it("releases a cash order that nobody confirmed", async () => {
    const before = await house.stockOf(shelf.pump)
    const { orderId } = await placed(house)
    pass({ hours: 73 })
    await expire(orderId)

    expect(await house.stockOf(shelf.pump)).toEqual(before)
    expect(await showOrder(manager, { id: orderId })).toMatchObject({ status: "CANCELLED" })
  })

  it("does nothing before its time, to a confirmed order, or a second time", async () => {
    const { orderId } = await placed(house)
    expect(await expire(orderId)).toBe("nothing")

    await confirmOrder(manager, { id: orderId })
    pass({ hours: 73 })
    expect(await expire(orderId)).toBe("nothing")
  })

  it("leaves an order whose customer chose anew while the gateway was asked", async () => {
    const { orderId } = await placed(house)
    await house.owner.query("update guichet.orders set hold_until = $2 where id = $1", [
      orderId,
      house.clock.now.toString(),
    ])
    const racing = expire(orderId)
    await house.owner.query("update guichet.orders set hold_until = $2 where id = $1", [
      orderId,
      house.clock.now.add({ hours: 1 }).toString(),
    ])
    await racing

    const { fulfilmentStatus } = await showOrder(manager, { id: orderId })
    const { rows } = await house.owner.query("select hold_until > $2 as held from guichet.orders where id = $1", [
      orderId,
      house.clock.now.toString(),
    ])
    // Whichever came first: an order that is still held is never cancelled.
    expect(fulfilmentStatus === "new" ? rows[0]?.held : true).toBe(true)
  })
})

describe("an id in capitals", () => {
  it("is the same id: no line is lost and the link opens", async () => {
    const lines = [{ variantId: shelf.joint.toUpperCase(), quantity: 1 }]
    const { orderId, trackingToken } = await placed(house, { lines })

    expect((await trackOrder(house.guest(orderId), {})).lines).toHaveLength(1)
    expect((await showOrder(manager, { id: orderId.toUpperCase() })).trackingToken).toBe(trackingToken)
  })
})
