import * as z from "zod"
import type { Acting } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import type { Sight } from "#kernel/sight.ts"
import type { paymentOf } from "#modules/payments/index.ts"
import { canMove, type OrderMove } from "./order.ts"
import * as queries from "./queries/orders.ts"
import { refuse } from "./refusals.ts"

export const orderInput = z.strictObject({ id })

export function seenOrder(id: string): Sight {
  return { ids: [id], counted: queries.countOrders }
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

type Refunds = Pick<NonNullable<Awaited<ReturnType<typeof paymentOf>>>, "refunds">

/** Money on its way back: nothing else may happen to the order until the gateway has answered. */
export function isRefunding({ refunds }: Refunds): boolean {
  return refunds.some(({ status }) => status === "starting" || status === "unknown")
}

/** Refuses `refund_in_progress`. */
export function checkNoRefund(payment: Refunds | null): void {
  if (payment !== null && isRefunding(payment)) refuse("refund_in_progress")
}
