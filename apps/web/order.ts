import type { Answered } from "#kernel/contract.ts"
import type { endpoints } from "#modules/orders/contract.ts"

export type TrackedOrder = Answered<typeof endpoints.trackOrder>

/** Where an order stands for the person who waits for it: one word, and what comes next. */
export type Standing =
  | "starting"
  | "waiting"
  | "failed"
  | "lapsed"
  | "to_confirm"
  | "confirmed"
  | "paid"
  | "shipped"
  | "delivered"
  | "cancelled"
  | "refunding"
  | "refunded"

type Facts = Pick<TrackedOrder, "paymentStatus" | "fulfilmentStatus"> & {
  readonly payment: Pick<TrackedOrder["payment"], "method" | "status" | "isRefunding">
}

export function standingOf({ paymentStatus, fulfilmentStatus, payment }: Facts): Standing {
  if (paymentStatus === "refunded") return "refunded"
  if (payment.isRefunding) return "refunding"
  if (fulfilmentStatus === "cancelled" || fulfilmentStatus === "returned") return "cancelled"
  if (fulfilmentStatus === "shipped" || fulfilmentStatus === "delivered") return fulfilmentStatus
  if (paymentStatus !== "unpaid") return "paid"
  if (payment.method === "cash_on_delivery") return fulfilmentStatus === "confirmed" ? "confirmed" : "to_confirm"
  if (payment.status === "starting") return "starting"
  if (payment.status === "failed") return "failed"
  return payment.status === "cancelled" ? "lapsed" : "waiting"
}

/** Standings in which the money is still to be sent by card. */
export function isToPay(standing: Standing): boolean {
  return standing === "starting" || standing === "waiting" || mayPayAgain(standing)
}

/** Standings in which the last try came to nothing: the bank said no, or the payer gave up or ran out of time. */
export function mayPayAgain(standing: Standing): boolean {
  return standing === "failed" || standing === "lapsed"
}

export const tones = {
  starting: "wait",
  waiting: "wait",
  failed: "bad",
  lapsed: "wait",
  to_confirm: "wait",
  confirmed: "good",
  paid: "good",
  shipped: "good",
  delivered: "good",
  cancelled: "none",
  refunding: "wait",
  refunded: "none",
} as const satisfies { readonly [standing in Standing]: "good" | "wait" | "bad" | "none" }

export type StepName = "placed" | "paid" | "confirmed" | "prepared" | "shipped" | "delivered" | "cancelled" | "refunded"
export type Step = {
  readonly name: StepName
  readonly state: "done" | "now" | "next"
  /** When it happened, where the timeline tells. */
  readonly at: string | null
}

const happenings: { readonly [name in StepName]?: string } = {
  placed: "order.placed",
  paid: "order.paid",
  confirmed: "order.confirmed",
  shipped: "order.shipped",
  delivered: "order.delivered",
  cancelled: "order.cancelled",
  refunded: "order.refunded",
}

/** How many steps of an order's way lie behind it. */
const behind: { readonly [standing in Standing]: number } = {
  starting: 1,
  waiting: 1,
  failed: 1,
  lapsed: 1,
  to_confirm: 1,
  confirmed: 2,
  paid: 2,
  shipped: 4,
  delivered: 5,
  cancelled: 0,
  refunding: 0,
  refunded: 0,
}

/** The way of an order from the counter to the door: what happened, what happens now, what comes. */
export function stepsOf(order: Facts & Pick<TrackedOrder, "timeline">): Step[] {
  const standing = standingOf(order)
  const at = (name: StepName) => order.timeline.find((entry) => entry.name === happenings[name])?.at ?? null
  if (standing === "cancelled" || standing === "refunded") return endedSteps(at)
  if (standing === "refunding") return [...endedSteps(at), { name: "refunded", state: "now", at: null }]

  const second = order.payment.method === "cash_on_delivery" ? "confirmed" : "paid"
  const way: readonly StepName[] = ["placed", second, "prepared", "shipped", "delivered"]
  const now = behind[standing]
  return way.map((name, index) => ({
    name,
    state: index < now ? "done" : index === now ? "now" : "next",
    at: at(name),
  }))
}

/** An order that came to its end early: only what happened. */
function endedSteps(at: (name: StepName) => string | null): Step[] {
  const way: readonly StepName[] = ["placed", "paid", "confirmed", "shipped", "delivered", "cancelled", "refunded"]
  return way
    .map((name) => ({ name, state: "done" as const, at: at(name) }))
    .filter((step) => step.at !== null)
    .sort((a, b) => (a.at ?? "").localeCompare(b.at ?? ""))
}
