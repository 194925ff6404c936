import type { Actor, Role } from "#kernel/actor.ts"

export type PaymentStatus = "unpaid" | "paid" | "partially_refunded" | "refunded"
export type FulfilmentStatus = "new" | "confirmed" | "shipped" | "delivered" | "returned" | "cancelled"
export type PaymentMethod = "satim" | "cash_on_delivery"

/** The two facts of an order, from which people are told one word. */
export type OrderState = {
  readonly paymentStatus: PaymentStatus
  readonly fulfilmentStatus: FulfilmentStatus
  readonly paymentMethod: PaymentMethod
}

/** Where each step may start. `ship` asks further: a card order is paid first, a cash order confirmed first. */
export const orderMoves = {
  confirm: { from: ["new"], to: "confirmed" },
  ship: { from: ["new", "confirmed"], to: "shipped" },
  deliver: { from: ["shipped"], to: "delivered" },
  cancel: { from: ["new", "confirmed"], to: "cancelled" },
} as const satisfies Record<string, { from: readonly FulfilmentStatus[]; to: FulfilmentStatus }>

export type OrderMove = keyof typeof orderMoves

const isPaid = ({ paymentStatus }: OrderState) => paymentStatus === "paid" || paymentStatus === "partially_refunded"

const guards = {
  confirm: (order: OrderState) => order.paymentMethod === "cash_on_delivery" && order.paymentStatus === "unpaid",
  ship: (order: OrderState) =>
    order.paymentMethod === "cash_on_delivery" ? order.fulfilmentStatus === "confirmed" : isPaid(order),
  deliver: () => true,
  cancel: () => true,
} as const satisfies Record<OrderMove, (order: OrderState) => boolean>

export function canMove(order: OrderState, move: OrderMove): boolean {
  const from: readonly FulfilmentStatus[] = orderMoves[move].from
  return from.includes(order.fulfilmentStatus) && guards[move](order)
}

/** Money that came in through a gateway can go back through it, whole. */
export function canRefund(order: OrderState): boolean {
  return order.paymentStatus === "paid" && order.paymentMethod !== "cash_on_delivery"
}

/** The one word people see (data rule 12). */
export function shownStatus({
  paymentStatus,
  fulfilmentStatus,
}: OrderState): "PENDING" | "PAID" | "SHIPPED" | "CANCELLED" {
  if (fulfilmentStatus === "cancelled" || fulfilmentStatus === "returned") return "CANCELLED"
  if (fulfilmentStatus === "shipped" || fulfilmentStatus === "delivered") return "SHIPPED"
  return paymentStatus === "paid" || paymentStatus === "partially_refunded" ? "PAID" : "PENDING"
}

const office: readonly Role[] = ["admin", "manager"]

/** The actions a desk page offers: what the order allows and the role may do; none while its money is going back. */
export function actionsOn(
  order: OrderState,
  actor: Actor,
  { isRefunding }: { readonly isRefunding: boolean },
): ("confirm" | "ship" | "deliver" | "cancel" | "refund")[] {
  if (isRefunding) return []
  const isOffice = actor.scope === "member" && office.includes(actor.role)
  const moves = (["confirm", "ship", "deliver", "cancel"] as const).filter(
    (move) => canMove(order, move) && (move !== "cancel" || isOffice),
  )
  return canRefund(order) && isOffice ? [...moves, "refund"] : moves
}

/** How long units are held: a card's hold outlives the gateway's own session of 20 minutes; cash waits for the phone call (data rule 10). */
export function heldUntil(method: PaymentMethod, now: Temporal.Instant): Temporal.Instant {
  return now.add(method === "satim" ? { minutes: 30 } : { hours: 72 })
}

/** No order waits longer than cash does, however often its payment is tried again. */
export function heldAgainUntil(
  method: PaymentMethod,
  { placedAt, now }: { placedAt: Temporal.Instant; now: Temporal.Instant },
): Temporal.Instant {
  const [wanted, latest] = [heldUntil(method, now), heldUntil("cash_on_delivery", placedAt)]
  return Temporal.Instant.compare(wanted, latest) < 0 ? wanted : latest
}

/** When the end of a hold is looked at: a little later, so that no clock that is slow by seconds finds it still running. */
export function expiresAt(holdUntil: Temporal.Instant): Temporal.Instant {
  return holdUntil.add({ seconds: 10 })
}
