import type { Answered } from "#kernel/contract.ts"
import type { Words } from "#kernel/words.ts"
import type { endpoints } from "#modules/orders/contract.ts"
import { Chip, type ChipTone } from "../chip.tsx"

export type Row = Answered<typeof endpoints.listOrders>["items"][number]
type State = Pick<Row, "paymentStatus" | "fulfilmentStatus" | "paymentMethod"> & {
  /** Where it is known: money is on its way back. */
  readonly isRefunding?: boolean
}
type Key =
  | "awaiting"
  | "to_confirm"
  | "confirmed"
  | "paid"
  | "shipped"
  | "delivered"
  | "returned"
  | "cancelled"
  | "refunded"
  | "refunding"

const tones: { readonly [key in Key]: ChipTone } = {
  awaiting: "wait",
  to_confirm: "wait",
  confirmed: "good",
  paid: "good",
  shipped: "good",
  delivered: "none",
  returned: "bad",
  cancelled: "none",
  refunded: "none",
  refunding: "bad",
}

/** The one word that tells staff where an order stands. */
export function statusKey({ paymentStatus, fulfilmentStatus, paymentMethod, isRefunding = false }: State): Key {
  if (paymentStatus === "refunded") return "refunded"
  if (isRefunding) return "refunding"
  if (fulfilmentStatus === "cancelled") return paymentStatus === "paid" ? "refunding" : "cancelled"
  if (fulfilmentStatus !== "new") return fulfilmentStatus
  if (paymentStatus === "paid" || paymentStatus === "partially_refunded") return "paid"
  return paymentMethod === "cash_on_delivery" ? "to_confirm" : "awaiting"
}

export function OrderStatus({ order, t }: { readonly order: State; readonly t: Words }) {
  const key = statusKey(order)
  return <Chip tone={tones[key]}>{t(`desk.status.${key}`)}</Chip>
}
