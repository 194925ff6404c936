import * as z from "zod"
import { command } from "#kernel/command.ts"
import { paymentOf } from "#modules/payments/index.ts"
import { endpoints } from "./contract.ts"
import { checkNoRefund, movableOrder, orderInput, seenOrder } from "./found-order.ts"
import { takeHeld } from "./queries/holds.ts"
import * as queries from "./queries/orders.ts"

/** Handed to the carrier. A cash order's units leave the shelf now; a paid one's did when it was paid. */
export const shipOrder = command({
  name: "order.ship",
  needs: "orders.ship",
  sees: ({ id }) => [seenOrder(id)],
  input: z.strictObject({ ...orderInput.shape, ...endpoints.shipOrder.body.shape }),

  async run(acting, { id, carrier, reference }) {
    const { tx, now, tell } = acting
    await movableOrder(acting, { id, move: "ship" })
    checkNoRefund(await paymentOf(tx, id))

    await queries.ship(tx, { id, now, carrier, reference })
    await takeHeld(tx, { orderId: id })
    tell("order.shipped", { dossierId: id, audience: "customer", facts: { orderId: id, carrier, reference } })
    return { fulfilmentStatus: "shipped" as const }
  },
})
