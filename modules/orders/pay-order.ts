import * as z from "zod"
import { command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { job } from "#kernel/events.ts"
import { paymentOf, startAttempt } from "#modules/payments/index.ts"
import { endpoints } from "./contract.ts"
import { lockedOrder, seenOrder } from "./found-order.ts"
import { expiresAt, heldAgainUntil } from "./order.ts"
import { checkGatewayMinimum, pricedOrder } from "./price-order.ts"
import * as queries from "./queries/orders.ts"
import { refuse } from "./refusals.ts"

/** The holder of the link tries again, or pays another way; with cash the stamp duty comes on top. */
export const payOrder = command({
  name: "order.pay",
  needs: "orders.pay",
  sees: ({ orderId }) => [seenOrder(orderId)],
  input: z.strictObject({ ...endpoints.payOrder.body.shape, orderId: id }),

  async run(acting, { orderId, method }) {
    const { tx, business, now, tell, made } = acting
    const order = await lockedOrder(acting, orderId)
    checkWaits(order)
    if (method === "cash_on_delivery" && order.paymentMethod === method) return { attemptId: null }
    const payment = await paymentOf(tx, orderId)
    if (payment === null) throw new Error(`order ${orderId} has no payment request`)

    const lines = (await queries.linesOf(tx, { orderId })).map(({ unitPriceMinor, ...line }) => ({
      ...line,
      priceMinor: unitPriceMinor,
    }))
    const { stampMinor, totalMinor } = pricedOrder({ lines, deliveryMinor: order.deliveryMinor, method, business, now })
    checkGatewayMinimum(method, totalMinor)
    const holdUntil = heldAgainUntil(method, { placedAt: order.placedAt, now })
    await queries.changeMethod(tx, { id: orderId, method, stampMinor, totalMinor, holdUntil })
    const { attemptId } = await startAttempt.within(acting, {
      requestId: payment.requestId,
      method,
      amountMinor: totalMinor,
      expiresAt: holdUntil.toString(),
    })
    tell("order.payment_chosen", {
      dossierId: orderId,
      audience: "customer",
      facts: { orderId, method, totalMinor },
      jobs: [job("orders.expire", orderId, expiresAt(holdUntil))],
    })
    made(attemptId === null ? { orderId } : { orderId, attemptId })
    return { attemptId }
  },

  replay: async (_, { attemptId }) => ({ attemptId: attemptId ?? null }),
})

/** Refuses an order that waits for no payment, saying which way it went. */
function checkWaits({ paymentStatus, fulfilmentStatus }: queries.Order): void {
  if (paymentStatus !== "unpaid") refuse("order_already_paid")
  if (fulfilmentStatus === "cancelled") refuse("order_released")
  if (fulfilmentStatus !== "new") refuse("order_in_progress")
}
