-- Who is asking, and for which business: transaction-local settings, empty means no rows.
create function app.business_id() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.business_id', true), '')::uuid;

create function app.scope() returns text language sql stable parallel safe
  return nullif(current_setting('app.scope', true), '');

create function app.actor_id() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.actor_id', true), '')::uuid;

create function app.dossier_id() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.dossier_id', true), '')::uuid;

-- Puts the wall round a table of a business: forced row security, the restrictive wall,
-- the house that acts for every verb, and the keepers that migrate, audit and dump.
create procedure app.protect(name text) language plpgsql as $$
begin
  execute format('alter table guichet.%I enable row level security', name);
  execute format('alter table guichet.%I force row level security', name);
  execute format('create policy wall on guichet.%I as restrictive to guichet_app using (business_id = (select app.business_id())) with check (business_id = (select app.business_id()))', name);
  execute format('create policy reads on guichet.%I for select to guichet_app using ((select app.scope() = ''house''))', name);
  execute format('create policy house_adds on guichet.%I for insert to guichet_app with check ((select app.scope() = ''house''))', name);
  execute format('create policy house_changes on guichet.%I for update to guichet_app using ((select app.scope() = ''house''))', name);
  execute format('create policy house_removes on guichet.%I for delete to guichet_app using ((select app.scope() = ''house''))', name);
  execute format('create policy keeper_owner on guichet.%I to guichet_owner using (true) with check (true)', name);
  execute format('create policy keeper_readonly on guichet.%I for select to guichet_readonly using (true)', name);
  execute format('grant select on guichet.%I to guichet_readonly', name);
  execute format('grant select on guichet.%I to guichet_app', name);
end $$;

-- Says which rows of a table each scope reads, besides the house. Reading only: verbs act as the house.
-- One policy for all scopes: every sub-select of a policy costs a small read as much as a row does. And a case: for
-- `(select app.scope()) = 'member'` Postgres expects one row in 200 to pass, and reads a whole table for one page of it.
create procedure app.let_read(name text, member text default 'false', guest text default 'false', customer text default 'false') language plpgsql as $$
begin
  execute format('alter policy reads on guichet.%I using (case (select app.scope()) when ''house'' then true when ''member'' then %s when ''guest'' then %s when ''customer'' then %s else false end)',
    name, member, guest, customer);
end $$;

-- What a business shows to whoever has come in.
create procedure app.let_everyone_read(name text) language plpgsql as $$
begin
  execute format('alter policy reads on guichet.%I using ((select app.scope()) is not null)', name);
end $$;

grant usage on schema guichet, app to guichet_app, guichet_readonly, guichet_jobs;
grant execute on all functions in schema app to guichet_app, guichet_readonly;
revoke execute on all procedures in schema app from public;

-- A row that is evidence can be added and read, never changed or taken away, not even by its owner.
create function app.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

create procedure app.append_only(name text) language plpgsql as $$
begin
  execute format('create trigger append_only before update or delete on guichet.%I for each row execute function app.refuse_change()', name);
  execute format('create trigger append_only_truncate before truncate on guichet.%I execute function app.refuse_change()', name);
end $$;
revoke execute on procedure app.append_only(text) from public;
