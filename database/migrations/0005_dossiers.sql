-- The spine: customers, what each came for, and what waits for a person.
create table guichet.customers (
  business_id uuid not null references guichet.businesses,
  id uuid not null,
  name text not null,
  phone text not null constraint phone_is_e164 check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  email text,
  locale text not null,
  created_at timestamptz not null,
  primary key (business_id, id),
  constraint one_customer_per_phone unique (business_id, phone)
);
call app.protect('customers');
call app.let_read('customers', member => 'true', customer => 'id = (select app.actor_id())');
grant insert, update on guichet.customers to guichet_app;

create table guichet.dossiers (
  business_id uuid not null references guichet.businesses,
  id uuid not null,
  kind text not null constraint kind_is_known check (kind in ('order', 'appointment', 'claim', 'ticket', 'project')),
  number text not null,
  customer_id uuid not null,
  owner_id uuid,
  locale text not null,
  link_key_version integer not null,
  link_generation integer not null default 1,
  link_hash bytea not null,
  link_revoked_at timestamptz,
  opened_at timestamptz not null,
  primary key (business_id, id),
  foreign key (business_id, customer_id) references guichet.customers,
  foreign key (business_id, owner_id) references guichet.accounts,
  constraint one_dossier_per_number unique (business_id, number),
  constraint one_dossier_per_link unique (business_id, link_hash)
);
create index dossiers_by_customer on guichet.dossiers (business_id, customer_id);
call app.protect('dossiers');
call app.let_read('dossiers', member => 'true', guest => 'id = (select app.dossier_id())', customer => 'customer_id = (select app.actor_id())');
grant insert, update on guichet.dossiers to guichet_app;

call app.let_read('events', member => 'true', guest => 'dossier_id = (select app.dossier_id()) and audience = ''customer''',
  customer => 'audience = ''customer'' and dossier_id in (select d.id from guichet.dossiers d where d.customer_id = (select app.actor_id()))');
alter table guichet.events add constraint event_has_its_dossier foreign key (business_id, dossier_id) references guichet.dossiers;

create table guichet.tasks (
  business_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  kind text not null,
  facts jsonb not null,
  raised_at timestamptz not null,
  done_at timestamptz,
  done_by uuid,
  primary key (business_id, id),
  foreign key (business_id, dossier_id) references guichet.dossiers,
  foreign key (business_id, done_by) references guichet.accounts
);
create unique index one_open_task_per_kind on guichet.tasks (business_id, dossier_id, kind) where done_at is null;
call app.protect('tasks');
call app.let_read('tasks', member => 'true');
grant insert, update on guichet.tasks to guichet_app;

-- The listed door of guest links: what must be known before a scope exists.
create function app.open_link(business uuid, hash bytea) returns uuid
  language sql stable security definer set search_path = ''
  return (select d.id from guichet.dossiers d where d.business_id = business and d.link_hash = hash and d.link_revoked_at is null);
revoke execute on function app.open_link(uuid, bytea) from public;
grant execute on function app.open_link(uuid, bytea) to guichet_app;
