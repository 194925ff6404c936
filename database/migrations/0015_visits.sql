-- The visit itself: photos of what is wrong, parts that were used, the customer's signature, and the invoice.

-- A private picture of a dossier: sniffed, re-encoded and without what the camera wrote about the place; its bytes are
-- a file of the house. Until a hold is booked it belongs to the hold alone.
create table guichet.photos (
  business_id uuid not null,
  id uuid not null,
  dossier_id uuid,
  appointment_id uuid not null,
  taken_by text not null constraint taken_by_is_known check (taken_by in ('customer', 'staff')),
  account_id uuid,
  width integer not null,
  height integer not null,
  bytes integer not null,
  caption text,
  added_at timestamptz not null,
  primary key (business_id, id),
  foreign key (business_id, dossier_id) references guichet.dossiers,
  foreign key (business_id, appointment_id) references guichet.appointments,
  foreign key (business_id, account_id) references guichet.accounts,
  constraint dossier_is_its_appointment check (dossier_id = appointment_id)
);
create index photos_by_appointment on guichet.photos (business_id, appointment_id);

-- A part that went from the van or shelf into a boiler: the unit leaves the stock in the same statement.
create table guichet.visit_parts (
  business_id uuid not null,
  id uuid not null,
  appointment_id uuid not null,
  variant_id uuid not null,
  sku text not null,
  name jsonb not null,
  quantity integer not null constraint quantity_is_positive check (quantity > 0),
  unit_price_minor bigint not null,
  total_minor bigint not null,
  vat_percent integer not null,
  used_by uuid,
  used_at timestamptz not null,
  returned_at timestamptz,
  primary key (business_id, id),
  foreign key (business_id, appointment_id) references guichet.appointments,
  foreign key (business_id, variant_id) references guichet.variants,
  foreign key (business_id, used_by) references guichet.accounts,
  constraint part_total_is_price_times_quantity check (total_minor = unit_price_minor * quantity)
);
create index visit_parts_by_appointment on guichet.visit_parts (business_id, appointment_id);

-- What was done and who signed for it. Labour is what a quote on the spot came to; a priced visit keeps its price.
create table guichet.visit_reports (
  business_id uuid not null,
  appointment_id uuid not null,
  work_done text not null,
  labour_minor bigint not null constraint labour_is_never_negative check (labour_minor >= 0),
  signed_name text,
  -- Strokes on a pad of 1000 by 400, as a path.
  signature text constraint signature_is_a_path check (signature ~ '^[ML0-9 .-]{1,20000}$'),
  signed_at timestamptz,
  written_by uuid,
  written_at timestamptz not null,
  primary key (business_id, appointment_id),
  foreign key (business_id, appointment_id) references guichet.appointments,
  foreign key (business_id, written_by) references guichet.accounts,
  constraint signature_has_its_name check ((signature is null) = (signed_name is null) and (signature is null) = (signed_at is null))
);

do $$
declare
  name text;
begin
  foreach name in array array['visit_parts', 'visit_reports'] loop
    call app.protect(name);
    call app.let_read(name, member => 'true', guest => 'appointment_id = (select app.dossier_id())',
      customer => 'appointment_id in (select a.id from guichet.appointments a where a.customer_id = (select app.actor_id()))');
    execute format('grant insert, update on guichet.%I to guichet_app', name);
  end loop;
end $$;
call app.protect('photos');
call app.let_read('photos', member => 'true', guest => 'dossier_id = (select app.dossier_id())',
  customer => 'dossier_id in (select d.id from guichet.dossiers d where d.customer_id = (select app.actor_id()))');
grant insert, update, delete on guichet.photos to guichet_app;
