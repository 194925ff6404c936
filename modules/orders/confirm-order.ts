import { command } from "#kernel/command.ts"
import { movableOrder, orderInput, seenOrder } from "./found-order.ts"
import * as queries from "./queries/orders.ts"

/** Staff reached the customer by phone: a cash order is real, and its units stay held until it ships. */
export const confirmOrder = command({
  name: "order.confirm",
  needs: "orders.confirm",
  sees: ({ id }) => [seenOrder(id)],
  input: orderInput,

  async run(acting, { id }) {
    const { tx, now, tell } = acting
    await movableOrder(acting, { id, move: "confirm" })

    await queries.confirm(tx, { id, now })
    tell("order.confirmed", { dossierId: id, audience: "customer", facts: { orderId: id } })
    return { fulfilmentStatus: "confirmed" as const }
  },
})
