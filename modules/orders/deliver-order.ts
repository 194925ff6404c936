import { command } from "#kernel/command.ts"
import { paymentOf, receiveCash } from "#modules/payments/index.ts"
import { movableOrder, orderInput, seenOrder } from "./found-order.ts"
import * as queries from "./queries/orders.ts"

/** The customer has it. For a cash order the named member of staff says that the carrier handed the money over. */
export const deliverOrder = command({
  name: "order.deliver",
  needs: "orders.deliver",
  sees: ({ id }) => [seenOrder(id)],
  input: orderInput,

  async run(acting, { id }) {
    const { tx, actor, tell } = acting
    const order = await movableOrder(acting, { id, move: "deliver" })

    await queries.deliver(tx, { id })
    tell("order.delivered", { dossierId: id, audience: "customer", facts: { orderId: id } })
    if (order.paymentMethod === "cash_on_delivery" && order.paymentStatus === "unpaid" && actor.scope === "member") {
      const payment = await paymentOf(tx, id)
      if (payment !== null)
        await receiveCash.within(acting, { requestId: payment.requestId, receivedBy: actor.accountId })
    }
    return { fulfilmentStatus: "delivered" as const }
  },
})
