import type { Visit } from "#kernel/command.ts"
import { inTransaction } from "#kernel/database/transaction.ts"
import { runNow } from "#kernel/errand.ts"
import { refuse } from "#kernel/refusals.ts"
import { routes } from "#kernel/routes.ts"
import { checkPayment, paymentOf, startPayment } from "#modules/payments/index.ts"
import { askLink } from "./ask-link.ts"
import { cancelOrder } from "./cancel-order.ts"
import { confirmOrder } from "./confirm-order.ts"
import { endpoints } from "./contract.ts"
import { deliverOrder } from "./deliver-order.ts"
import { listOrders, showToday } from "./list-orders.ts"
import { totalsView } from "./order-view.ts"
import { payOrder } from "./pay-order.ts"
import { placeOrder } from "./place-order.ts"
import { listDeliveryRates, previewOrder } from "./preview-order.ts"
import { refundOrder } from "./refund-order.ts"
import { shipOrder } from "./ship-order.ts"
import { showOrder, trackOrder } from "./show-order.ts"

function dossierOf({ actor }: Visit): string {
  return actor.scope === "guest" ? actor.dossierId : refuse("not_found")
}

/** Where the payment stands, seen as the guest of this very order. */
function paymentSeen({ kernel, business }: Visit, orderId: string) {
  const opening = { businessId: business.id, actor: { scope: "guest", dossierId: orderId }, readOnly: true } as const
  return inTransaction(kernel.pool, opening, (tx) => paymentOf(tx, orderId))
}

/** Asks the gateway where to pay while the visitor waits, four seconds at most; the worker goes on with what is left. */
async function startedPayment(visit: Visit, { orderId, attemptId }: { orderId: string; attemptId: string | null }) {
  if (attemptId === null) return { status: "pending" as const, redirectUrl: null }

  await runNow(startPayment, { kernel: visit.kernel, business: visit.business, subjectId: attemptId })
  const payment = await paymentSeen(visit, orderId)
  return { status: payment?.status ?? "starting", redirectUrl: payment?.redirectUrl ?? null }
}

export const orderRoutes = routes(endpoints, {
  async placeOrder(visit, { body }) {
    const { number, trackingToken, totals, orderId, attemptId } = await placeOrder(visit, body)
    return {
      number,
      trackingToken,
      totals: totalsView({ ...totals, currency: visit.business.currency }),
      payment: await startedPayment(visit, { orderId, attemptId }),
    }
  },
  previewOrder: (visit, { body }) => previewOrder(visit, body),
  listDeliveryRates: (visit) => listDeliveryRates(visit, {}),
  trackOrder: (visit, { query }) => trackOrder(visit, query),
  askLink: (visit, { body }) => askLink(visit, body),
  async payOrder(visit, { body }) {
    const orderId = dossierOf(visit)
    const { attemptId } = await payOrder(visit, { ...body, orderId })
    return startedPayment(visit, { orderId, attemptId })
  },
  async checkOrderPayment(visit) {
    const orderId = dossierOf(visit)
    const before = await paymentSeen(visit, orderId)
    if (before === null) return refuse("not_found")
    if (before.openAttemptId === null) return { status: before.status }

    await runNow(checkPayment, { kernel: visit.kernel, business: visit.business, subjectId: before.openAttemptId })
    return { status: (await paymentSeen(visit, orderId))?.status ?? before.status }
  },
  listOrders: (visit, { query }) => listOrders(visit, query),
  showOrder: (visit, { params, query }) => showOrder(visit, { ...params, ...query }),
  confirmOrder: (visit, { params }) => confirmOrder(visit, params),
  shipOrder: (visit, { params, body }) => shipOrder(visit, { ...params, ...body }),
  deliverOrder: (visit, { params }) => deliverOrder(visit, params),
  cancelOrder: (visit, { params, body }) => cancelOrder(visit, { ...params, ...body }),
  refundOrder: (visit, { params, body }) => refundOrder(visit, { ...params, ...body }),
  showToday: (visit) => showToday(visit, {}),
})
