-- What the shop sells: categories, brands, boilers, products, the variants that are bought, and their stock.
create table guichet.categories (
  business_id uuid not null references guichet.businesses,
  id uuid not null,
  slug text not null,
  name jsonb not null,
  position integer not null,
  primary key (business_id, id),
  constraint one_category_per_slug unique (business_id, slug)
);
create table guichet.brands (
  business_id uuid not null references guichet.businesses,
  id uuid not null,
  slug text not null,
  name text not null,
  aliases text[] not null default '{}',
  primary key (business_id, id),
  constraint one_brand_per_slug unique (business_id, slug)
);
create table guichet.boilers (
  business_id uuid not null,
  id uuid not null,
  slug text not null,
  brand_id uuid not null,
  name text not null,
  aliases text[] not null default '{}',
  facts jsonb not null,
  primary key (business_id, id),
  foreign key (business_id, brand_id) references guichet.brands,
  constraint one_boiler_per_slug unique (business_id, slug)
);
create index boilers_by_brand on guichet.boilers (business_id, brand_id);
create table guichet.products (
  business_id uuid not null,
  id uuid not null,
  slug text not null,
  category_id uuid not null,
  brand_id uuid not null,
  manufacturer_reference text not null,
  name jsonb not null,
  description jsonb not null,
  drawing text not null,
  vat_percent integer not null constraint vat_is_a_percentage check (vat_percent between 0 and 100),
  position integer not null,
  keywords text[] not null default '{}',
  primary key (business_id, id),
  foreign key (business_id, category_id) references guichet.categories,
  foreign key (business_id, brand_id) references guichet.brands,
  constraint one_product_per_slug unique (business_id, slug)
);
create index products_by_category on guichet.products (business_id, category_id, position);
create index products_by_brand on guichet.products (business_id, brand_id, position);
create index products_by_position on guichet.products (business_id, position);
create table guichet.product_fits (
  business_id uuid not null,
  product_id uuid not null,
  boiler_id uuid not null,
  primary key (business_id, product_id, boiler_id),
  foreign key (business_id, product_id) references guichet.products,
  foreign key (business_id, boiler_id) references guichet.boilers
);
create index product_fits_by_boiler on guichet.product_fits (business_id, boiler_id);
create table guichet.variants (
  business_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  sku text not null,
  name jsonb,
  price_minor bigint not null constraint price_is_positive check (price_minor > 0),
  weight_grams integer not null constraint weight_is_positive check (weight_grams > 0),
  backorder boolean not null default false,
  position integer not null,
  primary key (business_id, id),
  foreign key (business_id, product_id) references guichet.products,
  constraint one_variant_per_sku unique (business_id, sku)
);
create index variants_by_product on guichet.variants (business_id, product_id, position);
create table guichet.stock (
  business_id uuid not null,
  variant_id uuid not null,
  on_hand integer not null constraint on_hand_is_never_negative check (on_hand >= 0),
  reserved integer not null default 0,
  primary key (business_id, variant_id),
  foreign key (business_id, variant_id) references guichet.variants,
  constraint reserved_is_on_hand check (reserved between 0 and on_hand)
) with (fillfactor = 60);

call app.protect('categories');
call app.protect('brands');
call app.protect('boilers');
call app.protect('products');
call app.protect('product_fits');
call app.protect('variants');
call app.protect('stock');
call app.let_everyone_read('categories');
call app.let_everyone_read('brands');
call app.let_everyone_read('boilers');
call app.let_everyone_read('products');
call app.let_everyone_read('product_fits');
call app.let_everyone_read('variants');
call app.let_everyone_read('stock');
grant update (on_hand, reserved) on guichet.stock to guichet_app;
