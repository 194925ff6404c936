import type * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import type { Translated } from "#kernel/contract.ts"
import { job } from "#kernel/events.ts"
import { newId, newNumber } from "#kernel/ids.ts"
import { isCommune } from "#modules/businesses/index.ts"
import { seenVariants } from "#modules/catalog/index.ts"
import { kinds, newLink, tokenOf } from "#modules/dossiers/index.ts"
import { placeOrderInput } from "./contract.ts"
import { joinedName } from "./line-name.ts"
import { expiresAt, heldUntil } from "./order.ts"
import { checkGatewayMinimum, type OrderTotals, pricedOrder } from "./price-order.ts"
import * as queries from "./queries/place.ts"
import { refuse } from "./refusals.ts"

type Input = z.output<typeof placeOrderInput>
type Found = Awaited<ReturnType<typeof queries.findVariants>>
type BoughtLine = Input["lines"][number] & Found[number] & { readonly name: Translated }

/** What the visitor gets back; `attemptId` is there while a gateway has to be asked where to pay. */
export type PlacedOrder = {
  readonly orderId: string
  readonly number: string
  readonly trackingToken: string
  readonly totals: Omit<OrderTotals, "netLinesMinor">
  readonly attemptId: string | null
}

/** The hot path: it writes the rows of dossier, stock and payment request itself, in one statement (decision 0005). */
export const placeOrder = command({
  name: "order.place",
  needs: "orders.place",
  sees: ({ lines }) => [seenVariants(lines.map((line) => line.variantId))],
  input: placeOrderInput,
  yieldsTo: ["reserved_is_on_hand", "event_has_its_dossier"],

  finds: ({ tx }, { delivery: { method, wilaya }, lines }) =>
    Promise.all([
      queries.findTerms(tx, { method, wilaya }),
      queries.findVariants(tx, { variantIds: lines.map((line) => line.variantId) }),
    ]),

  async run(acting, input, [terms, found]): Promise<PlacedOrder> {
    const { business, now, tell, made } = acting
    const { method, wilaya } = input.delivery
    const bought = boughtLines(input, found)
    if (terms.deliveryMinor === null) refuse("delivery_not_served", { wilaya, method })
    if (!isCommune(wilaya, input.delivery.commune)) refuse("commune_unknown", { commune: input.delivery.commune })
    const totals = pricedOrder({
      lines: bought,
      deliveryMinor: terms.deliveryMinor ?? 0,
      method: input.payment.method,
      business,
      now,
    })
    checkGatewayMinimum(input.payment.method, totals.totalMinor)

    const order = saved(acting, { input, bought, totals, termsVersion: terms.termsVersion })
    const { orderId, attemptId } = order
    const jobs = [job("orders.expire", orderId, expiresAt(heldUntil(input.payment.method, now)))]
    tell("order.placed", {
      dossierId: orderId,
      audience: "customer",
      facts: {
        orderId,
        totalMinor: totals.totalMinor,
        currency: business.currency,
        method: input.payment.method,
        hasEmail: input.customer.email !== undefined,
      },
      jobs: attemptId === null ? jobs : [job("payments.start", attemptId), ...jobs],
    })
    made(attemptId === null ? { orderId } : { orderId, attemptId })
    return order
  },

  async replay({ kernel, tx, business }, { orderId = "", attemptId }): Promise<PlacedOrder> {
    const order = await queries.findPlaced(tx, { orderId })
    const link = {
      businessId: business.id,
      dossierId: orderId,
      generation: order.linkGeneration,
      keyVersion: order.linkKeyVersion,
    }
    return {
      orderId,
      number: order.number,
      trackingToken: tokenOf(kernel, link),
      totals: order,
      attemptId: attemptId ?? null,
    }
  },
})

/** Every line with its variant; refuses `stock_short` naming all the lines that cannot be served. */
function boughtLines({ lines }: Input, found: Found): BoughtLine[] {
  const variants = new Map(found.map((variant) => [variant.id, variant]))
  const bought = lines.flatMap((line) => {
    const variant = variants.get(line.variantId)
    if (variant === undefined || variant.available < line.quantity) return []
    return [{ ...variant, ...line, name: joinedName(variant.productName, variant.variantName) }]
  })
  if (bought.length < lines.length) {
    const short = lines.filter(({ variantId }) => !bought.some((line) => line.variantId === variantId))
    refuse("stock_short", {
      count: short.length,
      lines: short.map((line) => shortLine(line, variants.get(line.variantId))),
    })
  }

  return bought
}

/** A variant without stock of its own has none. */
function shortLine({ variantId, quantity }: Input["lines"][number], variant: Found[number] | undefined) {
  return { variantId, sku: variant?.sku ?? null, available: variant?.available ?? 0, quantity }
}

type Saving = {
  readonly input: Input
  readonly bought: readonly BoughtLine[]
  readonly totals: OrderTotals
  readonly termsVersion: string
}

function saved({ kernel, business, now, last }: Acting, { input, bought, totals, termsVersion }: Saving): PlacedOrder {
  const { customer, delivery, payment } = input
  const orderId = newId()
  const link = newLink(kernel, { businessId: business.id, dossierId: orderId })
  const number = newNumber(kinds.order)
  const attemptId = payment.method === "cash_on_delivery" ? null : newId()
  const { netLinesMinor, ...amounts } = totals
  const order = {
    businessId: business.id,
    id: orderId,
    number,
    locale: input.locale,
    now,
    currency: business.currency,
    linkKeyVersion: link.keyVersion,
    linkHash: link.hash,
    newCustomerId: newId(),
    name: customer.name,
    phone: customer.phone,
    email: customer.email ?? null,
    deliveryMethod: delivery.method,
    wilaya: delivery.wilaya,
    commune: delivery.commune,
    address: delivery.address,
    landmark: delivery.landmark ?? null,
    ...amounts,
    paymentMethod: payment.method,
    termsVersion,
    holdUntil: heldUntil(payment.method, now),
    requestId: newId(),
    attemptId,
    lines: orderLines(bought, netLinesMinor),
    variantIds: bought.map(({ variantId }) => variantId),
  }
  last(queries.insertOrder.prepared(order))

  return { orderId, number, trackingToken: link.token, totals: amounts, attemptId }
}

function orderLines(bought: readonly BoughtLine[], netLinesMinor: readonly number[]): queries.OrderLineRow[] {
  return bought.map((line, position) => ({
    id: newId(),
    variant_id: line.variantId,
    sku: line.sku,
    name: line.name,
    quantity: line.quantity,
    unit_price_minor: line.priceMinor,
    total_minor: line.priceMinor * line.quantity,
    vat_percent: line.vatPercent,
    net_minor: netLinesMinor[position] ?? 0,
    position,
  }))
}
