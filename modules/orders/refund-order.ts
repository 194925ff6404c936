import * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import { wireMoney } from "#kernel/contract.ts"
import { askRefund, paymentOf } from "#modules/payments/index.ts"
import { endpoints } from "./contract.ts"
import { checkNoRefund, lockedOrder, orderInput, seenOrder } from "./found-order.ts"
import { canRefund } from "./order.ts"
import { refuse } from "./refusals.ts"

/** The whole amount back through the gateway; the credit note and the shelf follow when the gateway has done it. */
export const refundOrder = command({
  name: "order.refund",
  needs: "orders.refund",
  sees: ({ id }) => [seenOrder(id)],
  input: z.strictObject({ ...orderInput.shape, ...endpoints.refundOrder.body.shape }),

  async run(acting, { id, reason }) {
    const { tx, made } = acting
    const order = await lockedOrder(acting, id)
    const payment = await paymentOf(tx, id)
    if (!canRefund(order) || payment === null) {
      return refuse("order_not_refundable", { paymentStatus: order.paymentStatus, paymentMethod: order.paymentMethod })
    }

    checkNoRefund(payment)
    const { refundId } = await askRefund.within(acting, { requestId: payment.requestId, reason })
    made({ id, refundId })
    return refundView(acting, { id, refundId })
  },

  replay: (acting, { id = "", refundId = "" }) => refundView(acting, { id, refundId }),
})

async function refundView({ tx }: Pick<Acting, "tx">, { id, refundId }: { id: string; refundId: string }) {
  const payment = await paymentOf(tx, id)
  const refund = payment?.refunds.find((candidate) => candidate.id === refundId)
  if (refund === undefined) throw new Error(`refund ${refundId} was just asked and is gone`)
  return {
    id: refundId,
    amount: wireMoney(refund.amountMinor, refund.currency),
    status: refund.status,
    reason: refund.reason,
  }
}
