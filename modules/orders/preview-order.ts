import type * as z from "zod"
import { wireMoney } from "#kernel/contract.ts"
import { query } from "#kernel/query.ts"
import { termsVersion } from "#modules/businesses/index.ts"
import { pricedVariants } from "#modules/catalog/index.ts"
import { endpoints } from "./contract.ts"
import { inLanguage, joinedName } from "./line-name.ts"
import { totalsView } from "./order-view.ts"
import { pricedOrder } from "./price-order.ts"
import * as queries from "./queries/orders.ts"
import { refuse } from "./refusals.ts"

type Preview = z.input<typeof endpoints.previewOrder.answer>

/** What a basket costs now. Nothing is held; lines that are gone are named, not dropped in silence. */
export const previewOrder = query({
  name: "orders.preview",
  needs: "orders.preview",
  input: endpoints.previewOrder.body,

  async run({ tx, business, now }, { lines, delivery, payment, locale }): Promise<Preview> {
    const found = await pricedVariants(
      tx,
      lines.map(({ variantId }) => variantId),
    )
    const variants = new Map(found.map((variant) => [variant.id, variant]))
    const known = lines.flatMap((line) => {
      const variant = variants.get(line.variantId)
      return variant === undefined ? [] : [{ ...variant, quantity: line.quantity }]
    })
    const rates = delivery === undefined ? [] : await queries.deliveryRates(tx, {})
    const rate = rates.find(({ wilaya, method }) => wilaya === delivery?.wilaya && method === delivery.method)
    if (delivery !== undefined && rate === undefined) refuse("delivery_not_served", delivery)
    const method = payment?.method ?? "satim"
    const totals = pricedOrder({ lines: known, deliveryMinor: rate?.priceMinor ?? 0, method, business, now })

    return {
      lines: known.map((variant) => ({
        variantId: variant.id,
        sku: variant.sku,
        name: inLanguage(joinedName(variant.name, variant.variantName), locale),
        slug: variant.slug,
        drawing: variant.drawing,
        quantity: variant.quantity,
        available: variant.available,
        unitPrice: wireMoney(variant.priceMinor, business.currency),
        total: wireMoney(variant.priceMinor * variant.quantity, business.currency),
      })),
      missing: lines.filter(({ variantId }) => !variants.has(variantId)).map(({ variantId }) => variantId),
      totals: totalsView({ ...totals, currency: business.currency }),
      days: rate?.days ?? null,
      termsVersion: await termsVersion(tx),
    }
  },
})

export const listDeliveryRates = query({
  name: "orders.delivery-rates",
  needs: "orders.preview",
  input: endpoints.trackOrder.query.pick({}),

  async run({ tx, business }): Promise<z.input<typeof endpoints.listDeliveryRates.answer>> {
    const rates = await queries.deliveryRates(tx, {})
    return {
      items: rates.map(({ priceMinor, ...rate }) => ({ ...rate, price: wireMoney(priceMinor, business.currency) })),
    }
  },
})
