import { z } from "zod"
import { type Incoming, json, type Reply, type Route } from "../server.ts"
import { abandon, anyCard, type Gateway, merchant, type Settled, settle } from "./gateway.ts"
import { someKnobs } from "./knobs.ts"
import { can, depositMinor, type Order, refunded, reversed } from "./order.ts"
import { outcomeName } from "./outcomes.ts"
import type { RequestLog } from "./request-log.ts"

const base = "/satim/control"

const payerAct = z.strictObject({
  outcome: z.enum(["paid", "declined", "pending", "expired", "cancelled"]),
  /** Why a decline happened; insufficient balance when the test does not care. */
  reason: outcomeName.refine((name) => name !== "accepted").optional(),
})
const knobScope = z.looseObject({
  mdOrder: z.string().optional(),
  nextRegister: someKnobs.optional(),
  /** Stops the whole server listening for this long, so that connections are refused. */
  refuseConnectionsMs: z.number().int().positive().optional(),
})
const clockMove = z.strictObject({ advanceMinutes: z.number() })
const backOffice = z.strictObject({
  action: z.enum(["refund", "reverse"]),
  /** Centimes; the whole deposit when left out. */
  amount: z.number().int().positive().optional(),
})

type Control = {
  readonly gateway: Gateway
  readonly log: RequestLog
  readonly refuseFor: (milliseconds: number) => void
}

/** What tests use to be the payer, the bank's back office, the clock and the bad weather. */
export function controlRoutes({ gateway, log, refuseFor }: Control): Route[] {
  return [
    { method: "GET", path: `${base}/knobs`, answer: () => json(gateway.knobs.all()) },
    {
      method: "POST",
      path: `${base}/knobs`,
      answer: parsed(knobScope, (body) => setKnobs({ gateway, refuseFor }, body)),
    },
    { method: "DELETE", path: `${base}/knobs`, answer: () => done(() => gateway.knobs.reset()) },
    { method: "POST", path: `${base}/clock`, answer: parsed(clockMove, (body) => moveClock(gateway, body)) },
    { method: "DELETE", path: `${base}/clock`, answer: () => done(() => gateway.resetClock()) },
    {
      method: "POST",
      path: `${base}/merchants`,
      answer: parsed(merchant, (body) => done(() => gateway.addMerchant(body))),
    },
    { method: "GET", path: `${base}/requests`, answer: () => json(log.entries()) },
    { method: "DELETE", path: `${base}/requests`, answer: () => done(() => log.clear()) },
    { method: "GET", path: `${base}/orders`, answer: ({ query }) => json(foundOrders(gateway, query)) },
    { method: "GET", path: `${base}/:mdOrder`, answer: onOrder(gateway, (order) => json(shown(order))) },
    {
      method: "POST",
      path: `${base}/:mdOrder`,
      answer: onOrder(gateway, (order, incoming) => act(gateway, order, incoming)),
    },
    {
      method: "POST",
      path: `${base}/:mdOrder/back-office`,
      answer: onOrder(gateway, (order, incoming) =>
        parsed(backOffice, (body) => inBackOffice(gateway, order, body))(incoming),
      ),
    },
  ]
}

function done(work: () => void): Reply {
  work()
  return json({ done: true })
}

function parsed<T>(schema: z.ZodType<T>, run: (body: T) => Reply): (incoming: Incoming) => Reply {
  return ({ body }) => {
    const result = schema.safeParse(jsonOf(body))
    if (result.success) return run(result.data)
    return json({ error: "invalid_body", detail: z.prettifyError(result.error) }, 400)
  }
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"))
  } catch {
    return undefined
  }
}

function onOrder(gateway: Gateway, run: (order: Order, incoming: Incoming) => Reply): (incoming: Incoming) => Reply {
  return (incoming) => {
    const order = gateway.find(incoming.params.mdOrder ?? "")
    return order ? run(order, incoming) : json({ error: "unknown_order" }, 404)
  }
}

function setKnobs({ gateway, refuseFor }: Omit<Control, "log">, body: z.infer<typeof knobScope>): Reply {
  const { mdOrder, nextRegister, refuseConnectionsMs, ...rest } = body
  const given = someKnobs.safeParse(rest)
  if (!given.success) return json({ error: "invalid_body", detail: z.prettifyError(given.error) }, 400)

  if (nextRegister) gateway.knobs.set("nextRegister", nextRegister)
  if (Object.keys(given.data).length > 0) gateway.knobs.set(mdOrder ? { mdOrder } : "global", given.data)
  const reply = json(gateway.knobs.all())
  return refuseConnectionsMs ? { ...reply, afterSent: () => refuseFor(refuseConnectionsMs) } : reply
}

function moveClock(gateway: Gateway, { advanceMinutes }: z.infer<typeof clockMove>): Reply {
  gateway.advance(advanceMinutes)
  return json({ now: new Date(gateway.now()).toISOString() })
}

function foundOrders(gateway: Gateway, query: URLSearchParams): object[] {
  const orderNumber = query.get("orderNumber")
  const orders = gateway.orders().filter((order) => orderNumber === null || order.orderNumber === orderNumber)
  return orders.map(shown)
}

function shown({ challenge, ...order }: Order): object {
  return { ...order, depositMinor: depositMinor({ ...order, challenge }) }
}

function act(gateway: Gateway, order: Order, incoming: Incoming): Reply {
  return parsed(payerAct, ({ outcome, reason = "insufficient_balance" }) => {
    if (outcome === "expired") return settled(order, abandon(gateway, order))

    const results = { paid: "accepted", declined: reason, pending: "pending", cancelled: "cancelled" } as const
    const payer = { card: anyCard, ip: incoming.remoteAddress }
    return settled(order, settle(gateway, order, { result: results[outcome], payer }))
  })(incoming)
}

function settled(order: Order, result: Settled | null): Reply {
  const { mdOrder, orderNumber, status } = order
  if (!result) return json({ error: "order_not_open", mdOrder, orderNumber, status }, 409)
  return json({ mdOrder, orderNumber, returnUrl: result.returnUrl })
}

/** What the bank does behind the merchant's back: the next status read tells. */
function inBackOffice(gateway: Gateway, order: Order, { action, amount }: z.infer<typeof backOffice>): Reply {
  const amountMinor = amount ?? depositMinor(order)
  const isPossible = can(order, action) && amountMinor > 0 && amountMinor <= depositMinor(order)
  if (!isPossible) return settled(order, null)

  const after = action === "refund" ? refunded(order, amountMinor) : reversed(order)
  gateway.save(after)
  return json({ mdOrder: after.mdOrder, orderNumber: after.orderNumber, status: after.status })
}
