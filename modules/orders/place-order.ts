import type * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import type { Translated } from "#kernel/contract.ts"
import { job } from "#kernel/events.ts"
import { newId, newNumber } from "#kernel/ids.ts"
import { Retryable } from "#kernel/refusals.ts"
import { isCommune } from "#modules/businesses/index.ts"
import { seenVariants } from "#modules/catalog/index.ts"
import { kinds, newLink, tokenOf } from "#modules/dossiers/index.ts"
import { paymentOf } from "#modules/payments/index.ts"
import { placeOrderInput } from "./contract.ts"
import { joinedName } from "./line-name.ts"
import { heldUntil } from "./order.ts"
import { type OrderTotals, pricedOrder } from "./price-order.ts"
import * as queries from "./queries/place.ts"
import { refuse } from "./refusals.ts"

type Input = z.output<typeof placeOrderInput>
type Locked = Awaited<ReturnType<typeof queries.lockVariants>>
type BoughtLine = Input["lines"][number] & Locked[number] & { readonly name: Translated }

/** What the visitor gets back; `attemptId` is there while a gateway has to be asked where to pay. */
export type PlacedOrder = {
  readonly orderId: string
  readonly number: string
  readonly trackingToken: string
  readonly totals: Omit<OrderTotals, "netLinesMinor">
  readonly attemptId: string | null
}

/** SATIM takes no less than 50 DA (gateway guide, register.do). */
const satimMinimumMinor = 5_000

/** The hot path: it writes the rows of dossier, stock and payment request itself, in one statement (decision 0005). */
export const placeOrder = command({
  name: "order.place",
  needs: "orders.place",
  sees: ({ lines }) => [seenVariants(lines.map((line) => line.variantId))],
  input: placeOrderInput,

  async run(acting, input): Promise<PlacedOrder> {
    const { tx, business, now, tell, made } = acting
    const bought = boughtLines(
      input,
      await queries.lockVariants(tx, { variantIds: input.lines.map((line) => line.variantId) }),
    )
    const terms = await queries.findTerms(tx, { method: input.delivery.method, wilaya: input.delivery.wilaya })
    if (terms.deliveryMinor === null)
      refuse("delivery_not_served", { wilaya: input.delivery.wilaya, method: input.delivery.method })
    if (!isCommune(input.delivery.wilaya, input.delivery.commune))
      refuse("commune_unknown", { commune: input.delivery.commune })
    const totals = pricedOrder({
      lines: bought,
      deliveryMinor: terms.deliveryMinor ?? 0,
      method: input.payment.method,
      business,
      now,
    })
    if (input.payment.method === "satim" && totals.totalMinor < satimMinimumMinor) refuse("amount_below_gateway")

    const order = await saved(acting, { input, bought, totals, termsVersion: terms.termsVersion })
    const { orderId, attemptId } = order
    const jobs = [job("orders.expire", orderId, heldUntil(input.payment.method, now))]
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
    const payment = await paymentOf(tx, orderId)
    return {
      orderId,
      number: order.number,
      trackingToken: tokenOf(kernel, link),
      totals: order,
      attemptId: payment?.status === "starting" ? (attemptId ?? null) : null,
    }
  },
})

/** Every line with its variant as locked; refuses `stock_short` naming all the lines that cannot be served. */
function boughtLines({ lines }: Input, locked: Locked): BoughtLine[] {
  const variants = new Map(locked.map((variant) => [variant.id, variant]))
  const bought = lines.flatMap((line) => {
    const variant = variants.get(line.variantId)
    return variant === undefined
      ? []
      : [{ ...variant, ...line, name: joinedName(variant.productName, variant.variantName) }]
  })
  const short = bought.filter(({ quantity, available }) => quantity > available)
  if (short.length > 0) {
    refuse("stock_short", {
      count: short.length,
      lines: short.map(({ variantId, sku, available, quantity }) => ({ variantId, sku, available, quantity })),
    })
  }

  return bought
}

type Saving = {
  readonly input: Input
  readonly bought: readonly BoughtLine[]
  readonly totals: OrderTotals
  readonly termsVersion: string
}

async function saved(
  { kernel, tx, business, now }: Acting,
  { input, bought, totals, termsVersion }: Saving,
): Promise<PlacedOrder> {
  const { customer, delivery, payment } = input
  const orderId = newId()
  const link = newLink(kernel, { businessId: business.id, dossierId: orderId })
  const number = newNumber(kinds.order)
  const attemptId = payment.method === "cash_on_delivery" ? null : newId()
  const { netLinesMinor, ...amounts } = totals
  const row = {
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
  }
  // A customer whose row another order is just making is not visible yet: the second try sees it.
  if ((await queries.insertOrder(tx, row)) === 0 && (await queries.insertOrder(tx, row)) === 0) {
    throw new Retryable("the customer's row is being made by another order", 1)
  }

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
