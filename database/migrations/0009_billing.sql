-- The ledger, and the fiscal documents: numbered without gaps, chained, never changed once issued.
create table guichet.postings (
  business_id uuid not null references guichet.businesses,
  id uuid not null,
  movement_id uuid not null,
  dossier_id uuid,
  account text not null,
  amount_minor bigint not null constraint amount_is_not_zero check (amount_minor <> 0),
  currency text not null,
  posted_at timestamptz not null,
  primary key (business_id, id),
  foreign key (business_id, dossier_id) references guichet.dossiers
);
create index postings_by_movement on guichet.postings (business_id, movement_id);
create index postings_by_dossier on guichet.postings (business_id, dossier_id);
call app.protect('postings');
call app.let_read('postings', member => 'true');
grant insert on guichet.postings to guichet_app;
call app.append_only('postings');

create function app.movement_balances() returns trigger language plpgsql as $$
begin
  if exists (select from guichet.postings p where p.business_id = new.business_id and p.movement_id = new.movement_id
             group by p.currency having sum(p.amount_minor) <> 0) then
    raise exception 'movement % does not balance', new.movement_id using errcode = 'check_violation', constraint = 'movement_balances';
  end if;
  return null;
end $$;
create constraint trigger movement_balances after insert on guichet.postings deferrable initially deferred
  for each row execute function app.movement_balances();

create table guichet.invoice_series (
  business_id uuid not null references guichet.businesses,
  id uuid not null,
  kind text not null constraint kind_is_known check (kind in ('invoice', 'credit_note')),
  year integer not null,
  next integer not null default 1,
  last_hash text not null default '',
  last_issued_at timestamptz,
  primary key (business_id, id),
  constraint one_series_per_year unique (business_id, kind, year)
);
call app.protect('invoice_series');
grant insert on guichet.invoice_series to guichet_app;
grant update (next, last_hash, last_issued_at) on guichet.invoice_series to guichet_app;

create table guichet.invoices (
  business_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  kind text not null constraint kind_is_known check (kind in ('invoice', 'credit_note')),
  series_id uuid not null,
  sequence integer not null,
  number text not null,
  corrects_id uuid,
  currency text not null,
  total_minor bigint not null,
  content jsonb not null,
  previous_hash text not null,
  hash text not null,
  issued_at timestamptz not null,
  primary key (business_id, id),
  foreign key (business_id, dossier_id) references guichet.dossiers,
  foreign key (business_id, series_id) references guichet.invoice_series,
  foreign key (business_id, corrects_id) references guichet.invoices,
  constraint one_document_per_sequence unique (business_id, series_id, sequence),
  constraint one_document_per_number unique (business_id, number),
  constraint credit_note_corrects_an_invoice check ((kind = 'credit_note') = (corrects_id is not null))
);
create index invoices_by_dossier on guichet.invoices (business_id, dossier_id);
create unique index one_invoice_per_order on guichet.invoices (business_id, dossier_id) where kind = 'invoice';
create index invoices_by_corrected on guichet.invoices (business_id, corrects_id);
call app.protect('invoices');
grant insert on guichet.invoices to guichet_app;
call app.append_only('invoices');

create table guichet.invoice_balances (
  business_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  due_minor bigint not null,
  primary key (business_id, id),
  foreign key (business_id, id) references guichet.invoices,
  foreign key (business_id, dossier_id) references guichet.dossiers,
  constraint due_is_never_negative check (due_minor >= 0)
);
call app.protect('invoice_balances');
grant insert, update on guichet.invoice_balances to guichet_app;

create function app.credit_is_covered() returns trigger language plpgsql as $$
declare
  invoiced bigint;
  credited bigint;
begin
  if new.kind <> 'credit_note' then return new; end if;
  select i.total_minor into invoiced from guichet.invoices i
    where i.business_id = new.business_id and i.id = new.corrects_id and i.kind = 'invoice';
  -- The invoice itself never changes: its balance is the row that two credit notes wait for.
  perform 1 from guichet.invoice_balances b where b.business_id = new.business_id and b.id = new.corrects_id for update;
  select coalesce(sum(i.total_minor), 0) into credited from guichet.invoices i
    where i.business_id = new.business_id and i.corrects_id = new.corrects_id;
  if invoiced is null or credited + new.total_minor > invoiced then
    raise exception 'credit exceeds invoice' using errcode = 'check_violation', constraint = 'credit_is_covered';
  end if;
  return new;
end $$;
create trigger credit_is_covered before insert on guichet.invoices for each row execute function app.credit_is_covered();

-- The bytes of a document are made once, by an errand, and stored once.
create table guichet.invoice_files (
  business_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  sha256 text not null,
  bytes integer not null,
  stored_at timestamptz not null,
  primary key (business_id, id),
  foreign key (business_id, id) references guichet.invoices,
  foreign key (business_id, dossier_id) references guichet.dossiers
);
call app.protect('invoice_files');
grant insert on guichet.invoice_files to guichet_app;
call app.append_only('invoice_files');

do $$
declare
  name text;
begin
  foreach name in array array['invoices', 'invoice_balances', 'invoice_files'] loop
    call app.let_read(name, member => 'true', guest => 'dossier_id = (select app.dossier_id())',
      customer => 'dossier_id in (select d.id from guichet.dossiers d where d.customer_id = (select app.actor_id()))');
  end loop;
end $$;
