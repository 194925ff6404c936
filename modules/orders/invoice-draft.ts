import type { Business } from "#kernel/actor.ts"
import type { Tx } from "#kernel/database/transaction.ts"
import type { InvoiceDraft } from "#modules/billing/index.ts"
import { communeName, wilayaName } from "#modules/businesses/index.ts"
import { settledPayments } from "#modules/payments/index.ts"
import { inLanguage } from "./line-name.ts"
import { deliveryVat } from "./price-order.ts"
import * as queries from "./queries/orders.ts"

/** What the invoice of an order says: what was bought, at the prices and for the address of that day. */
export async function invoiceDraftOf(tx: Tx, business: Business, orderId: string): Promise<InvoiceDraft> {
  const order = await queries.findOrder(tx, { id: orderId })
  if (order === null) throw new Error(`order ${orderId} is gone`)
  const lines = await queries.linesOf(tx, { orderId })
  return {
    dossierId: orderId,
    dossierNumber: order.number,
    language: order.locale,
    buyer: {
      name: order.customerName,
      address: addressOf(order),
      phone: order.customerPhone,
      email: order.customerEmail,
      registrations: [],
    },
    lines: lines.map(({ sku, name, quantity, unitPriceMinor, totalMinor, vatPercent, netMinor }) => ({
      sku,
      designation: inLanguage(name, order.locale),
      quantity,
      unitPriceMinor,
      ratePercent: vatPercent,
      netMinor,
      totalMinor,
    })),
    deliveryMinor: order.deliveryMinor,
    deliveryRatePercent: deliveryVat(business.country),
    stampMinor: order.stampMinor,
    totalMinor: order.totalMinor,
    payments: await settledPayments(tx, orderId),
  }
}

function addressOf({ address, landmark, commune, wilaya, locale }: queries.Order): string {
  const place = `${communeName(wilaya, commune, locale)}, ${wilayaName(wilaya, locale)}`
  return [address, landmark ?? "", place].filter((line) => line !== "").join("\n")
}
