import { errand, type Running } from "#kernel/errand.ts"
import { isPast } from "#kernel/time.ts"
import { raiseTask } from "#modules/dossiers/index.ts"
import { loadOpenAttempt, observeAttempt, recordObservation } from "#modules/payments/index.ts"
import { releaseOrder } from "./cancel-order.ts"
import { lockedOrder } from "./found-order.ts"
import * as queries from "./queries/orders.ts"

const laterSeconds = 15 * 60
/** Four times a quarter of an hour without an answer: a person looks. */
const patience = { minutes: 60 }

/** Still waiting, and longer than its hold: asked again after the gateway was, since the customer may have chosen anew. */
function isDue({ holdUntil, fulfilmentStatus, paymentStatus }: queries.Order, now: Temporal.Instant): boolean {
  const isWaiting = fulfilmentStatus === "new" && paymentStatus === "unpaid"
  return isWaiting && holdUntil !== null && isPast(holdUntil, now)
}

async function dueOrder({ tx, subjectId, now }: Running): Promise<queries.Order | null> {
  const order = await queries.findOrder(tx, { id: subjectId })
  return order !== null && isDue(order, now) ? order : null
}

/** The hold is over: the gateway is asked first; unpaid releases, paid pays, no answer holds on (data rule 10). */
export const expireOrder = errand({
  name: "orders.expire",
  leaseMs: 60_000,
  async claim(running) {
    const order = await dueOrder(running)
    if (order === null) return null
    return { order, attempt: await loadOpenAttempt(running, order.id) }
  },
  async call({ order, attempt }, reach) {
    return { orderId: order.id, observation: attempt === null ? null : await observeAttempt(attempt, reach) }
  },
  async record(acting, { loaded: { attempt }, answer: { orderId, observation } }) {
    const order = await lockedOrder(acting, orderId)
    if (!isDue(order, acting.now)) return undefined
    const seen =
      attempt === null || observation === null
        ? "closed"
        : await recordObservation(acting, { loaded: attempt, observation, ends: true })
    if (seen === "paid") return undefined
    if (seen === "closed") {
      await releaseOrder.within(acting, { id: orderId })
      return undefined
    }

    await queries.extendHold(acting.tx, { id: orderId, until: acting.now.add({ seconds: laterSeconds }) })
    const isOverdue = isPast(order.placedAt.add({ minutes: 30 }).add(patience), acting.now)
    if (isOverdue) await raiseTask(acting, { dossierId: orderId, kind: "payment_unanswered" })
    return { againInSeconds: laterSeconds + 1 }
  },
  onUnknown: async ({ order, attempt }, reach) => ({
    orderId: order.id,
    observation: attempt === null ? null : await observeAttempt(attempt, reach),
  }),
  dossierOf: ({ order }) => order.id,
})
