import * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import { askRefund, cancelRequest, paymentOf } from "#modules/payments/index.ts"
import { endpoints } from "./contract.ts"
import { checkNoRefund, movableOrder, orderInput, seenOrder } from "./found-order.ts"
import { releaseHeld, returnTaken } from "./queries/holds.ts"
import * as queries from "./queries/orders.ts"

/** Cancelled before it left: units go back to the shelf, and money that came in goes back through the gateway. */
export const cancelOrder = command({
  name: "order.cancel",
  needs: "orders.cancel",
  sees: ({ id }) => [seenOrder(id)],
  input: z.strictObject({ ...orderInput.shape, ...endpoints.cancelOrder.body.shape }),
  run: (acting, { id, reason }) => cancelled(acting, { id, reason, code: "by_staff" }),
})

/** The units were held long enough, and the gateway says that nobody paid. */
export const releaseOrder = command({
  name: "order.release",
  needs: "system.follow",
  input: orderInput,
  run: (acting, { id }) => cancelled(acting, { id, reason: null, code: "hold_expired" }),
})

type Cancelling = { readonly id: string; readonly reason: string | null; readonly code: "by_staff" | "hold_expired" }

/** The reason stays in the order's row: what staff write may name a person, and events never do. */
async function cancelled(acting: Acting, { id, reason, code }: Cancelling) {
  const { tx, now, tell } = acting
  const order = await movableOrder(acting, { id, move: "cancel" })
  const payment = await paymentOf(tx, id)
  if (payment === null) throw new Error(`order ${id} has no payment request`)
  checkNoRefund(payment)

  await queries.cancel(tx, { id, now, code, reason })
  tell("order.cancelled", {
    dossierId: id,
    audience: "customer",
    facts: { orderId: id, code, paid: order.paymentStatus === "paid" },
  })
  if (order.paymentStatus === "paid") {
    await askRefund.within(acting, { requestId: payment.requestId, reason: reason ?? code })
    await returnTaken(tx, { orderId: id })
  } else {
    await cancelRequest.within(acting, { requestId: payment.requestId })
    await releaseHeld(tx, { orderId: id })
  }
  return { fulfilmentStatus: "cancelled" as const }
}
