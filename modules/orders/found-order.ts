import * as z from "zod"
import type { Acting } from "#kernel/command.ts"
import type { Sight } from "#kernel/sight.ts"
import { canMove, type OrderMove } from "./order.ts"
import * as queries from "./queries/orders.ts"
import { refuse } from "./refusals.ts"

export const orderInput = z.strictObject({ id: z.uuid() })

export function seenOrder(id: string): Sight {
  return { ids: [id], countVisible: async (tx, ids) => (await queries.countOrders(tx, { ids })).visible }
}

/** The order, locked for this transaction. */
export async function lockedOrder({ tx }: Pick<Acting, "tx">, id: string): Promise<queries.Order> {
  const order = await queries.lockOrder(tx, { id })
  if (order === null) throw new Error(`order ${id} was seen and is gone`)
  return order
}

const refusalOf = {
  confirm: "order_not_confirmable",
  ship: "order_not_shippable",
  deliver: "order_not_deliverable",
  cancel: "order_not_cancellable",
} as const satisfies Record<OrderMove, string>

/** The order, locked, when it may make this move; otherwise the move's own refusal with where the order stands. */
export async function movableOrder(
  acting: Acting,
  { id, move }: { id: string; move: OrderMove },
): Promise<queries.Order> {
  const order = await lockedOrder(acting, id)
  if (!canMove(order, move)) {
    refuse(refusalOf[move], { fulfilmentStatus: order.fulfilmentStatus, paymentStatus: order.paymentStatus })
  }
  return order
}
