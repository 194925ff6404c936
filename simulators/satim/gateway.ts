import { randomInt } from "node:crypto"
import { z } from "zod"
import type { Store } from "../store.ts"
import { acceptedCard, type CardOutcome } from "./cards.ts"
import { type KnobBoard, type Knobs, openKnobs } from "./knobs.ts"
import {
  type Attempt,
  asOf,
  type Challenge,
  cancelled,
  canPay,
  declined,
  type Order,
  order,
  paid,
  timedOut,
} from "./order.ts"
import type { OutcomeName } from "./outcomes.ts"

export const merchant = z.strictObject({
  userName: z.string().min(1).max(30),
  password: z.string().min(1).max(30),
  terminalId: z.string().min(1).max(16),
})
export type Merchant = z.infer<typeof merchant>

export const demoMerchant: Merchant = {
  userName: "guichet_demo",
  password: "guichet_demo_password",
  terminalId: "E0123456789",
}

/** The gateway's books: merchants, orders, knobs and a clock that can be wound forward. */
export type Gateway = {
  readonly knobs: KnobBoard
  now(): number
  advance(minutes: number): void
  resetClock(): void
  merchantNamed(userName: string): Merchant | undefined
  addMerchant(merchant: Merchant): void
  /** Null when nobody registered it; what the clock changed meanwhile has happened. */
  find(mdOrder: string): Order | null
  isTaken(userName: string, orderNumber: string): boolean
  save(order: Order): void
  orders(): Order[]
}

export function openGateway(store: Store, merchants: readonly Merchant[]): Gateway {
  const clock = store.collection("satim.clock", z.number())
  const known = store.collection("satim.merchants", merchant)
  const orders = store.collection("satim.orders", order)
  const numbers = new Set(orders.values().map((one) => `${one.userName} ${one.orderNumber}`))
  for (const one of [demoMerchant, ...merchants]) known.set(one.userName, one)

  const now = () => Date.now() + (clock.get("offsetMs") ?? 0)
  const current = (saved: Order) => {
    const seen = asOf(saved, now())
    if (seen !== saved) orders.set(seen.mdOrder, seen)
    return seen
  }
  return {
    knobs: openKnobs(store),
    now,
    advance: (minutes) => clock.set("offsetMs", (clock.get("offsetMs") ?? 0) + minutes * 60_000),
    resetClock: () => clock.clear(),
    merchantNamed: (userName) => known.get(userName),
    addMerchant: (one) => known.set(one.userName, one),
    find: (mdOrder) => {
      const saved = orders.get(mdOrder)
      return saved ? current(saved) : null
    },
    isTaken: (userName, orderNumber) => numbers.has(`${userName} ${orderNumber}`),
    save: (one) => {
      numbers.add(`${one.userName} ${one.orderNumber}`)
      orders.set(one.mdOrder, one)
    },
    orders: () => orders.values().map(current),
  }
}

export type Card = Omit<Challenge, "tries" | "outcome">

export function cardOf(typed: { pan: string; holder: string; expiration: string }): Card {
  return {
    panHead: typed.pan.slice(0, 6),
    panTail: typed.pan.slice(-4),
    holder: typed.holder,
    expiration: typed.expiration,
  }
}

/** The card a test pays with when it does not care which. */
export const anyCard: Card = cardOf({ pan: acceptedCard, holder: "TITULAIRE DE TEST", expiration: "203012" })

export type Payer = { readonly card: Card; readonly ip: string }

export type Settled = {
  readonly order: Order
  /** Where the payer's browser goes next; null when it never comes back. */
  readonly returnUrl: string | null
}

/**
 * One try at paying comes to its end. The hosted pages and the control endpoint both pass here, so a test that skips
 * the pages sees the same states. Null when the order cannot be paid any more.
 */
export function settle(
  gateway: Gateway,
  order: Order,
  { result, payer }: { result: CardOutcome; payer: Payer },
): Settled | null {
  const knobs = gateway.knobs.of(order.mdOrder)
  const at = gateway.now()
  if (!canPay(order, { at, latePayment: knobs.latePayment })) return null
  if (result === "pending") return kept(gateway, knobs, { ...order, stuck: true, challenge: null })

  const attempt = attemptOf(result, { payer, at })
  if (result === "accepted") return kept(gateway, knobs, paid(order, attempt, knobs.sessionMinutes))
  return kept(gateway, knobs, result === "cancelled" ? cancelled(order, attempt) : declined(order, attempt))
}

/** The payer walks away until the session is over. Null when there is nothing left to expire. */
export function abandon(gateway: Gateway, order: Order): Settled | null {
  const after = timedOut({ ...order, stuck: false })
  if (after.status === order.status) return null

  const expired = { ...after, deadlineAt: Math.min(order.deadlineAt, gateway.now()) }
  gateway.save(expired)
  return { order: expired, returnUrl: null }
}

function kept(gateway: Gateway, knobs: Knobs, order: Order): Settled {
  gateway.save(order)
  return { order, returnUrl: knobs.noBrowserReturn ? null : returnUrlOf(order) }
}

/** An order still without an answer goes back like a paid one: only the gateway's status tells them apart. */
export function returnUrlOf(order: Order): string {
  const isFailed = order.status === "declined" || order.status === "cancelled" || order.status === "expired"
  const target = isFailed ? order.failUrl : order.returnUrl
  return `${target}${target.includes("?") ? "&" : "?"}orderId=${encodeURIComponent(order.mdOrder)}`
}

export function isPayable(gateway: Gateway, order: Order): boolean {
  return canPay(order, { at: gateway.now(), latePayment: gateway.knobs.of(order.mdOrder).latePayment })
}

function attemptOf(outcome: OutcomeName, { payer, at }: { payer: Payer; at: number }): Attempt {
  return {
    outcome,
    ...payer.card,
    ip: payer.ip,
    approvalCode: outcome === "accepted" ? digits(6) : null,
    authRefNum: digits(12),
    at,
  }
}

function digits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join("")
}
