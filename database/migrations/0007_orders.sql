-- Orders: what was bought at which price, where it goes, what is held for it, and the delivery prices.
create table guichet.delivery_rates (
  business_id uuid not null references guichet.businesses,
  id uuid not null,
  method text not null constraint method_is_known check (method in ('home', 'desk', 'pickup')),
  wilaya integer not null constraint wilaya_exists check (wilaya between 1 and 69),
  price_minor bigint not null constraint price_is_never_negative check (price_minor >= 0),
  days integer not null,
  primary key (business_id, id),
  constraint one_rate_per_wilaya unique (business_id, method, wilaya)
);
call app.protect('delivery_rates');
call app.let_everyone_read('delivery_rates');

create table guichet.orders (
  business_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  customer_name text not null,
  customer_phone text not null,
  customer_email text,
  delivery_method text not null constraint delivery_method_is_known check (delivery_method in ('home', 'desk', 'pickup')),
  wilaya integer not null,
  commune text not null,
  address text not null,
  landmark text,
  currency text not null,
  goods_minor bigint not null,
  delivery_minor bigint not null,
  stamp_minor bigint not null,
  vat_minor bigint not null,
  total_minor bigint not null,
  payment_method text not null,
  payment_status text not null constraint payment_status_is_known
    check (payment_status in ('unpaid', 'paid', 'partially_refunded', 'refunded')),
  fulfilment_status text not null constraint fulfilment_status_is_known
    check (fulfilment_status in ('new', 'confirmed', 'shipped', 'delivered', 'returned', 'cancelled')),
  terms_version text not null,
  hold_until timestamptz,
  carrier text,
  carrier_reference text,
  placed_at timestamptz not null,
  confirmed_at timestamptz,
  shipped_at timestamptz,
  paid_at timestamptz,
  cancelled_at timestamptz,
  cancel_code text constraint cancel_code_is_known check (cancel_code in ('by_staff', 'hold_expired', 'refunded')),
  cancel_reason text,
  primary key (business_id, id),
  foreign key (business_id, id) references guichet.dossiers,
  foreign key (business_id, customer_id) references guichet.customers,
  constraint total_is_the_sum check (total_minor = goods_minor + delivery_minor + stamp_minor),
  constraint amounts_are_never_negative check (goods_minor >= 0 and delivery_minor >= 0 and stamp_minor >= 0 and vat_minor >= 0),
  constraint cancelled_at_iff_cancelled check ((fulfilment_status = 'cancelled') = (cancelled_at is not null)),
  constraint cancel_code_iff_cancelled check ((fulfilment_status = 'cancelled') = (cancel_code is not null)),
  constraint shipped_has_its_time check (fulfilment_status not in ('shipped', 'delivered') or shipped_at is not null),
  constraint paid_has_its_time check ((payment_status = 'unpaid') = (paid_at is null)),
  constraint card_ships_paid check (payment_method = 'cash_on_delivery' or fulfilment_status not in ('shipped', 'delivered') or payment_status <> 'unpaid')
) with (fillfactor = 85);
create index orders_by_time on guichet.orders (business_id, placed_at desc, id desc);
create index orders_by_fulfilment on guichet.orders (business_id, fulfilment_status, placed_at desc, id desc);
create index orders_by_payment on guichet.orders (business_id, paid_at) where paid_at is not null;
create index orders_by_customer on guichet.orders (business_id, customer_id);
-- New, unpaid and cash go together; taken for independent, what waits for a call seems too little to be read in order.
create statistics guichet.orders_states (mcv) on fulfilment_status, payment_status, payment_method from guichet.orders;
call app.protect('orders');
call app.let_read('orders', member => 'true', guest => 'id = (select app.dossier_id())', customer => 'customer_id = (select app.actor_id())');
grant insert, update on guichet.orders to guichet_app;

create table guichet.order_lines (
  business_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  variant_id uuid not null,
  sku text not null,
  name jsonb not null,
  quantity integer not null constraint quantity_is_positive check (quantity > 0),
  unit_price_minor bigint not null,
  total_minor bigint not null,
  vat_percent integer not null,
  net_minor bigint not null,
  position integer not null,
  primary key (business_id, id),
  foreign key (business_id, order_id) references guichet.orders,
  foreign key (business_id, variant_id) references guichet.variants,
  constraint line_total_is_price_times_quantity check (total_minor = unit_price_minor * quantity)
);
create index order_lines_by_order on guichet.order_lines (business_id, order_id);
call app.protect('order_lines');
call app.let_read('order_lines', member => 'true', guest => 'order_id = (select app.dossier_id())',
  customer => 'order_id in (select o.id from guichet.orders o where o.customer_id = (select app.actor_id()))');
grant insert on guichet.order_lines to guichet_app;
call app.append_only('order_lines');

-- Units that an order holds: held until paid (taken) or let go (released). Σ held = stock.reserved, always.
create table guichet.stock_holds (
  business_id uuid not null,
  order_id uuid not null,
  variant_id uuid not null,
  quantity integer not null constraint quantity_is_positive check (quantity > 0),
  status text not null constraint status_is_known check (status in ('held', 'taken', 'released', 'returned')),
  primary key (business_id, order_id, variant_id),
  foreign key (business_id, order_id) references guichet.orders,
  foreign key (business_id, variant_id) references guichet.variants
);
create index stock_holds_by_variant on guichet.stock_holds (business_id, variant_id) where status = 'held';
call app.protect('stock_holds');
call app.let_read('stock_holds', member => 'true');
grant insert, update on guichet.stock_holds to guichet_app;
