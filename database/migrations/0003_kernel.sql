-- What every verb leaves behind: one event, and where it was asked for, one idempotency key; and the errands that leave the database.
create table guichet.events (
  business_id uuid not null references guichet.businesses,
  id uuid not null,
  seq bigint,
  name text not null,
  dossier_id uuid,
  actor_scope text not null,
  actor_id uuid,
  audience text not null constraint audience_is_known check (audience in ('staff', 'customer')),
  facts jsonb not null,
  jobs jsonb not null default '[]',
  created_at timestamptz not null,
  primary key (business_id, id),
  constraint one_event_per_seq unique (business_id, seq)
);
create index events_by_dossier on guichet.events (business_id, dossier_id, id);
create index events_unnumbered on guichet.events (id) where seq is null;
call app.protect('events');
grant insert on guichet.events to guichet_app;
create policy relay_reads on guichet.events for select to guichet_jobs using (true);
create policy relay_numbers on guichet.events for update to guichet_jobs using (seq is null) with check (seq is not null);
grant select on guichet.events to guichet_jobs;
grant update (seq) on guichet.events to guichet_jobs;

create table guichet.idempotency_keys (
  business_id uuid not null references guichet.businesses,
  visitor text not null,
  route text not null,
  key text not null,
  request_hash text not null,
  ids jsonb not null,
  created_at timestamptz not null,
  primary key (business_id, visitor, route, key)
);
call app.protect('idempotency_keys');
grant insert on guichet.idempotency_keys to guichet_app;

create table guichet.errands (
  business_id uuid not null references guichet.businesses,
  name text not null,
  subject_id uuid not null,
  status text not null constraint status_is_known check (status in ('ready', 'sending', 'done')),
  attempt integer not null,
  failures integer not null default 0,
  unknown boolean not null default false,
  lease_until timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, name, subject_id)
);
call app.protect('errands');
grant insert, update on guichet.errands to guichet_app;
