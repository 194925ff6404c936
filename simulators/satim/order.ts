import { z } from "zod"
import { outcomeName } from "./outcomes.ts"

/** The last try at paying, as the gateway remembers it: never a whole card number. */
const attempt = z.object({
  outcome: outcomeName,
  panHead: z.string(),
  panTail: z.string(),
  holder: z.string(),
  /** YYYYMM. */
  expiration: z.string(),
  ip: z.string(),
  approvalCode: z.string().nullable(),
  authRefNum: z.string(),
  at: z.number(),
})

/** A card that was typed in and waits for its one-time code. */
const challenge = z.object({
  outcome: outcomeName.or(z.literal("pending")),
  panHead: z.string(),
  panTail: z.string(),
  holder: z.string(),
  expiration: z.string(),
  tries: z.number(),
})

/** Times are milliseconds of the simulated clock, amounts centimes. */
export const order = z.object({
  mdOrder: z.string(),
  userName: z.string(),
  terminalId: z.string(),
  orderNumber: z.string(),
  amountMinor: z.number(),
  currency: z.string(),
  description: z.string(),
  language: z.string(),
  returnUrl: z.string(),
  failUrl: z.string(),
  udf: z.record(z.string(), z.string()),
  status: z.enum(["registered", "deposited", "reversed", "refunded", "declined", "cancelled", "expired"]),
  registeredAt: z.number(),
  /** When the gateway gives up: on the payer, or on a merchant who never acknowledged a payment. */
  deadlineAt: z.number(),
  acknowledgedAt: z.number().nullable(),
  /** The issuer never answers: the order stays registered past its deadline. */
  stuck: z.boolean(),
  refundedMinor: z.number(),
  attempt: attempt.nullable(),
  challenge: challenge.nullable(),
})

export type Order = z.infer<typeof order>
export type Attempt = z.infer<typeof attempt>
export type Challenge = z.infer<typeof challenge>
type Status = Order["status"]

const moves = {
  pay: { from: ["registered", "declined", "cancelled", "expired", "reversed"], to: "deposited" },
  decline: { from: ["registered", "declined", "cancelled"], to: "declined" },
  cancel: { from: ["registered", "declined", "cancelled"], to: "cancelled" },
  expire: { from: ["registered", "cancelled"], to: "expired" },
  reverse: { from: ["deposited"], to: "reversed" },
  refund: { from: ["deposited", "refunded"], to: "refunded" },
} as const satisfies Record<string, { from: readonly Status[]; to: Status }>

export type Move = keyof typeof moves

export function can(order: Order, move: Move): boolean {
  const from: readonly Status[] = moves[move].from
  return from.includes(order.status)
}

export function isSessionOver(order: Order, at: number): boolean {
  return order.status === "expired" || order.status === "reversed" || (at >= order.deadlineAt && !order.stuck)
}

/** A first decline closes nothing; a session that is over does, unless late payments are let through. */
export function canPay(order: Order, { at, latePayment }: { at: number; latePayment: boolean }): boolean {
  return can(order, "pay") && (latePayment || !isSessionOver(order, at))
}

/** A payment that comes after the deadline gets a deadline of its own to be acknowledged by. */
export function paid(order: Order, attempt: Attempt, sessionMinutes: number): Order {
  const isLate = isSessionOver(order, attempt.at)
  const deadlineAt = isLate ? attempt.at + sessionMinutes * 60_000 : order.deadlineAt
  return {
    ...order,
    status: moves.pay.to,
    attempt,
    challenge: null,
    stuck: false,
    refundedMinor: 0,
    deadlineAt,
    acknowledgedAt: null,
  }
}

export function declined(order: Order, attempt: Attempt): Order {
  return { ...order, status: moves.decline.to, attempt, challenge: null, stuck: false }
}

export function cancelled(order: Order, attempt: Attempt): Order {
  return { ...order, status: moves.cancel.to, attempt, challenge: null, stuck: false }
}

export function reversed(order: Order): Order {
  return { ...order, status: moves.reverse.to, refundedMinor: order.amountMinor }
}

export function refunded(order: Order, amountMinor: number): Order {
  return { ...order, status: moves.refund.to, refundedMinor: order.refundedMinor + amountMinor }
}

export function acknowledged(order: Order, at: number): Order {
  return order.status === "deposited" ? { ...order, acknowledgedAt: order.acknowledgedAt ?? at } : order
}

/** The session runs out: the payer's page closes, and a payment nobody acknowledged is given back. */
export function timedOut(order: Order): Order {
  if (order.status === "deposited" && order.acknowledgedAt === null) return reversed(order)
  if (!can(order, "expire")) return order
  return { ...order, status: moves.expire.to, challenge: null }
}

/** The order as the gateway sees it at this moment of its own clock. */
export function asOf(order: Order, at: number): Order {
  return at >= order.deadlineAt && !order.stuck ? timedOut(order) : order
}

export function depositMinor(order: Order): number {
  const isDeposited = order.status === "deposited" || order.status === "refunded"
  return isDeposited ? order.amountMinor - order.refundedMinor : 0
}
