import type * as z from "zod"
import type { Language } from "#kernel/actor.ts"
import { wireMoney } from "#kernel/contract.ts"
import type { Looking } from "#kernel/query.ts"
import { documentsOf } from "#modules/billing/index.ts"
import { timelineOf } from "#modules/dossiers/index.ts"
import { paymentOf, settledPayments } from "#modules/payments/index.ts"
import type { trackedOrder } from "./contract.ts"
import { isRefunding } from "./found-order.ts"
import { inLanguage } from "./line-name.ts"
import { shownStatus } from "./order.ts"
import * as queries from "./queries/orders.ts"

type OrderView = Omit<z.input<typeof trackedOrder>, "customer">
type Payment = NonNullable<Awaited<ReturnType<typeof paymentOf>>>
export type ViewedOrder = { readonly order: queries.Order; readonly view: OrderView; readonly payment: Payment }

/** An order with all that happened to it, as far as the viewer's scope shows; null when it shows none. */
export async function viewedOrder(
  { tx }: Pick<Looking, "tx">,
  { id, language }: { id: string; language?: Language | undefined },
): Promise<ViewedOrder | null> {
  const order = await queries.findOrder(tx, { id })
  if (order === null) return null
  const payment = await paymentOf(tx, id)
  if (payment === null) throw new Error(`order ${id} has no payment request`)

  const view = {
    ...statusView(order),
    lines: await linesView(tx, { order, language: language ?? order.locale }),
    totals: totalsView(order),
    delivery: await deliveryView(tx, order),
    payment: { ...paymentView(order, payment), receipt: await receiptView(tx, order) },
    carrier:
      order.carrier === null || order.carrierReference === null
        ? null
        : { name: order.carrier, reference: order.carrierReference },
    ...(await timelineView(tx, id)),
    documents: (await documentsOf(tx, id)).map((document) => ({ ...document, issuedAt: document.issuedAt.toString() })),
  }
  return { order, view, payment }
}

function statusView(order: queries.Order) {
  const { number, paymentStatus, fulfilmentStatus, placedAt } = order
  return { number, status: shownStatus(order), paymentStatus, fulfilmentStatus, placedAt: placedAt.toString() }
}

export function totalsView(
  order: Pick<queries.Order, "goodsMinor" | "deliveryMinor" | "stampMinor" | "vatMinor" | "totalMinor" | "currency">,
) {
  const money = (amountMinor: number) => wireMoney(amountMinor, order.currency)
  return {
    goods: money(order.goodsMinor),
    delivery: money(order.deliveryMinor),
    stamp: money(order.stampMinor),
    vat: money(order.vatMinor),
    total: money(order.totalMinor),
  }
}

async function linesView(tx: Looking["tx"], { order, language }: { order: queries.Order; language: Language }) {
  const lines = await queries.linesOf(tx, { orderId: order.id })
  return lines.map(({ sku, name, quantity, unitPriceMinor, totalMinor }) => ({
    sku,
    name: inLanguage(name, language),
    quantity,
    unitPrice: wireMoney(unitPriceMinor, order.currency),
    total: wireMoney(totalMinor, order.currency),
  }))
}

async function deliveryView(tx: Looking["tx"], { deliveryMethod, wilaya, commune, address, landmark }: queries.Order) {
  const rate = await queries.deliveryDays(tx, { method: deliveryMethod, wilaya })
  return { method: deliveryMethod, wilaya, commune, address, landmark, days: rate?.days ?? 0 }
}

function paymentView({ paymentMethod, holdUntil }: queries.Order, payment: Payment) {
  const { status, redirectUrl, reason } = payment
  return {
    method: paymentMethod,
    status,
    redirectUrl,
    heldUntil: holdUntil?.toString() ?? null,
    reason,
    isRefunding: isRefunding(payment),
  }
}

async function receiptView(tx: Looking["tx"], { id, currency }: queries.Order) {
  const paid = (await settledPayments(tx, id)).find(({ gateway }) => gateway !== null)
  if (paid === undefined || paid.gateway === null) return null
  return { ...paid.gateway, paidAt: paid.paidAt, amount: wireMoney(paid.amountMinor, currency) }
}

async function timelineView(tx: Looking["tx"], dossierId: string) {
  const entries = await timelineOf(tx, { dossierId })
  return {
    timeline: entries.map(({ name, facts, createdAt }) => ({ name, at: createdAt.toString(), facts })),
    seq: Math.max(0, ...entries.map(({ seq }) => seq ?? 0)),
  }
}
