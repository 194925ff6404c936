import * as z from "zod"
import { command } from "#kernel/command.ts"
import { paymentOf, startAttempt } from "#modules/payments/index.ts"
import { endpoints } from "./contract.ts"
import { lockedOrder } from "./found-order.ts"
import { heldUntil } from "./order.ts"
import { pricedOrder } from "./price-order.ts"
import * as queries from "./queries/orders.ts"
import { refuse } from "./refusals.ts"

/** The holder of the link tries again, or pays another way; with cash the stamp duty comes on top. */
export const payOrder = command({
  name: "order.pay",
  needs: "orders.pay",
  input: z.strictObject({ ...endpoints.payOrder.body.shape, orderId: z.uuid() }),

  async run(acting, { orderId, method }) {
    const { tx, business, now, made } = acting
    const order = await lockedOrder(acting, orderId)
    if (order.paymentStatus !== "unpaid") refuse("order_already_paid")
    if (order.fulfilmentStatus !== "new") refuse("order_released")
    const payment = await paymentOf(tx, orderId)
    if (payment === null) throw new Error(`order ${orderId} has no payment request`)

    const lines = (await queries.linesOf(tx, { orderId })).map(({ unitPriceMinor, ...line }) => ({
      ...line,
      priceMinor: unitPriceMinor,
    }))
    const { stampMinor, totalMinor } = pricedOrder({ lines, deliveryMinor: order.deliveryMinor, method, business, now })
    const holdUntil = heldUntil(method, now)
    await queries.changeMethod(tx, { id: orderId, method, stampMinor, totalMinor, holdUntil })
    const { attemptId } = await startAttempt.within(acting, {
      requestId: payment.requestId,
      method,
      amountMinor: totalMinor,
      expiresAt: holdUntil.toString(),
    })
    made(attemptId === null ? { orderId } : { orderId, attemptId })
    return { attemptId }
  },

  replay: async (_, { attemptId }) => ({ attemptId: attemptId ?? null }),
})
