-- The rows of one cash order of two lines, as one autocommitted statement without row security: the limit to compare with.
with customer as (
  insert into guichet.customers (business_id, id, name, phone, locale, created_at)
  values ($1, $2, 'Nadia Benali', $3, 'fr', now())
), dossier as (
  insert into guichet.dossiers (business_id, id, kind, number, customer_id, locale, link_key_version, link_hash, opened_at)
  values ($1, $4, 'order', $5, $2, 'fr', 1, $6, now())
), placed as (
  insert into guichet.orders (business_id, id, customer_id, customer_name, customer_phone, delivery_method, wilaya, commune, address,
    currency, goods_minor, delivery_minor, stamp_minor, vat_minor, total_minor, payment_method, payment_status, fulfilment_status,
    terms_version, hold_until, placed_at)
  values ($1, $4, $2, 'Nadia Benali', $3, 'home', 16, 'Bab Ezzouar', 'Cité 5 juillet', 'DZD', 2000, 0, 0, 319, 2000,
    'cash_on_delivery', 'unpaid', 'new', '1', now() + interval '72 hours', now())
), line as (
  insert into guichet.order_lines (business_id, id, order_id, variant_id, sku, name, quantity, unit_price_minor, total_minor, vat_percent, net_minor, position)
  values ($1, $7, $4, $8, 'A', '{"fr": "A"}', 1, 1000, 1000, 19, 840, 0), ($1, $9, $4, $10, 'B', '{"fr": "B"}', 1, 1000, 1000, 19, 840, 1)
), held as (
  update guichet.stock set reserved = reserved + 1 where business_id = $1 and variant_id in ($8, $10)
), hold as (
  insert into guichet.stock_holds (business_id, order_id, variant_id, quantity, status)
  values ($1, $4, $8, 1, 'held'), ($1, $4, $10, 1, 'held')
), request as (
  insert into guichet.payment_requests (business_id, id, dossier_id, purpose, amount_minor, currency, method, status, asked_at, expires_at)
  values ($1, $11, $4, 'order', 2000, 'DZD', 'cash_on_delivery', 'open', now(), now() + interval '72 hours')
), key as (
  insert into guichet.idempotency_keys (business_id, visitor, route, key, request_hash, ids, created_at)
  values ($1, 'public:bench', 'order.place', $12, $13, '{}', now())
)
insert into guichet.events (business_id, id, name, dossier_id, actor_scope, audience, facts, jobs, created_at)
values ($1, $14, 'order.placed', $4, 'public', 'customer', '{}', '[]', now())
