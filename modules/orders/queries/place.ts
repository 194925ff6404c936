import type { Translated } from "#kernel/contract.ts"
import {
  arrayOf,
  bigint,
  bytes,
  currency,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  text,
  uuid,
} from "#kernel/database/column.ts"
import { count, many, one, statement } from "#kernel/database/statement.ts"

/** A line as it is written: named like the columns, since it travels as one jsonb value. */
export type OrderLineRow = {
  readonly id: string
  readonly variant_id: string
  readonly sku: string
  readonly name: Translated
  readonly quantity: number
  readonly unit_price_minor: number
  readonly total_minor: number
  readonly vat_percent: number
  readonly net_minor: number
  readonly position: number
}

/** What is bought, at today's price, with the units that are free at this moment: whether they can be held, the insert decides. */
export const findVariants = statement("orders.find-variants", {
  takes: { variantIds: arrayOf(uuid) },
  gives: many({
    id: uuid,
    sku: text,
    productName: json<Translated>(),
    variantName: nullable(json<Translated>()),
    priceMinor: bigint,
    vatPercent: integer,
    available: integer,
  }),
  sql: `select v.id, v.sku, p.name as product_name, v.name as variant_name, v.price_minor, p.vat_percent,
      s.on_hand - s.reserved as available
    from guichet.stock s
    join guichet.variants v on v.business_id = s.business_id and v.id = s.variant_id
    join guichet.products p on p.business_id = v.business_id and p.id = v.product_id
    where s.variant_id = any(:variantIds)`,
})

export const findTerms = statement("orders.find-terms", {
  takes: { method: oneOf("home", "desk", "pickup"), wilaya: integer },
  gives: one({ deliveryMinor: nullable(bigint), termsVersion: text }),
  sql: `select
      (select r.price_minor from guichet.delivery_rates r where r.method = :method and r.wilaya = :wilaya) as delivery_minor,
      coalesce((select t.version from guichet.legal_texts t where t.kind = 'terms' order by t.published_at desc limit 1), '') as terms_version`,
})

/**
 * The whole order in one statement: customer, dossier, order, lines, held stock, payment request and attempt. Stock is
 * locked in id order, so that two baskets never wait for each other in a ring. Units that are not free break
 * `reserved_is_on_hand`; a customer whose row another order is just making leaves nothing written, which breaks
 * `event_has_its_dossier`.
 */
export const insertOrder = statement("orders.insert", {
  takes: {
    businessId: uuid,
    id: uuid,
    number: text,
    locale: oneOf("fr", "ar", "en"),
    now: instant,
    currency,
    linkKeyVersion: integer,
    linkHash: bytes,
    newCustomerId: uuid,
    name: text,
    phone: text,
    email: nullable(text),
    deliveryMethod: oneOf("home", "desk", "pickup"),
    wilaya: integer,
    commune: text,
    address: text,
    landmark: nullable(text),
    goodsMinor: bigint,
    deliveryMinor: bigint,
    stampMinor: bigint,
    vatMinor: bigint,
    totalMinor: bigint,
    paymentMethod: oneOf("satim", "cash_on_delivery"),
    termsVersion: text,
    holdUntil: instant,
    requestId: uuid,
    attemptId: nullable(uuid),
    lines: json<readonly OrderLineRow[]>(),
    variantIds: arrayOf(uuid),
  },
  gives: count,
  sql: `with new_customer as (
      insert into guichet.customers (business_id, id, name, phone, email, locale, created_at)
      values (:businessId, :newCustomerId, :name, :phone, :email, :locale, :now)
      on conflict (business_id, phone) do nothing
      returning id
    ), customer as (
      select id from new_customer
      union all
      select c.id from guichet.customers c where c.business_id = :businessId and c.phone = :phone
      limit 1
    ), dossier as (
      insert into guichet.dossiers (business_id, id, kind, number, customer_id, locale, link_key_version, link_hash, opened_at)
      select :businessId, :id, 'order', :number, customer.id, :locale, :linkKeyVersion, :linkHash, :now from customer
    ), line as (
      select l.id, l.variant_id, l.sku, l.name, l.quantity, l.unit_price_minor, l.total_minor, l.vat_percent, l.net_minor, l.position
      from customer, jsonb_to_recordset(:lines) as l (
        id uuid, variant_id uuid, sku text, name jsonb, quantity integer, unit_price_minor bigint, total_minor bigint,
        vat_percent integer, net_minor bigint, position integer)
    ), new_line as (
      insert into guichet.order_lines (business_id, id, order_id, variant_id, sku, name, quantity, unit_price_minor, total_minor, vat_percent, net_minor, position)
      select :businessId, id, :id, variant_id, sku, name, quantity, unit_price_minor, total_minor, vat_percent, net_minor, position from line
    ), locked as materialized (
      select s.variant_id from guichet.stock s
      where s.business_id = :businessId and s.variant_id = any(:variantIds) order by s.variant_id for update
    ), held as (
      update guichet.stock s set reserved = s.reserved + line.quantity
      from line join locked using (variant_id) where s.business_id = :businessId and s.variant_id = line.variant_id
    ), hold as (
      insert into guichet.stock_holds (business_id, order_id, variant_id, quantity, status)
      select :businessId, :id, variant_id, quantity, 'held' from line
    ), request as (
      insert into guichet.payment_requests (business_id, id, dossier_id, purpose, amount_minor, currency, method, status, asked_at, expires_at)
      select :businessId, :requestId, :id, 'order', :totalMinor, :currency, :paymentMethod, 'open', :now, :holdUntil from customer
    ), attempt as (
      insert into guichet.payment_attempts (business_id, id, request_id, dossier_id, gateway, status, amount_minor, currency, started_at)
      select :businessId, :attemptId, :requestId, :id, :paymentMethod, 'starting', :totalMinor, :currency, :now
      from customer where :attemptId is not null
    )
    insert into guichet.orders (business_id, id, customer_id, customer_name, customer_phone, customer_email,
      delivery_method, wilaya, commune, address, landmark, currency, goods_minor, delivery_minor, stamp_minor, vat_minor, total_minor,
      payment_method, payment_status, fulfilment_status, terms_version, hold_until, placed_at)
    select :businessId, :id, customer.id, :name, :phone, :email,
      :deliveryMethod, :wilaya, :commune, :address, :landmark, :currency, :goodsMinor, :deliveryMinor, :stampMinor, :vatMinor, :totalMinor,
      :paymentMethod, 'unpaid', 'new', :termsVersion, :holdUntil, :now
    from customer`,
})

export const findPlaced = statement("orders.find-placed", {
  takes: { orderId: uuid },
  gives: one({
    number: text,
    linkGeneration: integer,
    linkKeyVersion: integer,
    goodsMinor: bigint,
    deliveryMinor: bigint,
    stampMinor: bigint,
    vatMinor: bigint,
    totalMinor: bigint,
  }),
  sql: `select d.number, d.link_generation, d.link_key_version, o.goods_minor, o.delivery_minor, o.stamp_minor, o.vat_minor, o.total_minor
    from guichet.orders o join guichet.dossiers d on d.business_id = o.business_id and d.id = o.id
    where o.id = :orderId`,
})
