-- Twenty more shops like the first one, each with five thousand orders behind it. Needs Postgres 18 for uuidv7().
-- Orders are what most are a year later: delivered and paid; one in ten is still open.
-- What is written here refers to itself alone, so that no foreign key need be looked up.
set session_replication_role = replica;

-- A counter in production starts without the demo's people alone.
delete from guichet.accounts where demo;

create temporary table shop as
select gen_random_uuid() as business_id, 'shop-' || n as slug from generate_series(1, 20) n;

insert into guichet.businesses (business_id, slug, name, country, currency, zone, locales, features, profile)
select s.business_id, s.slug, s.slug, b.country, b.currency, b.zone, b.locales, b.features, b.profile
from guichet.businesses b, shop s where b.slug = 'mj-chauffage';

create temporary table source as select business_id from guichet.businesses where slug = 'mj-chauffage';

-- Ids are unique within a business only, so that the copies may keep them.
do $$
declare
  copied text;
  listed text;
  taken text;
begin
  foreach copied in array array['legal_texts', 'categories', 'brands', 'boilers', 'products', 'product_fits', 'variants', 'stock', 'delivery_rates'] loop
    select string_agg(quote_ident(attname), ', ' order by attnum), string_agg('t.' || quote_ident(attname), ', ' order by attnum) into listed, taken
    from pg_attribute where attrelid = format('guichet.%I', copied)::regclass and attnum > 1 and not attisdropped;
    execute format('insert into guichet.%I (business_id, %s) select s.business_id, %s from guichet.%I t, shop s where t.business_id = (select business_id from source)',
      copied, listed, taken, copied);
  end loop;
end $$;

create temporary table past as
select s.business_id, n, n % 10 = 0 as is_open, at,
  uuidv7(at - now()) as id, uuidv7(at - now()) as customer_id, '+2135' || lpad(n::text, 8, '0') as phone
from shop s, generate_series(1, 5000) n, lateral (select now() - (5001 - n) * interval '1 hour') placed (at);

create temporary table bought as
select p.business_id, p.id as order_id, v.id as variant_id, v.sku, v.price_minor, row_number() over (partition by p.business_id, p.id) - 1 as position
from past p
join lateral (
  select v.id, v.sku, v.price_minor from guichet.variants v
  where v.business_id = p.business_id order by v.id offset (p.n % 90) * 2 limit 2
) v on true;

insert into guichet.customers (business_id, id, name, phone, locale, created_at)
select business_id, customer_id, 'Client ' || n, phone, 'fr', at from past;

insert into guichet.dossiers (business_id, id, kind, number, customer_id, locale, link_key_version, link_hash, opened_at)
select business_id, id, 'order', 'CMD-' || lpad(n::text, 8, '0'), customer_id, 'fr', 1, sha256(id::text::bytea), at from past;

insert into guichet.orders (business_id, id, customer_id, customer_name, customer_phone, delivery_method, wilaya, commune, address, currency,
  goods_minor, delivery_minor, stamp_minor, vat_minor, total_minor, payment_method, payment_status, fulfilment_status, terms_version,
  hold_until, placed_at, shipped_at, paid_at)
select p.business_id, p.id, p.customer_id, 'Client ' || p.n, p.phone, 'home', 16, 'Bab Ezzouar', 'Cité 5 juillet', 'DZD',
  b.goods, 0, 0, 0, b.goods, 'cash_on_delivery', case when p.is_open then 'unpaid' else 'paid' end, case when p.is_open then 'new' else 'delivered' end, '1',
  case when p.is_open then p.at + interval '72 hours' end, p.at, case when not p.is_open then p.at end, case when not p.is_open then p.at end
from past p
join (select business_id, order_id, sum(price_minor) as goods from bought group by business_id, order_id) b
  on b.business_id = p.business_id and b.order_id = p.id;

insert into guichet.order_lines (business_id, id, order_id, variant_id, sku, name, quantity, unit_price_minor, total_minor, vat_percent, net_minor, position)
select business_id, uuidv7(), order_id, variant_id, sku, jsonb_build_object('fr', sku), 1, price_minor, price_minor, 19, price_minor, position from bought;

insert into guichet.stock_holds (business_id, order_id, variant_id, quantity, status)
select b.business_id, b.order_id, b.variant_id, 1, case when p.is_open then 'held' else 'taken' end
from bought b join past p on p.business_id = b.business_id and p.id = b.order_id;

insert into guichet.payment_requests (business_id, id, dossier_id, purpose, amount_minor, currency, method, status, asked_at, expires_at, paid_at)
select o.business_id, uuidv7(o.placed_at - now()), o.id, 'order', o.total_minor, 'DZD', 'cash_on_delivery',
  case when o.paid_at is null then 'open' else 'paid' end, o.placed_at, o.hold_until, o.paid_at
from guichet.orders o join shop s on s.business_id = o.business_id;

insert into guichet.events (business_id, id, seq, name, dossier_id, actor_scope, audience, facts, jobs, created_at)
select p.business_id, uuidv7(p.at - now()), (p.n - 1) * 4 + step, name, p.id, 'public', 'customer', '{}', '[]', p.at
from past p, unnest(array['order.placed', 'order.confirmed', 'order.shipped', 'order.delivered']) with ordinality as steps (name, step);

insert into guichet.idempotency_keys (business_id, visitor, route, key, request_hash, ids, created_at)
select business_id, 'public:' || n, 'order.place', gen_random_uuid(), encode(sha256(id::text::bytea), 'hex'), jsonb_build_object('orderId', id), at from past;

update guichet.stock set on_hand = 100000000;
update guichet.stock s set reserved = h.held
from (select business_id, variant_id, sum(quantity) as held from guichet.stock_holds where status = 'held' group by business_id, variant_id) h
where h.business_id = s.business_id and h.variant_id = s.variant_id;

set session_replication_role = origin;
