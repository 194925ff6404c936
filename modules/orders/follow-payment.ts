import * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import { finishTask, raiseTask } from "#modules/dossiers/index.ts"
import { askRefund, paymentOf } from "#modules/payments/index.ts"
import { lockedOrder } from "./found-order.ts"
import { holdAgain, returnTaken, takeHeld } from "./queries/holds.ts"
import * as queries from "./queries/orders.ts"

const input = z.object({ orderId: z.uuid() })

/** The money is there: units leave the shelf. A released order is held again, or the money goes back, and staff see it. */
export const orderPaid = command({
  name: "order.mark-paid",
  needs: "system.follow",
  input,

  async run(acting, { orderId }) {
    const { tx, tell } = acting
    const order = await lockedOrder(acting, orderId)
    const isReleased = order.fulfilmentStatus === "cancelled"
    if (isReleased && !(await isHeldAgain(acting, order))) return refundedLate(acting, order)

    if (!(await isMarkedPaid(acting, order))) return
    await takeHeld(tx, { orderId })
    tell("order.paid", { dossierId: orderId, audience: "customer", facts: { orderId, reinstated: isReleased } })
  },
})

/** Only what ran out of time comes back; what staff cancelled stays cancelled, and its money goes back. */
async function isHeldAgain({ tx }: Acting, { id: orderId, cancelCode }: queries.Order): Promise<boolean> {
  if (cancelCode !== "hold_expired") return false
  const stock = await queries.lockStockOf(tx, { orderId })
  if (stock.some(({ isEnough }) => !isEnough)) return false

  await holdAgain(tx, { orderId })
  await queries.reinstate(tx, { id: orderId })
  return true
}

async function isMarkedPaid({ tx, now }: Acting, { id, goodsMinor, deliveryMinor }: queries.Order): Promise<boolean> {
  const { method, amountMinor } = await requestOf(tx, id)
  const stampMinor = amountMinor - goodsMinor - deliveryMinor
  return (await queries.markPaid(tx, { id, now, method, stampMinor })) > 0
}

async function requestOf(tx: Acting["tx"], orderId: string) {
  const payment = await paymentOf(tx, orderId)
  if (payment === null) throw new Error(`order ${orderId} has no payment request`)
  return payment
}

async function refundedLate(acting: Acting, order: queries.Order): Promise<void> {
  const { tx, tell } = acting
  const orderId = order.id
  const { requestId } = await requestOf(tx, orderId)

  await isMarkedPaid(acting, order)
  await raiseTask(acting, { dossierId: orderId, kind: "paid_too_late" })
  tell("order.paid_too_late", { dossierId: orderId, audience: "customer", facts: { orderId } })
  await askRefund.within(acting, { requestId, reason: "paid_too_late" })
}

/** The whole amount went back. What has not left goes back to the shelf, and the order is over. */
export const orderRefunded = command({
  name: "order.mark-refunded",
  needs: "system.follow",
  input,

  async run(acting, { orderId }) {
    const { tx, now, tell } = acting
    const order = await lockedOrder(acting, orderId)
    if ((await queries.markRefunded(tx, { id: orderId })) === 0) return

    if (order.fulfilmentStatus === "new" || order.fulfilmentStatus === "confirmed") {
      await queries.cancel(tx, { id: orderId, now, code: "refunded", reason: null })
      await returnTaken(tx, { orderId })
    }
    await finishTask(acting, { dossierId: orderId, kind: "paid_too_late" })
    tell("order.refunded", { dossierId: orderId, audience: "customer", facts: { orderId } })
  },
})
