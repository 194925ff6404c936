-- The businesses of this counter: identity, hours, look, and the secrets each keeps for its gateways and channels.
create table guichet.businesses (
  business_id uuid primary key,
  slug text not null constraint slug_is_lowercase_words check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  country text not null constraint country_is_iso check (country ~ '^[A-Z]{2}$'),
  currency text not null constraint currency_is_served check (currency in ('DZD', 'EUR', 'TND', 'XOF')),
  zone text not null,
  locales text[] not null,
  hosts text[] not null default '{}',
  features text[] not null default '{}',
  profile jsonb not null,
  created_at timestamptz not null default now(),
  constraint one_business_per_slug unique (slug)
);
call app.protect('businesses');
call app.let_everyone_read('businesses');

-- A door: which business an address names, asked before any scope is open. It tells what every visitor may read.
create function app.find_business(slug text, host text)
  returns table (
    business_id uuid, slug text, name text, country text, currency text, zone text,
    locales text[], hosts text[], features text[], profile jsonb
  )
  language sql stable security definer set search_path = ''
begin atomic
  select b.business_id, b.slug, b.name, b.country, b.currency, b.zone, b.locales, b.hosts, b.features, b.profile
  from guichet.businesses b
  where b.slug = find_business.slug or find_business.host = any (b.hosts)
  order by b.slug = find_business.slug desc nulls last
  limit 1;
end;
grant execute on function app.find_business(text, text) to guichet_app;

create table guichet.business_secrets (
  business_id uuid not null references guichet.businesses,
  id uuid not null,
  name text not null,
  key_version integer not null,
  sealed bytea not null,
  updated_at timestamptz not null default now(),
  primary key (business_id, id),
  constraint one_secret_per_name unique (business_id, name)
);
call app.protect('business_secrets');
grant insert, update, delete on guichet.business_secrets to guichet_app;

create table guichet.legal_texts (
  business_id uuid not null references guichet.businesses,
  id uuid not null,
  kind text not null constraint kind_is_known check (kind in ('mentions', 'terms', 'privacy', 'returns')),
  version text not null,
  locale text not null,
  body text not null,
  published_at timestamptz not null,
  primary key (business_id, id),
  constraint one_text_per_version unique (business_id, kind, version, locale)
);
call app.protect('legal_texts');
call app.let_everyone_read('legal_texts');
call app.append_only('legal_texts');
