import * as z from "zod"
import { algerianMobile, type Endpoints, id, language, money, publicNumber, text } from "#kernel/contract.ts"

export const deliveryMethod = z.enum(["home", "desk", "pickup"])
export const paymentMethod = z.enum(["satim", "cash_on_delivery"])
const line = z.strictObject({ variantId: id, quantity: z.int().min(1).max(99) })
const lines = z
  .array(line)
  .min(1)
  .max(50)
  .refine((all) => new Set(all.map((l) => l.variantId)).size === all.length, { error: "variant_twice" })

const words = (max: number) => text.trim().min(1).max(max)

export const delivery = z.strictObject({
  method: deliveryMethod,
  wilaya: z.int().min(1).max(69),
  commune: words(80),
  address: text.trim().max(200).default(""),
  landmark: text.trim().max(200).optional(),
})

const addressed = z.object({ method: deliveryMethod, address: z.string() })

export const placeOrderInput = z.strictObject({
  lines,
  customer: z.strictObject({
    name: words(100),
    phone: algerianMobile,
    email: z.email().max(200).toLowerCase().optional(),
  }),
  delivery: delivery.refine((d) => d.method !== "home" || d.address !== "", {
    error: "address_needed",
    path: ["address"],
    // Beside other mistakes too: one look at the form shows them all.
    when: ({ value }) => addressed.safeParse(value).success,
  }),
  payment: z.strictObject({ method: paymentMethod }),
  acceptTerms: z.literal(true, { error: "terms_not_accepted" }),
  locale: language.default("fr"),
})

export const totals = z.strictObject({ goods: money, delivery: money, stamp: money, vat: money, total: money })
export const paymentState = z.enum(["starting", "pending", "paid", "failed", "cancelled", "refunded"])

export const placedOrder = z.strictObject({
  number: z.string(),
  trackingToken: z.string(),
  totals,
  payment: z.strictObject({ status: paymentState, redirectUrl: z.string().nullable() }),
})

const pricedLine = z.strictObject({
  variantId: id,
  sku: z.string(),
  name: z.string(),
  slug: z.string(),
  drawing: z.string(),
  quantity: z.int(),
  /** Units that can be bought now; fewer than `quantity` means the line cannot be ordered as it stands. */
  available: z.int(),
  unitPrice: money,
  total: money,
})

const timelineEntry = z.strictObject({
  name: z.string(),
  at: z.iso.datetime(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).readonly()])),
})

const orderStatus = z.enum(["PENDING", "PAID", "SHIPPED", "CANCELLED"])
const paymentStatus = z.enum(["unpaid", "paid", "partially_refunded", "refunded"])
const fulfilmentStatus = z.enum(["new", "confirmed", "shipped", "delivered", "returned", "cancelled"])

const orderView = {
  number: z.string(),
  status: orderStatus,
  paymentStatus,
  fulfilmentStatus,
  placedAt: z.iso.datetime(),
  lines: z.array(
    z.strictObject({ sku: z.string(), name: z.string(), quantity: z.int(), unitPrice: money, total: money }),
  ),
  totals,
  delivery: z.strictObject({
    method: deliveryMethod,
    wilaya: z.int(),
    commune: z.string(),
    address: z.string(),
    landmark: z.string().nullable(),
    days: z.int(),
  }),
  payment: z.strictObject({
    method: paymentMethod,
    status: paymentState,
    redirectUrl: z.string().nullable(),
    /** Until when the units are held; null once paid, confirmed or released. */
    heldUntil: z.iso.datetime().nullable(),
    reason: z.string().nullable(),
    /** Money is on its way back, or nobody knows yet whether it arrived. */
    isRefunding: z.boolean(),
    /** What the gateway answered when it took the money: shown to the payer, as SATIM wants; null until then and for cash. */
    receipt: z
      .strictObject({
        response: z.string(),
        transactionId: z.string(),
        orderNumber: z.string(),
        approvalCode: z.string(),
        paidAt: z.iso.datetime(),
        amount: money,
      })
      .nullable(),
  }),
  carrier: z.strictObject({ name: z.string(), reference: z.string() }).nullable(),
  timeline: z.array(timelineEntry),
  documents: z.array(
    z.strictObject({
      id,
      kind: z.enum(["invoice", "credit_note"]),
      number: z.string(),
      issuedAt: z.iso.datetime(),
      isReady: z.boolean(),
    }),
  ),
  /** The last event of this order that the visitor has seen, to resume the live page from. */
  seq: z.int(),
}

export const trackedOrder = z.strictObject({ ...orderView, customer: z.strictObject({ name: z.string() }) })

const refundView = z.strictObject({
  id,
  amount: money,
  status: z.enum(["starting", "unknown", "done", "failed"]),
  reason: z.string(),
})

export const deskOrder = z.strictObject({
  id,
  ...orderView,
  customer: z.strictObject({ name: z.string(), phone: z.string(), email: z.string().nullable() }),
  attempts: z.array(
    z.strictObject({
      id,
      gateway: z.string(),
      status: paymentState,
      amount: money,
      reference: z.string().nullable(),
      startedAt: z.iso.datetime(),
    }),
  ),
  /** `canSettle`: the gateway never answered, and this member may say what came of it. */
  refunds: z.array(refundView.extend({ canSettle: z.boolean() })),
  messages: z.array(
    z.strictObject({
      id,
      channel: z.string(),
      subject: z.string().nullable(),
      body: z.string(),
      status: z.string(),
      writtenAt: z.iso.datetime(),
    }),
  ),
  tasks: z.array(z.strictObject({ id, kind: z.string(), raisedAt: z.iso.datetime() })),
  trackingToken: z.string(),
  /** What this member of staff may do now: the same guards that the verbs check. */
  can: z.array(z.enum(["confirm", "ship", "deliver", "cancel", "refund"])),
})

const deskRow = z.strictObject({
  id,
  number: z.string(),
  customerName: z.string(),
  commune: z.string(),
  wilaya: z.int(),
  total: money,
  status: orderStatus,
  paymentStatus,
  paymentMethod,
  fulfilmentStatus,
  placedAt: z.iso.datetime(),
  hasTask: z.boolean(),
})

const orderId = z.strictObject({ id })
const token = z.strictObject({ token: z.string().regex(/^[0-9a-hjkmnp-tv-z]{26}$/) })

export const endpoints = {
  placeOrder: {
    method: "POST",
    path: "/orders",
    summary: "Place an order: stock is held, prices are the shop's own",
    opens: "visitor",
    body: placeOrderInput,
    answer: placedOrder,
    status: 201,
    idempotent: true,
    captcha: true,
    refusals: ["stock_short", "delivery_not_served", "commune_unknown", "amount_below_gateway"],
  },
  previewOrder: {
    method: "POST",
    path: "/order-previews",
    summary: "What these lines cost now, delivered there and paid that way",
    opens: "visitor",
    status: 200,
    body: z.strictObject({
      lines,
      delivery: z.strictObject({ method: deliveryMethod, wilaya: z.int().min(1).max(69) }).optional(),
      payment: z.strictObject({ method: paymentMethod }).optional(),
      locale: language.default("fr"),
    }),
    answer: z.strictObject({
      lines: z.array(pricedLine),
      missing: z.array(id),
      totals,
      days: z.int().nullable(),
      termsVersion: z.string(),
    }),
  },
  listDeliveryRates: {
    method: "GET",
    path: "/delivery-rates",
    summary: "Delivery prices by wilaya and method",
    opens: "visitor",
    status: 200,
    answer: z.strictObject({
      items: z.array(z.strictObject({ wilaya: z.int(), method: deliveryMethod, price: money, days: z.int() })),
    }),
  },
  trackOrder: {
    method: "GET",
    path: "/orders/track/{token}",
    summary: "One order, by its link",
    opens: "link",
    params: token,
    query: z.strictObject({ locale: language.optional() }),
    answer: trackedOrder,
    status: 200,
  },
  askLink: {
    method: "POST",
    path: "/order-links",
    summary: "Send the link of an order to whoever placed it; the answer is the same whether there is one or not",
    opens: "visitor",
    body: z.strictObject({ number: publicNumber("CMD"), phone: algerianMobile }),
    answer: z.strictObject({}),
    status: 202,
    tier: "auth",
  },
  payOrder: {
    method: "POST",
    path: "/orders/track/{token}/payment",
    summary: "Start the payment again, or by another method",
    opens: "link",
    params: token,
    body: z.strictObject({ method: paymentMethod }),
    status: 200,
    idempotent: true,
    answer: z.strictObject({ status: paymentState, redirectUrl: z.string().nullable() }),
    refusals: [
      "order_already_paid",
      "order_released",
      "order_in_progress",
      "payment_in_progress",
      "amount_below_gateway",
    ],
  },
  checkOrderPayment: {
    method: "POST",
    path: "/orders/track/{token}/payment-checks",
    summary: "The payer came back: ask the gateway now",
    opens: "link",
    params: token,
    body: z.strictObject({}),
    status: 200,
    answer: z.strictObject({ status: paymentState }),
  },
  listOrders: {
    method: "GET",
    path: "/desk/orders",
    summary: "Orders for the desk, newest first, by keyset pages",
    opens: "session",
    status: 200,
    query: z.strictObject({
      view: z
        .enum(["all", "to_confirm", "to_ship", "awaiting_payment", "shipped", "cancelled", "tasks"])
        .default("all"),
      q: text.max(100).optional(),
      after: text.max(100).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    answer: z.strictObject({
      items: z.array(deskRow),
      next: z.string().nullable(),
      counts: z.record(z.string(), z.int()),
    }),
  },
  showOrder: {
    method: "GET",
    path: "/desk/orders/{id}",
    summary: "One order for the desk",
    opens: "session",
    params: orderId,
    query: z.strictObject({ locale: language.default("fr") }),
    answer: deskOrder,
    status: 200,
  },
  confirmOrder: {
    method: "PUT",
    path: "/desk/orders/{id}/confirmation",
    summary: "Confirmed by phone: a cash order goes on",
    opens: "session",
    params: orderId,
    body: z.strictObject({}),
    answer: z.strictObject({ fulfilmentStatus }),
    status: 200,
    refusals: ["order_not_confirmable"],
  },
  shipOrder: {
    method: "PUT",
    path: "/desk/orders/{id}/shipment",
    summary: "Handed to the carrier, with the reference to follow it",
    opens: "session",
    params: orderId,
    body: z.strictObject({ carrier: words(60), reference: words(60) }),
    answer: z.strictObject({ fulfilmentStatus }),
    status: 200,
    refusals: ["order_not_shippable", "refund_in_progress"],
  },
  deliverOrder: {
    method: "PUT",
    path: "/desk/orders/{id}/delivery",
    summary: "Delivered; cash collected by the carrier is taken in",
    opens: "session",
    params: orderId,
    body: z.strictObject({}),
    answer: z.strictObject({ fulfilmentStatus }),
    status: 200,
    refusals: ["order_not_deliverable"],
  },
  cancelOrder: {
    method: "PUT",
    path: "/desk/orders/{id}/cancellation",
    summary: "Cancel before it ships; units go back to the shelf, money goes back too",
    opens: "session",
    params: orderId,
    body: z.strictObject({ reason: words(200) }),
    answer: z.strictObject({ fulfilmentStatus }),
    status: 200,
    refusals: ["order_not_cancellable", "refund_in_progress"],
  },
  refundOrder: {
    method: "POST",
    path: "/desk/orders/{id}/refunds",
    summary: "Give the whole amount back through the gateway, with a credit note",
    opens: "session",
    params: orderId,
    body: z.strictObject({ reason: words(200) }),
    answer: refundView,
    status: 201,
    idempotent: true,
    refusals: ["order_not_refundable", "refund_in_progress"],
  },
  showToday: {
    method: "GET",
    path: "/desk/today",
    summary: "Today's board: what waits, what was sold",
    opens: "session",
    status: 200,
    answer: z.strictObject({
      counts: z.record(z.string(), z.int()),
      sold: money,
      orders: z.int(),
      next: z.array(deskRow),
      tasks: z.array(
        z.strictObject({ id, kind: z.string(), orderId: id, number: z.string(), raisedAt: z.iso.datetime() }),
      ),
    }),
  },
} as const satisfies Endpoints
