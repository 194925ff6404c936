import type { Translated } from "#kernel/contract.ts"
import {
  arrayOf,
  bigint,
  boolean,
  currency,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  text,
  uuid,
} from "#kernel/database/column.ts"
import { count, many, maybe, one, statement } from "#kernel/database/statement.ts"

const orderColumns = {
  id: uuid,
  number: text,
  locale: oneOf("fr", "ar", "en"),
  linkGeneration: integer,
  linkKeyVersion: integer,
  customerName: text,
  customerPhone: text,
  customerEmail: nullable(text),
  deliveryMethod: oneOf("home", "desk", "pickup"),
  wilaya: integer,
  commune: text,
  address: text,
  landmark: nullable(text),
  currency,
  goodsMinor: bigint,
  deliveryMinor: bigint,
  stampMinor: bigint,
  vatMinor: bigint,
  totalMinor: bigint,
  paymentMethod: oneOf("satim", "cash_on_delivery"),
  paymentStatus: oneOf("unpaid", "paid", "partially_refunded", "refunded"),
  fulfilmentStatus: oneOf("new", "confirmed", "shipped", "delivered", "returned", "cancelled"),
  termsVersion: text,
  holdUntil: nullable(instant),
  carrier: nullable(text),
  carrierReference: nullable(text),
  placedAt: instant,
  cancelCode: nullable(oneOf("by_staff", "hold_expired", "refunded")),
} as const

const orderList = `o.id, d.number, d.locale, d.link_generation, d.link_key_version, o.customer_name, o.customer_phone, o.customer_email,
  o.delivery_method, o.wilaya, o.commune, o.address, o.landmark, o.currency, o.goods_minor, o.delivery_minor, o.stamp_minor, o.vat_minor,
  o.total_minor, o.payment_method, o.payment_status, o.fulfilment_status, o.terms_version, o.hold_until, o.carrier, o.carrier_reference, o.placed_at, o.cancel_code`

export const findOrder = statement("orders.find", {
  takes: { id: uuid },
  gives: maybe(orderColumns),
  sql: `select ${orderList} from guichet.orders o join guichet.dossiers d on d.business_id = o.business_id and d.id = o.id where o.id = :id`,
})

/** Only who knows both finds it. */
export const findByNumber = statement("orders.find-by-number", {
  takes: { number: text, phone: text },
  gives: maybe({ id: uuid }),
  sql: `select o.id from guichet.dossiers d join guichet.orders o on o.business_id = d.business_id and o.id = d.id
    where d.number = :number and o.customer_phone = :phone`,
})

/** Dossier first, then the order: the lock order of the house (data rule 9). */
export const lockOrder = statement("orders.lock", {
  takes: { id: uuid },
  gives: maybe(orderColumns),
  sql: `select ${orderList} from guichet.dossiers d join guichet.orders o on o.business_id = d.business_id and o.id = d.id
    where d.id = :id for no key update of d, o`,
})

export type Order = NonNullable<Awaited<ReturnType<typeof findOrder>>>

export const countOrders = statement("orders.count-visible", {
  takes: { ids: arrayOf(uuid) },
  gives: one({ visible: integer }),
  sql: "select count(*)::integer as visible from guichet.orders where id = any(:ids)",
})

export const linesOf = statement("orders.lines-of", {
  takes: { orderId: uuid },
  gives: many({
    variantId: uuid,
    sku: text,
    name: json<Translated>(),
    quantity: integer,
    unitPriceMinor: bigint,
    totalMinor: bigint,
    vatPercent: integer,
    netMinor: bigint,
  }),
  sql: `select variant_id, sku, name, quantity, unit_price_minor, total_minor, vat_percent, net_minor
    from guichet.order_lines where order_id = :orderId order by position`,
})

export const deliveryDays = statement("orders.delivery-days", {
  takes: { method: oneOf("home", "desk", "pickup"), wilaya: integer },
  gives: maybe({ days: integer }),
  sql: "select days from guichet.delivery_rates where method = :method and wilaya = :wilaya",
})

export const deliveryRates = statement("orders.delivery-rates", {
  takes: {},
  gives: many({ wilaya: integer, method: oneOf("home", "desk", "pickup"), priceMinor: bigint, days: integer }),
  sql: "select wilaya, method, price_minor, days from guichet.delivery_rates order by wilaya, method",
})

export const confirm = statement("orders.confirm", {
  takes: { id: uuid, now: instant },
  gives: count,
  sql: `update guichet.orders set fulfilment_status = 'confirmed', confirmed_at = :now, hold_until = null
    where id = :id and fulfilment_status = 'new' and payment_status = 'unpaid'`,
})

export const ship = statement("orders.ship", {
  takes: { id: uuid, now: instant, carrier: text, reference: text },
  gives: count,
  sql: `update guichet.orders set fulfilment_status = 'shipped', shipped_at = :now, carrier = :carrier, carrier_reference = :reference, hold_until = null
    where id = :id and fulfilment_status in ('new', 'confirmed')`,
})

export const deliver = statement("orders.deliver", {
  takes: { id: uuid },
  gives: count,
  sql: "update guichet.orders set fulfilment_status = 'delivered' where id = :id and fulfilment_status = 'shipped'",
})

export const cancel = statement("orders.cancel", {
  takes: { id: uuid, now: instant, code: oneOf("by_staff", "hold_expired", "refunded"), reason: nullable(text) },
  gives: count,
  sql: `update guichet.orders set fulfilment_status = 'cancelled', cancelled_at = :now, cancel_code = :code, cancel_reason = :reason, hold_until = null
    where id = :id and fulfilment_status in ('new', 'confirmed')`,
})

export const reinstate = statement("orders.reinstate", {
  takes: { id: uuid },
  gives: count,
  sql: `update guichet.orders set fulfilment_status = 'new', cancelled_at = null, cancel_code = null
    where id = :id and fulfilment_status = 'cancelled' and cancel_code = 'hold_expired'`,
})

/** The order then says how it was really paid: a card's money that came after cash was chosen carries no stamp duty. */
export const markPaid = statement("orders.mark-paid", {
  takes: { id: uuid, now: instant, method: oneOf("satim", "cash_on_delivery"), stampMinor: bigint },
  gives: count,
  sql: `update guichet.orders set payment_status = 'paid', paid_at = :now, hold_until = null, payment_method = :method,
      stamp_minor = :stampMinor, total_minor = goods_minor + delivery_minor + :stampMinor
    where id = :id and payment_status = 'unpaid'`,
})

export const markRefunded = statement("orders.mark-refunded", {
  takes: { id: uuid },
  gives: count,
  sql: "update guichet.orders set payment_status = 'refunded' where id = :id and payment_status in ('paid', 'partially_refunded')",
})

export const extendHold = statement("orders.extend-hold", {
  takes: { id: uuid, until: instant },
  gives: count,
  sql: "update guichet.orders set hold_until = :until where id = :id and fulfilment_status = 'new' and payment_status = 'unpaid'",
})

/** The customer chose another way to pay: what is due may change by the stamp duty of cash. */
export const changeMethod = statement("orders.change-method", {
  takes: {
    id: uuid,
    method: oneOf("satim", "cash_on_delivery"),
    stampMinor: bigint,
    totalMinor: bigint,
    holdUntil: instant,
  },
  gives: count,
  sql: `update guichet.orders set payment_method = :method, stamp_minor = :stampMinor, total_minor = :totalMinor, hold_until = :holdUntil
    where id = :id and payment_status = 'unpaid' and fulfilment_status = 'new'`,
})

export const lockStockOf = statement("orders.lock-stock-of", {
  takes: { orderId: uuid },
  gives: many({ variantId: uuid, isEnough: boolean }),
  sql: `select s.variant_id, s.on_hand - s.reserved >= l.quantity as is_enough
    from guichet.stock s
    join guichet.order_lines l on l.business_id = s.business_id and l.variant_id = s.variant_id and l.order_id = :orderId
    order by s.variant_id for update of s`,
})
