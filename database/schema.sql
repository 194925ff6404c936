-- Made from the migrations by: npm run guichet database schema. Review its diff, do not edit it.

-- Schemas

grant usage on schema app to guichet_app;

grant usage on schema app to guichet_jobs;

grant usage on schema app to guichet_readonly;

grant usage on schema guichet to guichet_app;

grant usage on schema guichet to guichet_jobs;

grant usage on schema guichet to guichet_readonly;

-- Functions

CREATE OR REPLACE FUNCTION app.actor_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.actor_id'::text, true), ''::text))::uuid;
grant execute on function app.actor_id() to guichet_app;
grant execute on function app.actor_id() to guichet_readonly;

CREATE OR REPLACE PROCEDURE app.append_only(IN name text)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('create trigger append_only before update or delete on guichet.%I for each row execute function app.refuse_change()', name);
  execute format('create trigger append_only_truncate before truncate on guichet.%I execute function app.refuse_change()', name);
end $procedure$;

CREATE OR REPLACE FUNCTION app.appointment_moves()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.status <> old.status and not (
    (old.status = 'held' and new.status in ('requested', 'confirmed', 'expired', 'cancelled')) or
    (old.status = 'requested' and new.status in ('confirmed', 'cancelled')) or
    (old.status = 'confirmed' and new.status in ('done', 'cancelled', 'no_show')) or
    (old.status = 'no_show' and new.status = 'confirmed') or
    (old.status = 'expired' and new.status = 'confirmed')) then
    raise exception 'appointment cannot go from % to %', old.status, new.status using errcode = 'check_violation', constraint = 'appointment_moves';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.attempt_moves()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.status <> old.status and not (
    (old.status = 'starting' and new.status in ('pending', 'paid', 'failed', 'cancelled')) or
    (old.status = 'pending' and new.status in ('paid', 'failed', 'cancelled')) or
    (old.status in ('failed', 'cancelled') and new.status = 'paid') or
    (old.status = 'paid' and new.status = 'refunded')) then
    raise exception 'payment attempt cannot go from % to %', old.status, new.status using errcode = 'check_violation', constraint = 'attempt_moves';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.business_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid;
grant execute on function app.business_id() to guichet_app;
grant execute on function app.business_id() to guichet_readonly;

CREATE OR REPLACE FUNCTION app.credit_is_covered()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION app.dossier_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.dossier_id'::text, true), ''::text))::uuid;
grant execute on function app.dossier_id() to guichet_app;
grant execute on function app.dossier_id() to guichet_readonly;

CREATE OR REPLACE FUNCTION app.find_business(slug text, host text)
 RETURNS TABLE(business_id uuid, slug text, name text, country text, currency text, zone text, locales text[], hosts text[], features text[], profile jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 SELECT b.business_id,
     b.slug,
     b.name,
     b.country,
     b.currency,
     b.zone,
     b.locales,
     b.hosts,
     b.features,
     b.profile
    FROM guichet.businesses b
   WHERE ((b.slug = find_business.slug) OR (find_business.host = ANY (b.hosts)))
   ORDER BY (b.slug = find_business.slug) DESC NULLS LAST
  LIMIT 1;
END;
grant execute on function app.find_business(text,text) to guichet_app;

CREATE OR REPLACE PROCEDURE app.index_products(IN business uuid)
 LANGUAGE sql
 SET search_path TO ''
BEGIN ATOMIC
 DELETE FROM guichet.product_words
   WHERE (product_words.business_id = index_products.business);
 DELETE FROM guichet.search_words
   WHERE (search_words.business_id = index_products.business);
 WITH trade AS MATERIALIZED (
          SELECT DISTINCT t.word
            FROM guichet.businesses b,
             LATERAL jsonb_each_text((b.profile -> 'trade'::text)) n(key, value),
             LATERAL regexp_split_to_table(app.search_key(n.value), ' '::text) t(word)
           WHERE ((b.business_id = index_products.business) AND (length(t.word) >= 4))
         ), said AS MATERIALIZED (
          SELECT t.word,
             w.product_id,
             max(w.weight) AS weight
            FROM app.product_words(index_products.business) w(product_id, said, weight),
             LATERAL regexp_split_to_table(w.said, ' '::text) t(word)
           WHERE ((t.word <> ''::text) AND (NOT (t.word IN ( SELECT trade.word
                    FROM trade))))
           GROUP BY t.word, w.product_id
         UNION ALL
          SELECT trade.word,
             p.id,
             10
            FROM trade,
             guichet.products p
           WHERE (p.business_id = index_products.business)
         ), words AS (
          INSERT INTO guichet.search_words (business_id, word)  SELECT DISTINCT index_products.business AS business,
                     said.word
                    FROM said
         )
  INSERT INTO guichet.product_words (business_id, word, product_id, weight)  SELECT index_products.business AS business,
             said.word,
             said.product_id,
             said.weight
            FROM said;
END;

CREATE OR REPLACE FUNCTION app.is_actor(customer uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (customer = app.actor_id());
grant execute on function app.is_actor(uuid) to guichet_app;

CREATE OR REPLACE FUNCTION app.is_dossier_of_actor(dossier uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (EXISTS (SELECT FROM guichet.dossiers d WHERE ((d.id = is_dossier_of_actor.dossier) AND app.is_actor(d.customer_id))));
grant execute on function app.is_dossier_of_actor(uuid) to guichet_app;

CREATE OR REPLACE FUNCTION app.is_dossier(dossier uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (dossier = app.dossier_id());
grant execute on function app.is_dossier(uuid) to guichet_app;

CREATE OR REPLACE PROCEDURE app.let_everyone_read(IN name text)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter policy reads on guichet.%I using ((select app.scope()) is not null)', name);
end $procedure$;

CREATE OR REPLACE PROCEDURE app.let_read(IN name text, IN member text DEFAULT 'false'::text, IN guest text DEFAULT 'false'::text, IN customer text DEFAULT 'false'::text)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter policy reads on guichet.%I using (case (select app.scope()) when ''house'' then true when ''member'' then %s when ''guest'' then %s when ''customer'' then %s else false end)',
    name, member, guest, customer);
end $procedure$;

CREATE OR REPLACE FUNCTION app.likeness(word text, asked text)
 RETURNS real
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (word = asked) THEN 1.0 WHEN (length(asked) < 3) THEN (0)::numeric WHEN starts_with(word, asked) THEN 0.9 WHEN (length(asked) < 4) THEN (0)::numeric WHEN (strpos(word, asked) > 0) THEN 0.75 WHEN (asked ~ '[0-9]'::text) THEN (0)::numeric WHEN (abs((length(word) - length(asked))) > LEAST((length(asked) / 3), 3)) THEN (0)::numeric ELSE COALESCE((0.85 - (0.15 * (NULLIF(LEAST(extensions.levenshtein_less_equal(word, asked, LEAST((length(asked) / 3), 3)), (LEAST((length(asked) / 3), 3) + 1)), (LEAST((length(asked) / 3), 3) + 1)))::numeric)), (0)::numeric) END;

CREATE OR REPLACE FUNCTION app.list_businesses()
 RETURNS TABLE(slug text, name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 SELECT b.slug,
     b.name
    FROM guichet.businesses b
   ORDER BY b.created_at, b.slug;
END;
grant execute on function app.list_businesses() to guichet_app;

CREATE OR REPLACE FUNCTION app.movement_balances()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from guichet.postings p where p.business_id = new.business_id and p.movement_id = new.movement_id
             group by p.currency having sum(p.amount_minor) <> 0) then
    raise exception 'movement % does not balance', new.movement_id using errcode = 'check_violation', constraint = 'movement_balances';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION app.open_feed(business uuid, hash bytea, since timestamp with time zone, until timestamp with time zone)
 RETURNS TABLE(technician_name text, locale text, email text, appointment_id uuid, number text, status text, sequence integer, starts_at timestamp with time zone, ends_at timestamp with time zone, changed_at timestamp with time zone, fault_name jsonb, commune text, address text, landmark text, customer_name text, customer_phone text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 SELECT t.name,
     COALESCE(c.locale, 'fr'::text) AS "coalesce",
     ((b.profile -> 'contacts'::text) ->> 'email'::text),
     a.id,
     d.number,
     a.status,
     a.sequence,
     a.starts_at,
     a.ends_at,
     COALESCE(a.cancelled_at, a.finished_at, a.booked_at, a.held_at) AS "coalesce",
     f.name,
     a.commune,
     a.address,
     a.landmark,
     a.customer_name,
     a.customer_phone
    FROM (((guichet.technicians t
      JOIN guichet.businesses b ON ((b.business_id = t.business_id)))
      LEFT JOIN guichet.accounts c ON (((c.business_id = t.business_id) AND (c.id = t.account_id))))
      LEFT JOIN ((guichet.appointments a
      JOIN guichet.fault_types f ON (((f.business_id = a.business_id) AND (f.id = a.fault_type_id))))
      LEFT JOIN guichet.dossiers d ON (((d.business_id = a.business_id) AND (d.id = a.dossier_id)))) ON (((a.business_id = t.business_id) AND (a.technician_id = t.id) AND (a.starts_at >= open_feed.since) AND (a.starts_at < open_feed.until) AND (a.status = ANY (ARRAY['requested'::text, 'confirmed'::text, 'done'::text, 'cancelled'::text])) AND ((d.id IS NOT NULL) OR (a.session_id IS NOT NULL)))))
   WHERE ((t.business_id = open_feed.business) AND (t.feed_hash = open_feed.hash) AND t.active)
   ORDER BY a.starts_at, a.id;
END;
grant execute on function app.open_feed(uuid,bytea,timestamp with time zone,timestamp with time zone) to guichet_app;

CREATE OR REPLACE FUNCTION app.open_link(business uuid, hash bytea)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
RETURN (SELECT d.id FROM guichet.dossiers d WHERE ((d.business_id = open_link.business) AND (d.link_hash = open_link.hash) AND (d.link_revoked_at IS NULL)));
grant execute on function app.open_link(uuid,bytea) to guichet_app;

CREATE OR REPLACE FUNCTION app.open_session(business uuid, hash bytea)
 RETURNS TABLE(token_id uuid, family_id uuid, account_id uuid, name text, locale text, role text, minted_role text, minted_at timestamp with time zone, used_at timestamp with time zone, rotated_at timestamp with time zone, family_used_at timestamp with time zone, expires_at timestamp with time zone, ended_at timestamp with time zone, disabled_at timestamp with time zone, successor_seed bytea, successor_used_at timestamp with time zone, successor_rotated_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 SELECT t.id,
     f.id,
     a.id,
     a.name,
     a.locale,
     a.role,
     t.role,
     t.minted_at,
     t.used_at,
     t.rotated_at,
     f.used_at,
     f.expires_at,
     f.ended_at,
     a.disabled_at,
     s.seed,
     s.used_at,
     s.rotated_at
    FROM (((guichet.session_tokens t
      JOIN guichet.session_families f ON (((f.business_id = t.business_id) AND (f.id = t.family_id))))
      JOIN guichet.accounts a ON (((a.business_id = f.business_id) AND (a.id = f.account_id))))
      LEFT JOIN guichet.session_tokens s ON (((s.business_id = t.business_id) AND (s.parent_id = t.id))))
   WHERE ((t.business_id = open_session.business) AND (t.token_hash = open_session.hash));
END;
grant execute on function app.open_session(uuid,bytea) to guichet_app;

CREATE OR REPLACE FUNCTION app.product_words(business uuid)
 RETURNS TABLE(product_id uuid, said text, weight integer)
 LANGUAGE sql
 STABLE
 SET search_path TO ''
BEGIN ATOMIC
 SELECT p.id,
     split_part(app.search_key(n.value), ' '::text, 1) AS split_part,
     100
    FROM guichet.products p,
     LATERAL jsonb_each_text(p.name) n(key, value)
   WHERE ((p.business_id = product_words.business) AND (n.key <> 'en'::text))
 UNION ALL
  SELECT p.id,
     app.search_key(n.value) AS search_key,
     90
    FROM guichet.products p,
     LATERAL jsonb_each_text(p.name) n(key, value)
   WHERE (p.business_id = product_words.business)
 UNION ALL
  SELECT p.id,
     app.search_key(k.k) AS search_key,
     80
    FROM guichet.products p,
     LATERAL unnest(p.keywords) k(k)
   WHERE (p.business_id = product_words.business)
 UNION ALL
  SELECT p.id,
     replace(app.search_key(p.manufacturer_reference), ' '::text, ''::text) AS replace,
     100
    FROM guichet.products p
   WHERE (p.business_id = product_words.business)
 UNION ALL
  SELECT v.product_id,
     ((app.search_key(v.sku) || ' '::text) || replace(app.search_key(v.sku), ' '::text, ''::text)),
     100
    FROM guichet.variants v
   WHERE (v.business_id = product_words.business)
 UNION ALL
  SELECT v.product_id,
     app.search_key(n.value) AS search_key,
     70
    FROM guichet.variants v,
     LATERAL jsonb_each_text(v.name) n(key, value)
   WHERE (v.business_id = product_words.business)
 UNION ALL
  SELECT p.id,
     app.search_key(concat_ws(' '::text, b.name, array_to_string(b.aliases, ' '::text))) AS search_key,
     80
    FROM (guichet.products p
      JOIN guichet.brands b ON (((b.business_id = p.business_id) AND (b.id = p.brand_id))))
   WHERE (p.business_id = product_words.business)
 UNION ALL
  SELECT p.id,
     app.search_key(n.value) AS search_key,
     60
    FROM (guichet.products p
      JOIN guichet.categories c ON (((c.business_id = p.business_id) AND (c.id = p.category_id)))),
     LATERAL jsonb_each_text(c.name) n(key, value)
   WHERE (p.business_id = product_words.business)
 UNION ALL
  SELECT f.product_id,
     app.search_key(concat_ws(' '::text, r.name, array_to_string(r.aliases, ' '::text), b.name, array_to_string(b.aliases, ' '::text))) AS search_key,
     60
    FROM ((guichet.product_fits f
      JOIN guichet.boilers r ON (((r.business_id = f.business_id) AND (r.id = f.boiler_id))))
      JOIN guichet.brands b ON (((b.business_id = r.business_id) AND (b.id = r.brand_id))))
   WHERE (f.business_id = product_words.business);
END;

CREATE OR REPLACE PROCEDURE app.protect(IN name text)
 LANGUAGE plpgsql
AS $procedure$
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
end $procedure$;

CREATE OR REPLACE FUNCTION app.refund_is_covered()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  taken bigint;
  returned bigint;
begin
  select a.amount_minor into taken from guichet.payment_attempts a
    where a.business_id = new.business_id and a.id = new.attempt_id and a.status in ('paid', 'refunded') for update;
  select coalesce(sum(r.amount_minor), 0) into returned from guichet.refunds r
    where r.business_id = new.business_id and r.attempt_id = new.attempt_id and r.status <> 'failed' and r.id <> new.id;
  if taken is null or returned + new.amount_minor > taken then
    raise exception 'refund exceeds what was taken' using errcode = 'check_violation', constraint = 'refund_is_covered';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $function$;

CREATE OR REPLACE FUNCTION app.request_moves()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.status <> old.status and not (
    (old.status = 'open' and new.status in ('paid', 'cancelled')) or
    (old.status = 'cancelled' and new.status = 'paid') or
    (old.status = 'paid' and new.status = 'refunded')) then
    raise exception 'payment request cannot go from % to %', old.status, new.status using errcode = 'check_violation', constraint = 'request_moves';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION app.schema_version()
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
RETURN (SELECT max(m.number) AS max FROM app.migrations m);
grant execute on function app.schema_version() to guichet_app;
grant execute on function app.schema_version() to guichet_jobs;

CREATE OR REPLACE FUNCTION app.scope()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN NULLIF(current_setting('app.scope'::text, true), ''::text);
grant execute on function app.scope() to guichet_app;
grant execute on function app.scope() to guichet_readonly;

CREATE OR REPLACE FUNCTION app.search_key(written text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN (WITH plain AS (SELECT lower(regexp_replace(NORMALIZE(search_key.written, NFKD), '[\u0300-\u036f\u0640\u064b-\u065f\u0670\u06d6-\u06ed]'::text, ''::text, 'g'::text)) AS said), bare AS (SELECT regexp_replace(plain.said, '(^|[^ء-ي])(?:[وفبك]?ال|لل)([ء-ي]{3,})'::text, '\1\2'::text, 'g'::text) AS said FROM plain), latin AS (SELECT translate(replace(replace(bare.said, 'œ'::text, 'oe'::text), 'æ'::text, 'ae'::text), 'ابتثجحخدذرزسشصضطظعغفقكلمنهويىةپچڤڨگکی٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ء'::text, 'abttjhxddrzscsdtdegfqklmnhwyyhpjfqkky01234567890123456789'::text) AS said FROM bare), joined AS (SELECT regexp_replace(latin.said, '(?<=[0-9])[-./_](?=[0-9])'::text, ''::text, 'g'::text) AS said FROM latin), words AS (SELECT regexp_replace(joined.said, '[^a-z0-9]+'::text, ' '::text, 'g'::text) AS said FROM joined) SELECT TRIM(BOTH FROM regexp_replace(regexp_replace(words.said, '([a-z])\1+'::text, '\1'::text, 'g'::text), '([a-z]{3})[sx](?= |$)'::text, '\1'::text, 'g'::text)) AS btrim FROM words);
grant execute on function app.search_key(text) to guichet_app;

CREATE OR REPLACE FUNCTION app.search_products(business uuid, query text, most integer)
 RETURNS TABLE(id uuid, rank real)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET "pg_trgm.similarity_threshold" TO '0.25'
AS $function$
begin
  return query
  with asked as (
    select distinct t.word from regexp_split_to_table(app.search_key(left(query, 100)), ' ') t(word)
    where business = app.business_id() and t.word <> '' and t.word not in (
      'a', 'and', 'au', 'avec', 'd', 'de', 'du', 'en', 'et', 'for', 'l', 'la', 'le', 'of', 'ou', 'par', 'pour',
      'sur', 'the', 'un', 'une', 'with', 'ely', 'fy', 'mn', 'me', 'w')
  ), patterns as (
    -- What likeness may accept, and no more: short words and numbers are like half the shop.
    select a.word,
      case when length(a.word) < 3 then a.word when length(a.word) < 4 then a.word || '%' else '%' || a.word || '%' end as part,
      case when length(a.word) >= 4 and a.word !~ '[0-9]' then a.word end as misspelt
    from asked a
  ), alike as materialized (
    select a.word as asked, w.word, app.likeness(w.word, a.word) as likeness
    from patterns a
    join guichet.search_words w on w.business_id = business
      and (w.word like a.part or w.word operator(extensions.%) a.misspelt)
  ), kept as (
    -- Somebody who wrote a word that the shop knows did not mean its neighbours.
    select k.asked, k.word, k.likeness
    from (select a.asked, a.word, a.likeness, max(a.likeness) over (partition by a.asked) as best from alike a) k
    where k.likeness >= 0.4 and k.likeness > k.best - 0.1
  ), hit as (
    -- A word on thousands of products tells few of them apart: those it says most about are enough.
    select k.asked, p.product_id, max(k.likeness * p.weight) as score
    from kept k cross join lateral (
      select w.product_id, w.weight from guichet.product_words w where w.business_id = business and w.word = k.word
      order by w.weight desc limit 5000
    ) p
    group by k.asked, p.product_id
  ), rarity as (
    select h.asked, 1 / (1 + 0.3 * ln(count(*))) as weight, count(*) over () as words from hit h group by h.asked
  ), ranked as (
    -- Rare words say more than common ones; a product that has all of the words is meant more than one that has some.
    select h.product_id, (sum(h.score * r.weight) * count(*) / max(r.words))::real as rank
    from hit h join rarity r on r.asked = h.asked
    group by h.product_id
  )
  select r.product_id, r.rank from ranked r
  where r.rank >= 0.5 * (select max(b.rank) from ranked b)
  order by r.rank desc limit most;
end $function$;
grant execute on function app.search_products(uuid,text,integer) to guichet_app;

CREATE OR REPLACE FUNCTION app.search_slots(wanted_fault uuid, wanted_zone uuid, moment timestamp with time zone, first_day date, day_count integer, rules text, wanted_start timestamp with time zone, wanted_technician uuid, left_out uuid)
 RETURNS TABLE(day date, starts_at timestamp with time zone, ends_at timestamp with time zone, technician_id uuid, session_id uuid, blocked_from timestamp with time zone, blocked_to timestamp with time zone, reason text, name jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_nestloop TO 'off'
AS $function$
#variable_conflict use_column
declare
  business constant uuid := app.business_id();
  fault guichet.fault_types;
  clock text;
  today date;
  last_day date;
  earliest timestamptz;
  -- What is read of the days: a visit of the night before or after may reach into them.
  since timestamptz;
  until timestamptz;
  midnights timestamptz[];
  duration interval;
  step interval;
  step_seconds double precision;
  before interval;
  after interval;
  longest_way integer;
  is_override constant boolean := rules = 'override';
begin
  select f.* into fault from guichet.fault_types f where f.business_id = business and f.id = wanted_fault and f.active;
  if fault.id is null then
    return;
  end if;
  select b.zone into clock from guichet.businesses b where b.business_id = business;
  select coalesce(max(w.minutes), 0) into longest_way from guichet.zone_travels w where w.business_id = business;
  today := (moment at time zone clock)::date;
  last_day := case when rules = 'customer' then today + fault.horizon_days else 'infinity' end;
  earliest := case rules when 'customer' then moment + make_interval(mins => fault.notice_minutes) when 'staff' then moment else '-infinity' end;
  since := (first_day - 1)::timestamp at time zone clock;
  until := (first_day + day_count + 1)::timestamp at time zone clock;
  midnights := array(select (first_day + n)::timestamp at time zone clock from generate_series(-1, day_count + 1) n order by n);
  duration := make_interval(mins => fault.duration_minutes);
  step := make_interval(mins => fault.step_minutes);
  step_seconds := fault.step_minutes * 60;
  before := make_interval(mins => fault.buffer_before_minutes);
  after := make_interval(mins => fault.buffer_after_minutes);

  return query
  with asked as materialized (
    select d.day, extract(isodow from d.day)::integer as weekday, h.name as holiday,
      case
        when is_override then null
        when d.day > last_day then 'beyond_horizon'
        when d.day < today then 'too_soon'
        when h.name is not null then 'holiday'
      end as reason
    from (select first_day + n as day from generate_series(0, day_count - 1) n) d
    left join lateral (
      select h.name from guichet.holidays h
      where h.business_id = business and h.day = d.day and not h.works order by h.code limit 1
    ) h on true
  ), able as materialized (
    select t.id, t.base_zone_id, t.visits_per_day, t.position, z.weekdays
    from guichet.technicians t
    join guichet.technician_skills s on s.business_id = business and s.technician_id = t.id and s.skill_id = fault.skill_id
    join guichet.technician_zones z on z.business_id = business and z.technician_id = t.id and z.zone_id = wanted_zone
    where t.business_id = business and t.active and not fault.in_sessions and not is_override
      and (wanted_technician is null or t.id = wanted_technician)
    union all
    select t.id, t.base_zone_id, 2147483647, t.position, '{1,2,3,4,5,6,7}'
    from guichet.technicians t
    where t.business_id = business and t.id = wanted_technician and t.active and is_override
  ), planned as materialized (
    select distinct on (a.id, d.day) a.id, d.day, d.weekday, p.id as plan_id
    from able a
    join asked d on d.reason is null and d.weekday = any (a.weekdays)
    join guichet.plans p on p.business_id = business and (p.technician_id is null or p.technician_id = a.id)
      and (p.from_date is null or d.day between p.from_date and p.to_date)
    where not is_override
    order by a.id, d.day, p.from_date is null, p.to_date - p.from_date, p.technician_id is null, p.id
  ), windows as materialized (
    select p.plan_id, p.day, w.kind,
      (p.day + make_interval(mins => w.starts_minute)) at time zone clock as opens,
      (p.day + make_interval(mins => w.ends_minute)) at time zone clock as closes
    from (select distinct p.plan_id, p.day, p.weekday from planned p) p
    join guichet.plan_windows w on w.business_id = business and w.plan_id = p.plan_id and w.weekday = p.weekday
  ), pieces as materialized (
    select w.plan_id, w.day, w.opens, lower(r.piece) as piece_from, upper(r.piece) as piece_to
    from windows w
    left join (
      select b.plan_id, b.day, range_agg(tstzrange(b.opens, b.closes)) as times from windows b where b.kind = 'break'
      group by b.plan_id, b.day
    ) b on b.plan_id = w.plan_id and b.day = w.day
    cross join lateral unnest(tstzmultirange(tstzrange(w.opens, w.closes)) - coalesce(b.times, '{}')) r(piece)
    where w.kind = 'work' and w.opens < w.closes
      and (wanted_start is null or r.piece @> tstzrange(wanted_start, wanted_start + duration))
  ), away as materialized (
    select a.technician_id, range_agg(tstzrange(a.starts_at, a.ends_at)) as times
    from guichet.absences a join able t on t.id = a.technician_id
    where a.business_id = business and a.ends_at > since and a.starts_at < until
    group by a.technician_id
  ), open as materialized (
    -- The grid begins where the window does, whatever is cut out of it.
    select p.id, p.day, case when wanted_start is null or rules = 'customer' then c.opens else wanted_start end as grid, c.piece_from, c.piece_to
    from planned p
    join pieces c on c.plan_id = p.plan_id and c.day = p.day
    where p.id not in (select w.technician_id from away w)
    union all
    select p.id, p.day, case when wanted_start is null or rules = 'customer' then c.opens else wanted_start end, lower(r.piece), upper(r.piece)
    from planned p
    join pieces c on c.plan_id = p.plan_id and c.day = p.day
    join away w on w.technician_id = p.id
    cross join lateral unnest(tstzmultirange(tstzrange(c.piece_from, c.piece_to)) - w.times) r(piece)
    union all
    select a.id, d.day, wanted_start, wanted_start, wanted_start + duration from able a, asked d where is_override
  ), visits as materialized (
    -- The day by its place among the midnights: asking for the time zone of each visit took as long as finding them.
    select a.id, first_day - 2 + width_bucket(v.starts_at, midnights) as day, coalesce(v.zone_id, a.base_zone_id) as zone_id,
      v.starts_at, v.blocked_from, v.blocked_to,
      f.buffer_before_minutes as buffer
    from able a
    cross join lateral (
      select v.zone_id, v.fault_type_id, v.starts_at, v.blocked_from, v.blocked_to from guichet.appointments v
      where v.business_id = business and v.technician_id = a.id and v.status in ('held', 'requested', 'confirmed')
        and v.blocked_to > since and v.blocked_from < until and v.id is distinct from left_out
        and (v.status <> 'held' or v.dossier_id is not null or v.hold_until > moment)
      -- Kept apart: joined by hash it would read everybody's visits of all years.
      offset 0
    ) v
    join guichet.fault_types f on f.business_id = business and f.id = v.fault_type_id
    union all
    -- What is over today blocks nothing any more, but it was a visit, and the next way begins there.
    select a.id, today, coalesce(v.zone_id, a.base_zone_id), v.starts_at, v.starts_at, v.starts_at, 0
    from guichet.appointments v join able a on a.id = v.technician_id
    where first_day <= today and v.business_id = business and v.status in ('done', 'no_show')
      and v.starts_at >= today::timestamp at time zone clock and v.starts_at < (today + 1)::timestamp at time zone clock
  ), gaps as (
    -- After each visit of a day, and before its first.
    select g.id, g.day, g.zone_id,
      count(g.starts_at) over (partition by g.id, g.day) as visits,
      max(g.blocked_to) over (partition by g.id order by g.day, g.starts_at nulls first) as free_from,
      coalesce(lead(g.blocked_from) over everything, lead(g.blocked_from, 2) over everything) as free_to,
      lead(g.day) over everything as next_day,
      lead(g.zone_id) over everything as next_zone_id,
      lead(g.starts_at) over everything as next_starts_at,
      lead(g.buffer) over everything as next_buffer
    from (
      select v.id, v.day, v.zone_id, v.starts_at, v.blocked_from, v.blocked_to, v.buffer from visits v
      union all
      select distinct o.id, o.day, null::uuid, null::timestamptz, null::timestamptz, null::timestamptz, null::integer from open o
    ) g
    window everything as (partition by g.id order by g.day, g.starts_at nulls first)
  ), ways as materialized (
    select z.id as zone_id,
      make_interval(mins => coalesce(i.minutes, longest_way)) as to_there,
      coalesce(o.minutes, longest_way) as minutes_from_there
    from guichet.zones z
    left join guichet.zone_travels i on i.business_id = business and i.from_zone_id = z.id and i.to_zone_id = wanted_zone
    left join guichet.zone_travels o on o.business_id = business and o.from_zone_id = wanted_zone and o.to_zone_id = z.id
    where z.business_id = business
  ), fitting as (
    -- Whoever comes next left time for a way already; what is missing is left by the one before.
    select g.id, g.day, g.visits, a.position, o.grid, i.to_there, coalesce(g.free_to - n.leaves_at, '0') as more,
      greatest(o.piece_from, g.free_from + before + i.to_there, wanted_start) as first_start,
      least(o.piece_to - duration, n.leaves_at - after - duration, wanted_start) as last_start
    from gaps g
    join able a on a.id = g.id and g.visits < a.visits_per_day
    join open o on o.id = g.id and o.day = g.day
    join ways i on i.zone_id = coalesce(g.zone_id, a.base_zone_id)
    left join ways w on w.zone_id = g.next_zone_id and g.next_day = g.day
    cross join lateral (
      select least(g.free_to, g.next_starts_at - make_interval(mins => g.next_buffer + w.minutes_from_there)) as leaves_at
    ) n
  ), starts as materialized (
    select f.id, f.day, f.visits, f.position, f.grid + k * step as starts_at, f.to_there, f.more
    from fitting f
    cross join lateral generate_series(
      ceil(date_part('epoch', f.first_start - f.grid) / step_seconds)::integer,
      floor(date_part('epoch', f.last_start - f.grid) / step_seconds)::integer) k
    where f.first_start <= f.last_start
  ), best as (
    select distinct on (s.starts_at) s.day, s.starts_at, s.starts_at + duration as ends_at, s.id as technician_id, null::uuid as session_id,
      s.starts_at - before - s.to_there as blocked_from, s.starts_at + duration + after + s.more as blocked_to
    from starts s where s.starts_at >= earliest
    order by s.starts_at, s.to_there + s.more, s.visits, s.position, s.id
  ), sessions as materialized (
    select d.day, s.id, s.starts_at, s.ends_at, s.seats > s.reserved - coalesce((
        select sum(v.seats) from guichet.appointments v
        where v.business_id = business and v.session_id = s.id and v.technician_id is null
          and v.status = 'held' and v.dossier_id is null and v.hold_until <= moment), 0) as has_seats
    from guichet.group_sessions s
    join asked d on d.day = (s.starts_at at time zone clock)::date
    where s.business_id = business and s.fault_type_id = fault.id and s.cancelled_at is null
      and s.starts_at >= since and s.starts_at < until and (wanted_start is null or s.starts_at = wanted_start)
      and (d.reason is null or d.reason = 'holiday')
  ), free as materialized (
    select b.day, b.starts_at, b.ends_at, b.technician_id, b.session_id, b.blocked_from, b.blocked_to from best b
    union all
    select s.day, s.starts_at, s.ends_at, null, s.id, s.starts_at, s.ends_at from sessions s
    where s.has_seats and s.starts_at >= earliest
  )
  select f.day, f.starts_at, f.ends_at, f.technician_id, f.session_id, f.blocked_from, f.blocked_to, null, null from free f
  union all
  select d.day, null, null, null, null, null, null, r.reason, case r.reason when 'holiday' then d.holiday end
  from asked d
  cross join lateral (
    select case
      when not fault.in_sessions and not exists (select from able) then 'nobody'
      when d.reason is not null then d.reason
      when d.day in (select s.day from starts s where s.starts_at < earliest) then 'too_soon'
      when d.day in (select s.day from sessions s where s.starts_at < earliest) then 'too_soon'
      when d.day in (select c.day from pieces c) or d.day in (select s.day from sessions s) or is_override then 'full'
      else 'closed'
    end as reason
  ) r
  where d.day not in (select f.day from free f)
  order by 1, 2;
end $function$;
grant execute on function app.search_slots(uuid,uuid,timestamp with time zone,date,integer,text,timestamp with time zone,uuid,uuid) to guichet_app;

CREATE OR REPLACE FUNCTION app.slot_at(wanted_fault uuid, wanted_zone uuid, moment timestamp with time zone, rules text, wanted_start timestamp with time zone, wanted_technician uuid, left_out uuid)
 RETURNS TABLE(technician_id uuid, session_id uuid, ends_at timestamp with time zone, blocked_from timestamp with time zone, blocked_to timestamp with time zone, reason text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
AS $function$
#variable_conflict use_column
declare
  business constant uuid := app.business_id();
  is_override constant boolean := rules = 'override';
  fault record;
  clock text;
  wanted_day date;
  today date;
  iso_day integer;
  day_from timestamptz;
  day_to timestamptz;
  wanted_end timestamptz;
  -- On time, and why not the whole day.
  is_early boolean;
  shut text;
  best record;
  lesson record;
begin
  select f.skill_id, f.in_sessions, f.step_minutes, f.notice_minutes, f.horizon_days,
    make_interval(mins => f.duration_minutes) as duration,
    make_interval(mins => f.buffer_before_minutes) as before, make_interval(mins => f.buffer_after_minutes) as after
  into fault from guichet.fault_types f where f.business_id = business and f.id = wanted_fault and f.active;
  if not found then
    return;
  end if;
  select b.zone into clock from guichet.businesses b where b.business_id = business;
  wanted_day := (wanted_start at time zone clock)::date;
  today := (moment at time zone clock)::date;
  iso_day := extract(isodow from wanted_day);
  day_from := wanted_day::timestamp at time zone clock;
  day_to := (wanted_day + 1)::timestamp at time zone clock;
  wanted_end := wanted_start + fault.duration;
  is_early := case rules when 'customer' then wanted_start < moment + make_interval(mins => fault.notice_minutes) when 'staff' then wanted_start < moment else false end;
  shut := case
    when is_override then null
    when rules = 'customer' and wanted_day > today + fault.horizon_days then 'beyond_horizon'
    when wanted_day < today then 'too_soon'
    when exists (select from guichet.holidays h where h.business_id = business and h.day = wanted_day and not h.works) then 'holiday'
  end;

  with able as materialized (
    select t.id, t.base_zone_id, t.visits_per_day, t.position, z.weekdays
    from guichet.technicians t
    join guichet.technician_skills s on s.business_id = business and s.technician_id = t.id and s.skill_id = fault.skill_id
    join guichet.technician_zones z on z.business_id = business and z.technician_id = t.id and z.zone_id = wanted_zone
    where t.business_id = business and t.active and not fault.in_sessions and not is_override
      and (wanted_technician is null or t.id = wanted_technician)
    union all
    select t.id, t.base_zone_id, 2147483647, t.position, '{1,2,3,4,5,6,7}'
    from guichet.technicians t
    where t.business_id = business and t.id = wanted_technician and t.active and is_override
  ), planned as materialized (
    select distinct on (a.id) a.id, p.id as plan_id
    from able a
    join guichet.plans p on p.business_id = business and (p.technician_id is null or p.technician_id = a.id)
      and (p.from_date is null or wanted_day between p.from_date and p.to_date)
    where shut is null and not is_override and iso_day = any (a.weekdays)
    order by a.id, p.from_date is null, p.to_date - p.from_date, p.technician_id is null, p.id
  ), windows as materialized (
    select p.plan_id, w.kind, c.opens, c.closes
    from (select distinct p.plan_id from planned p) p
    join guichet.plan_windows w on w.business_id = business and w.plan_id = p.plan_id and w.weekday = iso_day
    cross join lateral (
      select (wanted_day + make_interval(mins => w.starts_minute)) at time zone clock as opens,
        (wanted_day + make_interval(mins => w.ends_minute)) at time zone clock as closes
    ) c
  ), pieces as materialized (
    -- The grid begins where the window does, whatever is cut out of it.
    select w.plan_id, bool_or(rules <> 'customer' or mod(date_part('epoch', wanted_start - w.opens)::numeric, fault.step_minutes * 60) = 0) as is_on_grid
    from windows w
    where w.kind = 'work' and w.opens <= wanted_start and w.closes >= wanted_end
      and not exists (
        select from windows b where b.plan_id = w.plan_id and b.kind = 'break' and b.opens < wanted_end and b.closes > wanted_start
      )
    group by w.plan_id
  ), over as materialized (
    -- What is over today blocks nothing any more, but it was a visit, and the next way begins there.
    select v.technician_id, v.zone_id, v.starts_at
    from guichet.appointments v
    where wanted_day <= today and v.business_id = business and v.status in ('done', 'no_show')
      and v.starts_at >= today::timestamp at time zone clock and v.starts_at < (today + 1)::timestamp at time zone clock
  ), open as materialized (
    select a.id, a.base_zone_id, a.visits_per_day, a.position
    from able a
    where is_override or (
      a.id in (select p.id from planned p join pieces c on c.plan_id = p.plan_id and c.is_on_grid)
      and not exists (
        select from guichet.absences x
        where x.business_id = business and x.technician_id = a.id and x.ends_at > wanted_start and x.starts_at < wanted_end
      )
    )
  ), between_two as materialized (
    select o.id, o.visits_per_day, o.position, l.free_from, n.free_to, n.on_day_at, n.buffer,
      coalesce(l.zone_id, o.base_zone_id) as last_zone_id, coalesce(n.zone_id, o.base_zone_id) as next_zone_id
    from open o
    left join lateral (
      select n.zone_id, n.starts_at, n.blocked_from as free_to, n.buffer, case when n.starts_at < day_to then n.starts_at end as on_day_at
      from (
        (select v.zone_id, v.starts_at, v.blocked_from,
          (select f.buffer_before_minutes from guichet.fault_types f where f.business_id = business and f.id = v.fault_type_id) as buffer
        from guichet.appointments v
        where v.business_id = business and v.technician_id = o.id and v.status in ('held', 'requested', 'confirmed')
          and v.blocked_to > wanted_start and v.id is distinct from left_out
          and (v.status <> 'held' or v.dossier_id is not null or v.hold_until > moment)
        order by v.blocked_to limit 1)
        union all
        select d.zone_id, d.starts_at, d.starts_at, 0 from over d where d.technician_id = o.id and d.starts_at > wanted_start
      ) n
      order by n.starts_at limit 1
    ) n on true
    left join lateral (
      -- Where the way begins if it was today, and since when there is time in any case.
      select (array_agg(l.zone_id order by l.starts_at desc) filter (where l.starts_at >= day_from))[1] as zone_id, max(l.blocked_to) as free_from
      from (
        (select v.zone_id, v.starts_at, v.blocked_to
        from guichet.appointments v
        where v.business_id = business and v.technician_id = o.id and v.status in ('held', 'requested', 'confirmed')
          and v.blocked_to <= wanted_start and v.id is distinct from left_out
          and (v.status <> 'held' or v.dossier_id is not null or v.hold_until > moment)
        order by v.blocked_to desc limit 1)
        union all
        select d.zone_id, d.starts_at, d.starts_at from over d where d.technician_id = o.id and d.starts_at <= wanted_start
      ) l
    ) l on true
    where n.starts_at is null or n.starts_at > wanted_start
  ), ways as materialized (
    select b.id, b.visits_per_day, b.position, b.free_from, b.free_to,
      make_interval(mins => coalesce(
        (select t.minutes from guichet.zone_travels t
          where t.business_id = business and t.from_zone_id = b.last_zone_id and t.to_zone_id = wanted_zone),
        (select max(t.minutes) from guichet.zone_travels t where t.business_id = business), 0)) as to_there,
      least(b.free_to, case when b.on_day_at is not null then b.on_day_at - make_interval(mins => b.buffer + coalesce(
        (select t.minutes from guichet.zone_travels t
          where t.business_id = business and t.from_zone_id = wanted_zone and t.to_zone_id = b.next_zone_id),
        (select max(t.minutes) from guichet.zone_travels t where t.business_id = business), 0)) end) as leaves_at
    from between_two b
  ), counted as materialized (
    -- Whoever comes next left time for a way already; what is missing is left by the one before.
    select f.id, f.visits_per_day, f.position, f.to_there, coalesce(f.free_to - f.leaves_at, '0') as more,
      (select count(*) from guichet.appointments v
        where v.business_id = business and v.technician_id = f.id and v.status in ('held', 'requested', 'confirmed')
          and v.blocked_to > day_from and v.blocked_to <= day_to and v.starts_at >= day_from and v.id is distinct from left_out
          and (v.status <> 'held' or v.dossier_id is not null or v.hold_until > moment))
      -- Of those that end after midnight only the first can have begun before.
      + (select count(*) from (
          select v.starts_at from guichet.appointments v
          where v.business_id = business and v.technician_id = f.id and v.status in ('held', 'requested', 'confirmed')
            and v.blocked_to > day_to and v.id is distinct from left_out
            and (v.status <> 'held' or v.dossier_id is not null or v.hold_until > moment)
          order by v.blocked_to limit 1) v
        where v.starts_at >= day_from and v.starts_at < day_to)
      + (select count(*) from over d where d.technician_id = f.id and wanted_day = today) as visits
    from ways f
    where (f.free_from is null or f.free_from + fault.before + f.to_there <= wanted_start)
      and (f.leaves_at is null or wanted_end + fault.after <= f.leaves_at)
  )
  select c.id, c.to_there, c.more, exists (select from able) as is_anybody_able, exists (select from pieces) as is_planned
  into best
  from (select) one
  left join (
    select c.id, c.to_there, c.more from counted c where c.visits < c.visits_per_day
    order by c.to_there + c.more, c.visits, c.position, c.id limit 1
  ) c on true;
  if best.id is not null and not is_early then
    return query select best.id, null::uuid, wanted_end, wanted_start - fault.before - best.to_there, wanted_end + fault.after + best.more, null;
    return;
  end if;

  select s.id, s.ends_at, s.seats > s.reserved - coalesce((
      select sum(v.seats) from guichet.appointments v
      where v.business_id = business and v.session_id = s.id and v.technician_id is null
        and v.status = 'held' and v.dossier_id is null and v.hold_until <= moment), 0) as has_seats
  into lesson
  from guichet.group_sessions s
  where s.business_id = business and s.fault_type_id = wanted_fault and s.cancelled_at is null and s.starts_at = wanted_start
    and (shut is null or shut = 'holiday')
  order by 3 desc, s.id limit 1;
  if lesson.has_seats and not is_early then
    return query select null::uuid, lesson.id, lesson.ends_at, wanted_start, lesson.ends_at, null;
    return;
  end if;

  return query select null::uuid, null::uuid, null::timestamptz, null::timestamptz, null::timestamptz, case
    when not fault.in_sessions and not best.is_anybody_able then 'nobody'
    when shut is not null then shut
    when is_early and (best.id is not null or lesson.id is not null) then 'too_soon'
    when best.is_planned or lesson.id is not null or is_override then 'full'
    else 'closed'
  end;
end $function$;
grant execute on function app.slot_at(uuid,uuid,timestamp with time zone,text,timestamp with time zone,uuid,uuid) to guichet_app;

-- Tables

create table app.migrations (
  number integer not null,
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone default now() not null,
  constraint migrations_pkey PRIMARY KEY (number)
);

create table guichet.absences (
  business_id uuid not null,
  id uuid not null,
  technician_id uuid not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_at timestamp with time zone not null,
  constraint absences_pkey PRIMARY KEY (business_id, id),
  constraint absences_business_id_recorded_by_fkey FOREIGN KEY (business_id, recorded_by) REFERENCES guichet.accounts(business_id, id),
  constraint absences_business_id_technician_id_fkey FOREIGN KEY (business_id, technician_id) REFERENCES guichet.technicians(business_id, id),
  constraint ends_after_it_starts CHECK ((starts_at < ends_at))
);
CREATE INDEX absences_by_technician ON guichet.absences USING btree (business_id, technician_id, ends_at);
alter table guichet.absences enable row level security, force row level security;
create policy house_adds on guichet.absences as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.absences as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.absences as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.absences as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.absences as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.absences as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN false
    WHEN 'customer'::text THEN false
    ELSE false
END);
create policy wall on guichet.absences as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant delete, insert, select, update on guichet.absences to guichet_app;
grant select on guichet.absences to guichet_readonly;

create table guichet.accounts (
  business_id uuid not null,
  id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  password_hash text not null,
  pepper_version integer not null,
  locale text default 'fr'::text not null,
  demo boolean default false not null,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  constraint accounts_pkey PRIMARY KEY (business_id, id),
  constraint one_account_per_email UNIQUE (business_id, email),
  constraint accounts_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id),
  constraint email_is_lowercase CHECK ((email = lower(email))),
  constraint role_is_known CHECK ((role = ANY (ARRAY['admin'::text, 'manager'::text, 'technician'::text])))
);
alter table guichet.accounts enable row level security, force row level security;
create policy house_adds on guichet.accounts as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.accounts as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.accounts as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.accounts as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.accounts as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.accounts as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN app.is_actor(id)
    WHEN 'guest'::text THEN false
    WHEN 'customer'::text THEN false
    ELSE false
END);
create policy wall on guichet.accounts as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.accounts to guichet_app;
grant select on guichet.accounts to guichet_readonly;

create table guichet.appointments (
  business_id uuid not null,
  id uuid not null,
  dossier_id uuid,
  fault_type_id uuid not null,
  technician_id uuid,
  session_id uuid,
  seats integer default 1 not null,
  zone_id uuid,
  commune text,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  blocked_from timestamp with time zone not null,
  blocked_to timestamp with time zone not null,
  blocked tstzrange generated always as (tstzrange(blocked_from, blocked_to)) stored not null,
  status text not null,
  hold_until timestamp with time zone,
  hold_visitor text,
  hold_hash bytea,
  customer_id uuid,
  customer_name text,
  customer_phone text,
  customer_email text,
  address text,
  landmark text,
  notes text,
  boiler_id uuid,
  consents_to_reminders boolean default false not null,
  currency text not null,
  price_minor bigint,
  vat_percent integer not null,
  deposit_minor bigint,
  terms_version text,
  cancel_until timestamp with time zone,
  late_fee_minor bigint default 0 not null,
  sequence integer default 0 not null,
  override_reason text,
  override_by uuid,
  late_minutes integer,
  acknowledged_at timestamp with time zone,
  reminded_day_at timestamp with time zone,
  reminded_hours_at timestamp with time zone,
  held_at timestamp with time zone not null,
  booked_at timestamp with time zone,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  cancel_code text,
  cancel_reason text,
  constraint appointments_pkey PRIMARY KEY (business_id, id),
  constraint one_hold_per_token UNIQUE (business_id, hold_hash),
  constraint no_double_booking EXCLUDE USING gist (business_id WITH =, technician_id WITH =, blocked WITH &&) WHERE ((status = ANY (ARRAY['held'::text, 'requested'::text, 'confirmed'::text]))),
  constraint appointments_business_id_boiler_id_fkey FOREIGN KEY (business_id, boiler_id) REFERENCES guichet.boilers(business_id, id),
  constraint appointments_business_id_customer_id_fkey FOREIGN KEY (business_id, customer_id) REFERENCES guichet.customers(business_id, id),
  constraint appointments_business_id_dossier_id_fkey FOREIGN KEY (business_id, dossier_id) REFERENCES guichet.dossiers(business_id, id),
  constraint appointments_business_id_fault_type_id_fkey FOREIGN KEY (business_id, fault_type_id) REFERENCES guichet.fault_types(business_id, id),
  constraint appointments_business_id_override_by_fkey FOREIGN KEY (business_id, override_by) REFERENCES guichet.accounts(business_id, id),
  constraint appointments_business_id_session_id_fkey FOREIGN KEY (business_id, session_id) REFERENCES guichet.group_sessions(business_id, id),
  constraint appointments_business_id_technician_id_fkey FOREIGN KEY (business_id, technician_id) REFERENCES guichet.technicians(business_id, id),
  constraint appointments_business_id_zone_id_fkey FOREIGN KEY (business_id, zone_id) REFERENCES guichet.zones(business_id, id),
  constraint blocked_covers_the_visit CHECK (((blocked_from <= starts_at) AND (blocked_to >= ends_at))),
  constraint booked_has_its_customer CHECK (((dossier_id IS NULL) OR ((customer_id IS NOT NULL) AND (customer_name IS NOT NULL) AND (customer_phone IS NOT NULL)))),
  constraint booked_has_its_dossier CHECK (((dossier_id IS NULL) = (booked_at IS NULL))),
  constraint cancel_code_iff_cancelled CHECK (((status = 'cancelled'::text) = (cancel_code IS NOT NULL))),
  constraint cancel_code_is_known CHECK ((cancel_code = ANY (ARRAY['by_customer'::text, 'by_staff'::text, 'refused'::text, 'hold_expired'::text, 'session_cancelled'::text, 'refunded'::text]))),
  constraint cancelled_at_iff_cancelled CHECK (((status = 'cancelled'::text) = (cancelled_at IS NOT NULL))),
  constraint dossier_is_its_own CHECK ((dossier_id = id)),
  constraint ends_after_it_starts CHECK ((starts_at < ends_at)),
  constraint finished_was_started CHECK (((finished_at IS NULL) OR (started_at IS NOT NULL))),
  constraint held_until_iff_held CHECK (((status = 'held'::text) = (hold_until IS NOT NULL))),
  constraint late_is_today CHECK (((late_minutes >= 1) AND (late_minutes <= 240))),
  constraint only_holds_and_sessions_are_unbooked CHECK (((dossier_id IS NOT NULL) OR (status = ANY (ARRAY['held'::text, 'expired'::text, 'cancelled'::text])) OR (session_id IS NOT NULL))),
  constraint override_has_its_reason CHECK (((override_reason IS NULL) = (override_by IS NULL))),
  constraint seats_are_positive CHECK ((seats > 0)),
  constraint somebody_comes CHECK (((technician_id IS NOT NULL) OR (session_id IS NOT NULL))),
  constraint status_is_known CHECK ((status = ANY (ARRAY['held'::text, 'requested'::text, 'confirmed'::text, 'done'::text, 'cancelled'::text, 'no_show'::text, 'expired'::text])))
);
CREATE INDEX appointments_by_address ON guichet.appointments USING btree (business_id, commune, address, starts_at) WHERE (status = 'done'::text);
CREATE INDEX appointments_by_customer ON guichet.appointments USING btree (business_id, customer_id, starts_at) WHERE (customer_id IS NOT NULL);
CREATE INDEX appointments_by_hold ON guichet.appointments USING btree (business_id, hold_until) WHERE (status = 'held'::text);
CREATE INDEX appointments_by_request ON guichet.appointments USING btree (business_id, booked_at, id) WHERE (status = 'requested'::text);
CREATE INDEX appointments_by_session ON guichet.appointments USING btree (business_id, session_id) WHERE (session_id IS NOT NULL);
CREATE INDEX appointments_by_technician ON guichet.appointments USING btree (business_id, technician_id, blocked_to, blocked_from) WHERE (status = ANY (ARRAY['held'::text, 'requested'::text, 'confirmed'::text]));
CREATE INDEX appointments_by_time ON guichet.appointments USING btree (business_id, starts_at, id);
CREATE INDEX appointments_by_visitor ON guichet.appointments USING btree (business_id, hold_visitor, hold_until) WHERE (status = 'held'::text);
alter table guichet.appointments enable row level security, force row level security;
create policy house_adds on guichet.appointments as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.appointments as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.appointments as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.appointments as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.appointments as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.appointments as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN app.is_dossier(dossier_id)
    WHEN 'customer'::text THEN app.is_actor(customer_id)
    ELSE false
END);
create policy wall on guichet.appointments as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
CREATE TRIGGER appointment_moves BEFORE UPDATE ON guichet.appointments FOR EACH ROW EXECUTE FUNCTION app.appointment_moves();
grant insert, select, update on guichet.appointments to guichet_app;
grant select on guichet.appointments to guichet_readonly;

create table guichet.boilers (
  business_id uuid not null,
  id uuid not null,
  slug text not null,
  brand_id uuid not null,
  name text not null,
  aliases text[] default '{}'::text[] not null,
  facts jsonb not null,
  constraint boilers_pkey PRIMARY KEY (business_id, id),
  constraint one_boiler_per_slug UNIQUE (business_id, slug),
  constraint boilers_business_id_brand_id_fkey FOREIGN KEY (business_id, brand_id) REFERENCES guichet.brands(business_id, id)
);
CREATE INDEX boilers_by_brand ON guichet.boilers USING btree (business_id, brand_id);
alter table guichet.boilers enable row level security, force row level security;
create policy house_adds on guichet.boilers as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.boilers as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.boilers as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.boilers as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.boilers as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.boilers as permissive for select to guichet_app
  using ((( SELECT app.scope() AS scope) IS NOT NULL));
create policy wall on guichet.boilers as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant select on guichet.boilers to guichet_app;
grant select on guichet.boilers to guichet_readonly;

create table guichet.brands (
  business_id uuid not null,
  id uuid not null,
  slug text not null,
  name text not null,
  aliases text[] default '{}'::text[] not null,
  constraint brands_pkey PRIMARY KEY (business_id, id),
  constraint one_brand_per_slug UNIQUE (business_id, slug),
  constraint brands_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id)
);
alter table guichet.brands enable row level security, force row level security;
create policy house_adds on guichet.brands as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.brands as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.brands as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.brands as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.brands as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.brands as permissive for select to guichet_app
  using ((( SELECT app.scope() AS scope) IS NOT NULL));
create policy wall on guichet.brands as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant select on guichet.brands to guichet_app;
grant select on guichet.brands to guichet_readonly;

create table guichet.business_secrets (
  business_id uuid not null,
  id uuid not null,
  name text not null,
  key_version integer not null,
  sealed bytea not null,
  updated_at timestamp with time zone default now() not null,
  constraint business_secrets_pkey PRIMARY KEY (business_id, id),
  constraint one_secret_per_name UNIQUE (business_id, name),
  constraint business_secrets_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id)
);
alter table guichet.business_secrets enable row level security, force row level security;
create policy house_adds on guichet.business_secrets as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.business_secrets as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.business_secrets as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.business_secrets as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.business_secrets as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.business_secrets as permissive for select to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy wall on guichet.business_secrets as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant delete, insert, select, update on guichet.business_secrets to guichet_app;
grant select on guichet.business_secrets to guichet_readonly;

create table guichet.businesses (
  business_id uuid not null,
  slug text not null,
  name text not null,
  country text not null,
  currency text not null,
  zone text not null,
  locales text[] not null,
  hosts text[] default '{}'::text[] not null,
  features text[] default '{}'::text[] not null,
  profile jsonb not null,
  created_at timestamp with time zone default now() not null,
  constraint businesses_pkey PRIMARY KEY (business_id),
  constraint one_business_per_slug UNIQUE (slug),
  constraint country_is_iso CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint currency_is_served CHECK ((currency = ANY (ARRAY['DZD'::text, 'EUR'::text, 'TND'::text, 'XOF'::text]))),
  constraint slug_is_lowercase_words CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text))
);
alter table guichet.businesses enable row level security, force row level security;
create policy house_adds on guichet.businesses as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.businesses as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.businesses as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.businesses as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.businesses as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.businesses as permissive for select to guichet_app
  using ((( SELECT app.scope() AS scope) IS NOT NULL));
create policy wall on guichet.businesses as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant select on guichet.businesses to guichet_app;
grant select on guichet.businesses to guichet_readonly;

create table guichet.captcha_uses (
  business_id uuid not null,
  id uuid not null,
  used_for text not null,
  used_at timestamp with time zone not null,
  constraint captcha_uses_pkey PRIMARY KEY (business_id, id),
  constraint captcha_uses_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id)
);
CREATE INDEX captcha_uses_by_time ON guichet.captcha_uses USING btree (business_id, used_at);
alter table guichet.captcha_uses enable row level security, force row level security;
create policy house_adds on guichet.captcha_uses as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.captcha_uses as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.captcha_uses as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.captcha_uses as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.captcha_uses as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.captcha_uses as permissive for select to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy wall on guichet.captcha_uses as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant delete, insert, select, update on guichet.captcha_uses to guichet_app;
grant select on guichet.captcha_uses to guichet_readonly;

create table guichet.categories (
  business_id uuid not null,
  id uuid not null,
  slug text not null,
  name jsonb not null,
  "position" integer not null,
  constraint categories_pkey PRIMARY KEY (business_id, id),
  constraint one_category_per_slug UNIQUE (business_id, slug),
  constraint categories_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id)
);
alter table guichet.categories enable row level security, force row level security;
create policy house_adds on guichet.categories as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.categories as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.categories as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.categories as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.categories as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.categories as permissive for select to guichet_app
  using ((( SELECT app.scope() AS scope) IS NOT NULL));
create policy wall on guichet.categories as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant select on guichet.categories to guichet_app;
grant select on guichet.categories to guichet_readonly;

create table guichet.customers (
  business_id uuid not null,
  id uuid not null,
  name text not null,
  phone text not null,
  email text,
  locale text not null,
  created_at timestamp with time zone not null,
  constraint customers_pkey PRIMARY KEY (business_id, id),
  constraint one_customer_per_phone UNIQUE (business_id, phone),
  constraint customers_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id),
  constraint phone_is_e164 CHECK ((phone ~ '^\+[1-9][0-9]{6,14}$'::text))
);
alter table guichet.customers enable row level security, force row level security;
create policy house_adds on guichet.customers as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.customers as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.customers as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.customers as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.customers as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.customers as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN false
    WHEN 'customer'::text THEN app.is_actor(id)
    ELSE false
END);
create policy wall on guichet.customers as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.customers to guichet_app;
grant select on guichet.customers to guichet_readonly;

create table guichet.delivery_rates (
  business_id uuid not null,
  id uuid not null,
  method text not null,
  wilaya integer not null,
  price_minor bigint not null,
  days integer not null,
  constraint delivery_rates_pkey PRIMARY KEY (business_id, id),
  constraint one_rate_per_wilaya UNIQUE (business_id, method, wilaya),
  constraint delivery_rates_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id),
  constraint method_is_known CHECK ((method = ANY (ARRAY['home'::text, 'desk'::text, 'pickup'::text]))),
  constraint price_is_never_negative CHECK ((price_minor >= 0)),
  constraint wilaya_exists CHECK (((wilaya >= 1) AND (wilaya <= 69)))
);
alter table guichet.delivery_rates enable row level security, force row level security;
create policy house_adds on guichet.delivery_rates as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.delivery_rates as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.delivery_rates as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.delivery_rates as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.delivery_rates as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.delivery_rates as permissive for select to guichet_app
  using ((( SELECT app.scope() AS scope) IS NOT NULL));
create policy wall on guichet.delivery_rates as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant select on guichet.delivery_rates to guichet_app;
grant select on guichet.delivery_rates to guichet_readonly;

create table guichet.dossiers (
  business_id uuid not null,
  id uuid not null,
  kind text not null,
  number text not null,
  customer_id uuid not null,
  owner_id uuid,
  locale text not null,
  link_key_version integer not null,
  link_generation integer default 1 not null,
  link_hash bytea not null,
  link_revoked_at timestamp with time zone,
  opened_at timestamp with time zone not null,
  constraint dossiers_pkey PRIMARY KEY (business_id, id),
  constraint one_dossier_per_link UNIQUE (business_id, link_hash),
  constraint one_dossier_per_number UNIQUE (business_id, number),
  constraint dossiers_business_id_customer_id_fkey FOREIGN KEY (business_id, customer_id) REFERENCES guichet.customers(business_id, id),
  constraint dossiers_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id),
  constraint dossiers_business_id_owner_id_fkey FOREIGN KEY (business_id, owner_id) REFERENCES guichet.accounts(business_id, id),
  constraint kind_is_known CHECK ((kind = ANY (ARRAY['order'::text, 'appointment'::text, 'claim'::text, 'ticket'::text, 'project'::text])))
);
CREATE INDEX dossiers_by_customer ON guichet.dossiers USING btree (business_id, customer_id);
alter table guichet.dossiers enable row level security, force row level security;
create policy house_adds on guichet.dossiers as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.dossiers as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.dossiers as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.dossiers as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.dossiers as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.dossiers as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN app.is_dossier(id)
    WHEN 'customer'::text THEN app.is_actor(customer_id)
    ELSE false
END);
create policy wall on guichet.dossiers as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.dossiers to guichet_app;
grant select on guichet.dossiers to guichet_readonly;

create table guichet.errands (
  business_id uuid not null,
  name text not null,
  subject_id uuid not null,
  status text not null,
  attempt integer not null,
  failures integer default 0 not null,
  unknown boolean default false not null,
  lease_until timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint errands_pkey PRIMARY KEY (business_id, name, subject_id),
  constraint errands_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id),
  constraint status_is_known CHECK ((status = ANY (ARRAY['ready'::text, 'sending'::text, 'done'::text])))
);
alter table guichet.errands enable row level security, force row level security;
create policy house_adds on guichet.errands as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.errands as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.errands as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.errands as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.errands as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.errands as permissive for select to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy wall on guichet.errands as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.errands to guichet_app;
grant select on guichet.errands to guichet_readonly;

create table guichet.events (
  business_id uuid not null,
  id uuid not null,
  seq bigint,
  name text not null,
  dossier_id uuid,
  actor_scope text not null,
  actor_id uuid,
  audience text not null,
  facts jsonb not null,
  jobs jsonb default '[]'::jsonb not null,
  created_at timestamp with time zone not null,
  constraint events_pkey PRIMARY KEY (business_id, id),
  constraint one_event_per_seq UNIQUE (business_id, seq),
  constraint event_has_its_dossier FOREIGN KEY (business_id, dossier_id) REFERENCES guichet.dossiers(business_id, id),
  constraint events_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id),
  constraint audience_is_known CHECK ((audience = ANY (ARRAY['staff'::text, 'customer'::text])))
);
CREATE INDEX events_by_dossier ON guichet.events USING btree (business_id, dossier_id, id);
CREATE INDEX events_unnumbered ON guichet.events USING btree (id) WHERE (seq IS NULL);
alter table guichet.events enable row level security, force row level security;
create policy house_adds on guichet.events as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.events as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.events as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.events as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.events as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.events as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN (app.is_dossier(dossier_id) AND (audience = 'customer'::text))
    WHEN 'customer'::text THEN ((audience = 'customer'::text) AND app.is_dossier_of_actor(dossier_id))
    ELSE false
END);
create policy relay_numbers on guichet.events as permissive for update to guichet_jobs
  using ((seq IS NULL))
  with check ((seq IS NOT NULL));
create policy relay_reads on guichet.events as permissive for select to guichet_jobs
  using (true);
create policy wall on guichet.events as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select on guichet.events to guichet_app;
grant select on guichet.events to guichet_jobs;
grant select on guichet.events to guichet_readonly;
grant update (seq) on guichet.events to guichet_jobs;

create table guichet.fault_types (
  business_id uuid not null,
  id uuid not null,
  slug text not null,
  name jsonb not null,
  about jsonb not null,
  skill_id uuid not null,
  duration_minutes integer not null,
  step_minutes integer not null,
  buffer_before_minutes integer default 0 not null,
  buffer_after_minutes integer default 0 not null,
  price_minor bigint,
  vat_percent integer not null,
  deposit_minor bigint,
  needs_approval boolean default false not null,
  notice_minutes integer default 120 not null,
  horizon_days integer default 30 not null,
  cutoff_minutes integer default 1440 not null,
  late_fee_minor bigint default 0 not null,
  photos_at_most integer default 4 not null,
  active boolean default true not null,
  "position" integer not null,
  in_sessions boolean default false not null,
  constraint fault_types_pkey PRIMARY KEY (business_id, id),
  constraint one_fault_type_per_slug UNIQUE (business_id, slug),
  constraint fault_types_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id),
  constraint fault_types_business_id_skill_id_fkey FOREIGN KEY (business_id, skill_id) REFERENCES guichet.skills(business_id, id),
  constraint buffer_after_is_short CHECK (((buffer_after_minutes >= 0) AND (buffer_after_minutes <= 240))),
  constraint buffer_before_is_short CHECK (((buffer_before_minutes >= 0) AND (buffer_before_minutes <= 240))),
  constraint deposit_is_no_approval CHECK (((deposit_minor IS NULL) OR (NOT needs_approval))),
  constraint deposit_is_positive CHECK ((deposit_minor > 0)),
  constraint duration_is_a_visit CHECK (((duration_minutes >= 5) AND (duration_minutes <= 720))),
  constraint horizon_is_near CHECK (((horizon_days >= 1) AND (horizon_days <= 120))),
  constraint late_fee_is_never_negative CHECK ((late_fee_minor >= 0)),
  constraint price_is_never_negative CHECK ((price_minor >= 0)),
  constraint step_is_positive CHECK (((step_minutes >= 5) AND (step_minutes <= 720)))
);
alter table guichet.fault_types enable row level security, force row level security;
create policy house_adds on guichet.fault_types as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.fault_types as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.fault_types as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.fault_types as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.fault_types as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.fault_types as permissive for select to guichet_app
  using ((( SELECT app.scope() AS scope) IS NOT NULL));
create policy wall on guichet.fault_types as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.fault_types to guichet_app;
grant select on guichet.fault_types to guichet_readonly;

create table guichet.gateway_references (
  business_id uuid not null,
  id uuid not null,
  attempt_id uuid not null,
  dossier_id uuid not null,
  gateway text not null,
  reference text not null,
  gateway_reference text,
  redirect_url text,
  made_at timestamp with time zone not null,
  constraint gateway_references_pkey PRIMARY KEY (business_id, id),
  constraint one_call_per_gateway_reference UNIQUE (business_id, gateway, gateway_reference),
  constraint one_call_per_reference UNIQUE (business_id, gateway, reference),
  constraint gateway_references_business_id_attempt_id_fkey FOREIGN KEY (business_id, attempt_id) REFERENCES guichet.payment_attempts(business_id, id),
  constraint gateway_references_business_id_dossier_id_fkey FOREIGN KEY (business_id, dossier_id) REFERENCES guichet.dossiers(business_id, id)
);
CREATE INDEX gateway_references_by_attempt ON guichet.gateway_references USING btree (business_id, attempt_id);
alter table guichet.gateway_references enable row level security, force row level security;
create policy house_adds on guichet.gateway_references as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.gateway_references as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.gateway_references as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.gateway_references as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.gateway_references as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.gateway_references as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN app.is_dossier(dossier_id)
    WHEN 'customer'::text THEN (dossier_id IN ( SELECT d.id
       FROM guichet.dossiers d
      WHERE app.is_actor(d.customer_id)))
    ELSE false
END);
create policy wall on guichet.gateway_references as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select on guichet.gateway_references to guichet_app;
grant select on guichet.gateway_references to guichet_readonly;
grant update (gateway_reference, redirect_url) on guichet.gateway_references to guichet_app;

create table guichet.group_sessions (
  business_id uuid not null,
  id uuid not null,
  fault_type_id uuid not null,
  name jsonb not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  seats integer not null,
  reserved integer default 0 not null,
  cancelled_at timestamp with time zone,
  constraint group_sessions_pkey PRIMARY KEY (business_id, id),
  constraint group_sessions_business_id_fault_type_id_fkey FOREIGN KEY (business_id, fault_type_id) REFERENCES guichet.fault_types(business_id, id),
  constraint ends_after_it_starts CHECK ((starts_at < ends_at)),
  constraint reserved_is_within_seats CHECK (((reserved >= 0) AND (reserved <= seats))),
  constraint seats_are_positive CHECK ((seats > 0))
);
CREATE INDEX group_sessions_by_time ON guichet.group_sessions USING btree (business_id, starts_at);
alter table guichet.group_sessions enable row level security, force row level security;
create policy house_adds on guichet.group_sessions as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.group_sessions as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.group_sessions as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.group_sessions as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.group_sessions as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.group_sessions as permissive for select to guichet_app
  using ((( SELECT app.scope() AS scope) IS NOT NULL));
create policy wall on guichet.group_sessions as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.group_sessions to guichet_app;
grant select on guichet.group_sessions to guichet_readonly;

create table guichet.holidays (
  business_id uuid not null,
  id uuid not null,
  code text not null,
  name jsonb not null,
  day date not null,
  movable boolean not null,
  confirmed_at timestamp with time zone,
  confirmed_by uuid,
  works boolean default false not null,
  constraint holidays_pkey PRIMARY KEY (business_id, id),
  constraint one_holiday_per_day UNIQUE (business_id, day, code),
  constraint holidays_business_id_confirmed_by_fkey FOREIGN KEY (business_id, confirmed_by) REFERENCES guichet.accounts(business_id, id),
  constraint holidays_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id),
  constraint fixed_needs_no_word CHECK ((movable OR (confirmed_at IS NULL)))
);
alter table guichet.holidays enable row level security, force row level security;
create policy house_adds on guichet.holidays as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.holidays as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.holidays as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.holidays as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.holidays as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.holidays as permissive for select to guichet_app
  using ((( SELECT app.scope() AS scope) IS NOT NULL));
create policy wall on guichet.holidays as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.holidays to guichet_app;
grant select on guichet.holidays to guichet_readonly;

create table guichet.idempotency_keys (
  business_id uuid not null,
  visitor text not null,
  route text not null,
  key text not null,
  request_hash text not null,
  ids jsonb not null,
  created_at timestamp with time zone not null,
  constraint idempotency_keys_pkey PRIMARY KEY (business_id, visitor, route, key),
  constraint idempotency_keys_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id)
);
alter table guichet.idempotency_keys enable row level security, force row level security;
create policy house_adds on guichet.idempotency_keys as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.idempotency_keys as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.idempotency_keys as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.idempotency_keys as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.idempotency_keys as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.idempotency_keys as permissive for select to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy wall on guichet.idempotency_keys as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select on guichet.idempotency_keys to guichet_app;
grant select on guichet.idempotency_keys to guichet_readonly;

create table guichet.invoice_balances (
  business_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  due_minor bigint not null,
  constraint invoice_balances_pkey PRIMARY KEY (business_id, id),
  constraint invoice_balances_business_id_dossier_id_fkey FOREIGN KEY (business_id, dossier_id) REFERENCES guichet.dossiers(business_id, id),
  constraint invoice_balances_business_id_id_fkey FOREIGN KEY (business_id, id) REFERENCES guichet.invoices(business_id, id),
  constraint due_is_never_negative CHECK ((due_minor >= 0))
);
alter table guichet.invoice_balances enable row level security, force row level security;
create policy house_adds on guichet.invoice_balances as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.invoice_balances as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.invoice_balances as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.invoice_balances as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.invoice_balances as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.invoice_balances as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN app.is_dossier(dossier_id)
    WHEN 'customer'::text THEN (dossier_id IN ( SELECT d.id
       FROM guichet.dossiers d
      WHERE app.is_actor(d.customer_id)))
    ELSE false
END);
create policy wall on guichet.invoice_balances as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.invoice_balances to guichet_app;
grant select on guichet.invoice_balances to guichet_readonly;

create table guichet.invoice_files (
  business_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  sha256 text not null,
  bytes integer not null,
  stored_at timestamp with time zone not null,
  constraint invoice_files_pkey PRIMARY KEY (business_id, id),
  constraint invoice_files_business_id_dossier_id_fkey FOREIGN KEY (business_id, dossier_id) REFERENCES guichet.dossiers(business_id, id),
  constraint invoice_files_business_id_id_fkey FOREIGN KEY (business_id, id) REFERENCES guichet.invoices(business_id, id)
);
alter table guichet.invoice_files enable row level security, force row level security;
create policy house_adds on guichet.invoice_files as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.invoice_files as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.invoice_files as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.invoice_files as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.invoice_files as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.invoice_files as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN app.is_dossier(dossier_id)
    WHEN 'customer'::text THEN (dossier_id IN ( SELECT d.id
       FROM guichet.dossiers d
      WHERE app.is_actor(d.customer_id)))
    ELSE false
END);
create policy wall on guichet.invoice_files as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON guichet.invoice_files FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON guichet.invoice_files FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
grant insert, select on guichet.invoice_files to guichet_app;
grant select on guichet.invoice_files to guichet_readonly;

create table guichet.invoice_series (
  business_id uuid not null,
  id uuid not null,
  kind text not null,
  year integer not null,
  next integer default 1 not null,
  last_hash text default ''::text not null,
  last_issued_at timestamp with time zone,
  constraint invoice_series_pkey PRIMARY KEY (business_id, id),
  constraint one_series_per_year UNIQUE (business_id, kind, year),
  constraint invoice_series_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id),
  constraint kind_is_known CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit_note'::text])))
);
alter table guichet.invoice_series enable row level security, force row level security;
create policy house_adds on guichet.invoice_series as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.invoice_series as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.invoice_series as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.invoice_series as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.invoice_series as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.invoice_series as permissive for select to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy wall on guichet.invoice_series as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select on guichet.invoice_series to guichet_app;
grant select on guichet.invoice_series to guichet_readonly;
grant update (last_hash, last_issued_at, next) on guichet.invoice_series to guichet_app;

create table guichet.invoices (
  business_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  kind text not null,
  series_id uuid not null,
  sequence integer not null,
  number text not null,
  corrects_id uuid,
  currency text not null,
  total_minor bigint not null,
  content jsonb not null,
  previous_hash text not null,
  hash text not null,
  issued_at timestamp with time zone not null,
  constraint invoices_pkey PRIMARY KEY (business_id, id),
  constraint one_document_per_number UNIQUE (business_id, number),
  constraint one_document_per_sequence UNIQUE (business_id, series_id, sequence),
  constraint invoices_business_id_corrects_id_fkey FOREIGN KEY (business_id, corrects_id) REFERENCES guichet.invoices(business_id, id),
  constraint invoices_business_id_dossier_id_fkey FOREIGN KEY (business_id, dossier_id) REFERENCES guichet.dossiers(business_id, id),
  constraint invoices_business_id_series_id_fkey FOREIGN KEY (business_id, series_id) REFERENCES guichet.invoice_series(business_id, id),
  constraint credit_note_corrects_an_invoice CHECK (((kind = 'credit_note'::text) = (corrects_id IS NOT NULL))),
  constraint kind_is_known CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit_note'::text])))
);
CREATE INDEX invoices_by_corrected ON guichet.invoices USING btree (business_id, corrects_id);
CREATE INDEX invoices_by_dossier ON guichet.invoices USING btree (business_id, dossier_id);
CREATE UNIQUE INDEX one_invoice_per_order ON guichet.invoices USING btree (business_id, dossier_id) WHERE (kind = 'invoice'::text);
alter table guichet.invoices enable row level security, force row level security;
create policy house_adds on guichet.invoices as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.invoices as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.invoices as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.invoices as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.invoices as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.invoices as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN app.is_dossier(dossier_id)
    WHEN 'customer'::text THEN (dossier_id IN ( SELECT d.id
       FROM guichet.dossiers d
      WHERE app.is_actor(d.customer_id)))
    ELSE false
END);
create policy wall on guichet.invoices as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON guichet.invoices FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON guichet.invoices FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER credit_is_covered BEFORE INSERT ON guichet.invoices FOR EACH ROW EXECUTE FUNCTION app.credit_is_covered();
grant insert, select on guichet.invoices to guichet_app;
grant select on guichet.invoices to guichet_readonly;

create table guichet.legal_texts (
  business_id uuid not null,
  id uuid not null,
  kind text not null,
  version text not null,
  locale text not null,
  body text not null,
  published_at timestamp with time zone not null,
  constraint legal_texts_pkey PRIMARY KEY (business_id, id),
  constraint one_text_per_version UNIQUE (business_id, kind, version, locale),
  constraint legal_texts_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id),
  constraint kind_is_known CHECK ((kind = ANY (ARRAY['mentions'::text, 'terms'::text, 'privacy'::text, 'returns'::text])))
);
alter table guichet.legal_texts enable row level security, force row level security;
create policy house_adds on guichet.legal_texts as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.legal_texts as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.legal_texts as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.legal_texts as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.legal_texts as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.legal_texts as permissive for select to guichet_app
  using ((( SELECT app.scope() AS scope) IS NOT NULL));
create policy wall on guichet.legal_texts as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON guichet.legal_texts FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON guichet.legal_texts FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
grant select on guichet.legal_texts to guichet_app;
grant select on guichet.legal_texts to guichet_readonly;

create table guichet.messages (
  business_id uuid not null,
  id uuid not null,
  dossier_id uuid,
  direction text not null,
  channel text not null,
  template text,
  locale text not null,
  recipient text,
  subject text,
  body text not null,
  status text not null,
  channel_reference text,
  failure text,
  attachments jsonb default '[]'::jsonb not null,
  written_by uuid,
  written_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  sender text,
  constraint messages_pkey PRIMARY KEY (business_id, id),
  constraint messages_business_id_dossier_id_fkey FOREIGN KEY (business_id, dossier_id) REFERENCES guichet.dossiers(business_id, id),
  constraint messages_business_id_written_by_fkey FOREIGN KEY (business_id, written_by) REFERENCES guichet.accounts(business_id, id),
  constraint a_page_has_its_dossier CHECK (((dossier_id IS NOT NULL) OR (channel <> 'page'::text))),
  constraint channel_is_known CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text, 'whatsapp'::text, 'form'::text, 'page'::text]))),
  constraint direction_is_known CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
  constraint status_is_known CHECK ((status = ANY (ARRAY['queued'::text, 'sent'::text, 'delivered'::text, 'failed'::text, 'received'::text])))
);
CREATE INDEX messages_by_dossier ON guichet.messages USING btree (business_id, dossier_id, id);
CREATE INDEX messages_by_time ON guichet.messages USING btree (business_id, written_at DESC, id DESC);
CREATE UNIQUE INDEX one_text_per_reference ON guichet.messages USING btree (business_id, channel_reference) WHERE ((channel = 'sms'::text) AND (channel_reference IS NOT NULL));
CREATE INDEX texts_by_recipient ON guichet.messages USING btree (business_id, recipient, id) WHERE ((channel = 'sms'::text) AND (direction = 'out'::text));
alter table guichet.messages enable row level security, force row level security;
create policy house_adds on guichet.messages as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.messages as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.messages as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.messages as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.messages as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.messages as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN app.is_dossier(dossier_id)
    WHEN 'customer'::text THEN (dossier_id IN ( SELECT d.id
       FROM guichet.dossiers d
      WHERE app.is_actor(d.customer_id)))
    ELSE false
END);
create policy wall on guichet.messages as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.messages to guichet_app;
grant select on guichet.messages to guichet_readonly;

create table guichet.order_lines (
  business_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  variant_id uuid not null,
  sku text not null,
  name jsonb not null,
  quantity integer not null,
  unit_price_minor bigint not null,
  total_minor bigint not null,
  vat_percent integer not null,
  net_minor bigint not null,
  "position" integer not null,
  constraint order_lines_pkey PRIMARY KEY (business_id, id),
  constraint order_lines_business_id_order_id_fkey FOREIGN KEY (business_id, order_id) REFERENCES guichet.orders(business_id, id),
  constraint order_lines_business_id_variant_id_fkey FOREIGN KEY (business_id, variant_id) REFERENCES guichet.variants(business_id, id),
  constraint line_total_is_price_times_quantity CHECK ((total_minor = (unit_price_minor * quantity))),
  constraint quantity_is_positive CHECK ((quantity > 0))
);
CREATE INDEX order_lines_by_order ON guichet.order_lines USING btree (business_id, order_id);
alter table guichet.order_lines enable row level security, force row level security;
create policy house_adds on guichet.order_lines as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.order_lines as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.order_lines as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.order_lines as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.order_lines as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.order_lines as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN app.is_dossier(order_id)
    WHEN 'customer'::text THEN (order_id IN ( SELECT o.id
       FROM guichet.orders o
      WHERE app.is_actor(o.customer_id)))
    ELSE false
END);
create policy wall on guichet.order_lines as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON guichet.order_lines FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON guichet.order_lines FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
grant insert, select on guichet.order_lines to guichet_app;
grant select on guichet.order_lines to guichet_readonly;

create table guichet.orders (
  business_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  customer_name text not null,
  customer_phone text not null,
  customer_email text,
  delivery_method text not null,
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
  payment_status text not null,
  fulfilment_status text not null,
  terms_version text not null,
  hold_until timestamp with time zone,
  carrier text,
  carrier_reference text,
  placed_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  shipped_at timestamp with time zone,
  paid_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  cancel_code text,
  cancel_reason text,
  constraint orders_pkey PRIMARY KEY (business_id, id),
  constraint orders_business_id_customer_id_fkey FOREIGN KEY (business_id, customer_id) REFERENCES guichet.customers(business_id, id),
  constraint orders_business_id_id_fkey FOREIGN KEY (business_id, id) REFERENCES guichet.dossiers(business_id, id),
  constraint amounts_are_never_negative CHECK (((goods_minor >= 0) AND (delivery_minor >= 0) AND (stamp_minor >= 0) AND (vat_minor >= 0))),
  constraint cancel_code_iff_cancelled CHECK (((fulfilment_status = 'cancelled'::text) = (cancel_code IS NOT NULL))),
  constraint cancel_code_is_known CHECK ((cancel_code = ANY (ARRAY['by_staff'::text, 'hold_expired'::text, 'refunded'::text]))),
  constraint cancelled_at_iff_cancelled CHECK (((fulfilment_status = 'cancelled'::text) = (cancelled_at IS NOT NULL))),
  constraint card_ships_paid CHECK (((payment_method = 'cash_on_delivery'::text) OR (fulfilment_status <> ALL (ARRAY['shipped'::text, 'delivered'::text])) OR (payment_status <> 'unpaid'::text))),
  constraint delivery_method_is_known CHECK ((delivery_method = ANY (ARRAY['home'::text, 'desk'::text, 'pickup'::text]))),
  constraint fulfilment_status_is_known CHECK ((fulfilment_status = ANY (ARRAY['new'::text, 'confirmed'::text, 'shipped'::text, 'delivered'::text, 'returned'::text, 'cancelled'::text]))),
  constraint paid_has_its_time CHECK (((payment_status = 'unpaid'::text) = (paid_at IS NULL))),
  constraint payment_status_is_known CHECK ((payment_status = ANY (ARRAY['unpaid'::text, 'paid'::text, 'partially_refunded'::text, 'refunded'::text]))),
  constraint shipped_has_its_time CHECK (((fulfilment_status <> ALL (ARRAY['shipped'::text, 'delivered'::text])) OR (shipped_at IS NOT NULL))),
  constraint total_is_the_sum CHECK ((total_minor = ((goods_minor + delivery_minor) + stamp_minor)))
);
CREATE INDEX orders_by_customer ON guichet.orders USING btree (business_id, customer_id);
CREATE INDEX orders_by_fulfilment ON guichet.orders USING btree (business_id, fulfilment_status, placed_at DESC, id DESC);
CREATE INDEX orders_by_payment ON guichet.orders USING btree (business_id, paid_at) WHERE (paid_at IS NOT NULL);
CREATE INDEX orders_by_time ON guichet.orders USING btree (business_id, placed_at DESC, id DESC);
alter table guichet.orders enable row level security, force row level security;
create policy house_adds on guichet.orders as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.orders as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.orders as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.orders as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.orders as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.orders as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN app.is_dossier(id)
    WHEN 'customer'::text THEN app.is_actor(customer_id)
    ELSE false
END);
create policy wall on guichet.orders as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.orders to guichet_app;
grant select on guichet.orders to guichet_readonly;

create table guichet.payment_attempts (
  business_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  dossier_id uuid not null,
  gateway text not null,
  status text not null,
  amount_minor bigint not null,
  currency text not null,
  reason text,
  reason_text text,
  surplus boolean default false not null,
  started_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint payment_attempts_pkey PRIMARY KEY (business_id, id),
  constraint payment_attempts_business_id_dossier_id_fkey FOREIGN KEY (business_id, dossier_id) REFERENCES guichet.dossiers(business_id, id),
  constraint payment_attempts_business_id_request_id_fkey FOREIGN KEY (business_id, request_id) REFERENCES guichet.payment_requests(business_id, id),
  constraint closed_iff_not_open CHECK (((status = ANY (ARRAY['starting'::text, 'pending'::text])) = (closed_at IS NULL))),
  constraint status_is_known CHECK ((status = ANY (ARRAY['starting'::text, 'pending'::text, 'paid'::text, 'failed'::text, 'cancelled'::text, 'refunded'::text])))
);
CREATE UNIQUE INDEX one_open_attempt_per_request ON guichet.payment_attempts USING btree (business_id, request_id) WHERE (status = ANY (ARRAY['starting'::text, 'pending'::text]));
CREATE UNIQUE INDEX one_paying_attempt_per_request ON guichet.payment_attempts USING btree (business_id, request_id) WHERE ((status = ANY (ARRAY['paid'::text, 'refunded'::text])) AND (NOT surplus));
CREATE INDEX payment_attempts_by_dossier ON guichet.payment_attempts USING btree (business_id, dossier_id);
alter table guichet.payment_attempts enable row level security, force row level security;
create policy house_adds on guichet.payment_attempts as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.payment_attempts as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.payment_attempts as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.payment_attempts as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.payment_attempts as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.payment_attempts as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN app.is_dossier(dossier_id)
    WHEN 'customer'::text THEN (dossier_id IN ( SELECT d.id
       FROM guichet.dossiers d
      WHERE app.is_actor(d.customer_id)))
    ELSE false
END);
create policy wall on guichet.payment_attempts as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
CREATE TRIGGER attempt_moves BEFORE UPDATE ON guichet.payment_attempts FOR EACH ROW EXECUTE FUNCTION app.attempt_moves();
grant insert, select, update on guichet.payment_attempts to guichet_app;
grant select on guichet.payment_attempts to guichet_readonly;

create table guichet.payment_observations (
  business_id uuid not null,
  id uuid not null,
  attempt_id uuid not null,
  dossier_id uuid not null,
  reference_id uuid,
  state text not null,
  amount_minor bigint,
  evidence jsonb not null,
  seen_at timestamp with time zone not null,
  constraint payment_observations_pkey PRIMARY KEY (business_id, id),
  constraint payment_observations_business_id_attempt_id_fkey FOREIGN KEY (business_id, attempt_id) REFERENCES guichet.payment_attempts(business_id, id),
  constraint payment_observations_business_id_dossier_id_fkey FOREIGN KEY (business_id, dossier_id) REFERENCES guichet.dossiers(business_id, id),
  constraint payment_observations_business_id_reference_id_fkey FOREIGN KEY (business_id, reference_id) REFERENCES guichet.gateway_references(business_id, id)
);
CREATE INDEX payment_observations_by_attempt ON guichet.payment_observations USING btree (business_id, attempt_id, seen_at);
alter table guichet.payment_observations enable row level security, force row level security;
create policy house_adds on guichet.payment_observations as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.payment_observations as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.payment_observations as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.payment_observations as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.payment_observations as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.payment_observations as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN app.is_dossier(dossier_id)
    WHEN 'customer'::text THEN (dossier_id IN ( SELECT d.id
       FROM guichet.dossiers d
      WHERE app.is_actor(d.customer_id)))
    ELSE false
END);
create policy wall on guichet.payment_observations as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON guichet.payment_observations FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON guichet.payment_observations FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
grant insert, select on guichet.payment_observations to guichet_app;
grant select on guichet.payment_observations to guichet_readonly;

create table guichet.payment_requests (
  business_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  purpose text not null,
  amount_minor bigint not null,
  currency text not null,
  method text not null,
  status text not null,
  asked_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  paid_at timestamp with time zone,
  received_by uuid,
  constraint payment_requests_pkey PRIMARY KEY (business_id, id),
  constraint payment_requests_business_id_dossier_id_fkey FOREIGN KEY (business_id, dossier_id) REFERENCES guichet.dossiers(business_id, id),
  constraint payment_requests_business_id_received_by_fkey FOREIGN KEY (business_id, received_by) REFERENCES guichet.accounts(business_id, id),
  constraint amount_is_positive CHECK ((amount_minor > 0)),
  constraint cash_has_its_receiver CHECK (((received_by IS NULL) OR (status = ANY (ARRAY['paid'::text, 'refunded'::text])))),
  constraint paid_has_its_time CHECK (((status = ANY (ARRAY['paid'::text, 'refunded'::text])) = (paid_at IS NOT NULL))),
  constraint purpose_is_known CHECK ((purpose = ANY (ARRAY['order'::text, 'deposit'::text, 'invoice'::text, 'balance'::text]))),
  constraint status_is_known CHECK ((status = ANY (ARRAY['open'::text, 'paid'::text, 'cancelled'::text, 'refunded'::text])))
);
CREATE INDEX payment_requests_by_dossier ON guichet.payment_requests USING btree (business_id, dossier_id);
alter table guichet.payment_requests enable row level security, force row level security;
create policy house_adds on guichet.payment_requests as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.payment_requests as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.payment_requests as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.payment_requests as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.payment_requests as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.payment_requests as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN app.is_dossier(dossier_id)
    WHEN 'customer'::text THEN (dossier_id IN ( SELECT d.id
       FROM guichet.dossiers d
      WHERE app.is_actor(d.customer_id)))
    ELSE false
END);
create policy wall on guichet.payment_requests as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
CREATE TRIGGER request_moves BEFORE UPDATE ON guichet.payment_requests FOR EACH ROW EXECUTE FUNCTION app.request_moves();
grant insert, select, update on guichet.payment_requests to guichet_app;
grant select on guichet.payment_requests to guichet_readonly;

create table guichet.photos (
  business_id uuid not null,
  id uuid not null,
  dossier_id uuid,
  appointment_id uuid not null,
  taken_by text not null,
  account_id uuid,
  width integer not null,
  height integer not null,
  bytes integer not null,
  caption text,
  added_at timestamp with time zone not null,
  constraint photos_pkey PRIMARY KEY (business_id, id),
  constraint photos_business_id_account_id_fkey FOREIGN KEY (business_id, account_id) REFERENCES guichet.accounts(business_id, id),
  constraint photos_business_id_appointment_id_fkey FOREIGN KEY (business_id, appointment_id) REFERENCES guichet.appointments(business_id, id),
  constraint photos_business_id_dossier_id_fkey FOREIGN KEY (business_id, dossier_id) REFERENCES guichet.dossiers(business_id, id),
  constraint dossier_is_its_appointment CHECK ((dossier_id = appointment_id)),
  constraint taken_by_is_known CHECK ((taken_by = ANY (ARRAY['customer'::text, 'staff'::text])))
);
CREATE INDEX photos_by_appointment ON guichet.photos USING btree (business_id, appointment_id);
alter table guichet.photos enable row level security, force row level security;
create policy house_adds on guichet.photos as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.photos as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.photos as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.photos as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.photos as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.photos as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN app.is_dossier(dossier_id)
    WHEN 'customer'::text THEN (dossier_id IN ( SELECT d.id
       FROM guichet.dossiers d
      WHERE app.is_actor(d.customer_id)))
    ELSE false
END);
create policy wall on guichet.photos as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant delete, insert, select, update on guichet.photos to guichet_app;
grant select on guichet.photos to guichet_readonly;

create table guichet.plan_windows (
  business_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  kind text not null,
  weekday integer not null,
  starts_minute integer not null,
  ends_minute integer not null,
  constraint plan_windows_pkey PRIMARY KEY (business_id, id),
  constraint plan_windows_business_id_plan_id_fkey FOREIGN KEY (business_id, plan_id) REFERENCES guichet.plans(business_id, id) ON DELETE CASCADE,
  constraint ends_after_it_starts_within_the_day CHECK (((0 <= starts_minute) AND (starts_minute < ends_minute) AND (ends_minute <= 1440))),
  constraint kind_is_known CHECK ((kind = ANY (ARRAY['work'::text, 'break'::text]))),
  constraint weekday_is_iso CHECK (((weekday >= 1) AND (weekday <= 7)))
);
CREATE INDEX plan_windows_by_plan ON guichet.plan_windows USING btree (business_id, plan_id);
alter table guichet.plan_windows enable row level security, force row level security;
create policy house_adds on guichet.plan_windows as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.plan_windows as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.plan_windows as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.plan_windows as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.plan_windows as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.plan_windows as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN false
    WHEN 'customer'::text THEN false
    ELSE false
END);
create policy wall on guichet.plan_windows as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant delete, insert, select, update on guichet.plan_windows to guichet_app;
grant select on guichet.plan_windows to guichet_readonly;

create table guichet.plans (
  business_id uuid not null,
  id uuid not null,
  technician_id uuid,
  name jsonb not null,
  from_date date,
  to_date date,
  constraint plans_pkey PRIMARY KEY (business_id, id),
  constraint plans_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id),
  constraint plans_business_id_technician_id_fkey FOREIGN KEY (business_id, technician_id) REFERENCES guichet.technicians(business_id, id),
  constraint dated_on_both_sides CHECK (((from_date IS NULL) = (to_date IS NULL))),
  constraint ends_after_it_begins CHECK ((from_date <= to_date))
);
CREATE INDEX plans_by_technician ON guichet.plans USING btree (business_id, technician_id);
alter table guichet.plans enable row level security, force row level security;
create policy house_adds on guichet.plans as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.plans as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.plans as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.plans as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.plans as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.plans as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN false
    WHEN 'customer'::text THEN false
    ELSE false
END);
create policy wall on guichet.plans as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant delete, insert, select, update on guichet.plans to guichet_app;
grant select on guichet.plans to guichet_readonly;

create table guichet.postings (
  business_id uuid not null,
  id uuid not null,
  movement_id uuid not null,
  dossier_id uuid,
  account text not null,
  amount_minor bigint not null,
  currency text not null,
  posted_at timestamp with time zone not null,
  constraint postings_pkey PRIMARY KEY (business_id, id),
  constraint postings_business_id_dossier_id_fkey FOREIGN KEY (business_id, dossier_id) REFERENCES guichet.dossiers(business_id, id),
  constraint postings_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id),
  constraint amount_is_not_zero CHECK ((amount_minor <> 0))
);
CREATE INDEX postings_by_dossier ON guichet.postings USING btree (business_id, dossier_id);
CREATE INDEX postings_by_movement ON guichet.postings USING btree (business_id, movement_id);
alter table guichet.postings enable row level security, force row level security;
create policy house_adds on guichet.postings as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.postings as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.postings as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.postings as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.postings as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.postings as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN false
    WHEN 'customer'::text THEN false
    ELSE false
END);
create policy wall on guichet.postings as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON guichet.postings FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON guichet.postings FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
CREATE CONSTRAINT TRIGGER movement_balances AFTER INSERT ON guichet.postings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.movement_balances();
grant insert, select on guichet.postings to guichet_app;
grant select on guichet.postings to guichet_readonly;

create table guichet.product_fits (
  business_id uuid not null,
  product_id uuid not null,
  boiler_id uuid not null,
  constraint product_fits_pkey PRIMARY KEY (business_id, product_id, boiler_id),
  constraint product_fits_business_id_boiler_id_fkey FOREIGN KEY (business_id, boiler_id) REFERENCES guichet.boilers(business_id, id),
  constraint product_fits_business_id_product_id_fkey FOREIGN KEY (business_id, product_id) REFERENCES guichet.products(business_id, id)
);
CREATE INDEX product_fits_by_boiler ON guichet.product_fits USING btree (business_id, boiler_id);
alter table guichet.product_fits enable row level security, force row level security;
create policy house_adds on guichet.product_fits as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.product_fits as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.product_fits as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.product_fits as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.product_fits as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.product_fits as permissive for select to guichet_app
  using ((( SELECT app.scope() AS scope) IS NOT NULL));
create policy wall on guichet.product_fits as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant select on guichet.product_fits to guichet_app;
grant select on guichet.product_fits to guichet_readonly;

create table guichet.product_words (
  business_id uuid not null,
  word text not null,
  product_id uuid not null,
  weight integer not null,
  constraint product_words_pkey PRIMARY KEY (business_id, product_id, word),
  constraint product_words_business_id_product_id_fkey FOREIGN KEY (business_id, product_id) REFERENCES guichet.products(business_id, id),
  constraint product_words_business_id_word_fkey FOREIGN KEY (business_id, word) REFERENCES guichet.search_words(business_id, word),
  constraint weight_is_a_percentage CHECK (((weight >= 1) AND (weight <= 100)))
);
CREATE INDEX product_words_by_weight ON guichet.product_words USING btree (business_id, word, weight DESC) INCLUDE (product_id);
alter table guichet.product_words enable row level security, force row level security;
create policy house_adds on guichet.product_words as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.product_words as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.product_words as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.product_words as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.product_words as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.product_words as permissive for select to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy wall on guichet.product_words as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant select on guichet.product_words to guichet_app;
grant select on guichet.product_words to guichet_readonly;

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
  vat_percent integer not null,
  "position" integer not null,
  keywords text[] default '{}'::text[] not null,
  constraint products_pkey PRIMARY KEY (business_id, id),
  constraint one_product_per_slug UNIQUE (business_id, slug),
  constraint products_business_id_brand_id_fkey FOREIGN KEY (business_id, brand_id) REFERENCES guichet.brands(business_id, id),
  constraint products_business_id_category_id_fkey FOREIGN KEY (business_id, category_id) REFERENCES guichet.categories(business_id, id),
  constraint vat_is_a_percentage CHECK (((vat_percent >= 0) AND (vat_percent <= 100)))
);
CREATE INDEX products_by_brand ON guichet.products USING btree (business_id, brand_id, "position");
CREATE INDEX products_by_category ON guichet.products USING btree (business_id, category_id, "position");
CREATE INDEX products_by_position ON guichet.products USING btree (business_id, "position");
alter table guichet.products enable row level security, force row level security;
create policy house_adds on guichet.products as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.products as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.products as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.products as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.products as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.products as permissive for select to guichet_app
  using ((( SELECT app.scope() AS scope) IS NOT NULL));
create policy wall on guichet.products as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant select on guichet.products to guichet_app;
grant select on guichet.products to guichet_readonly;

create table guichet.refunds (
  business_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  attempt_id uuid not null,
  dossier_id uuid not null,
  amount_minor bigint not null,
  currency text not null,
  reason text not null,
  status text not null,
  asked_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint refunds_pkey PRIMARY KEY (business_id, id),
  constraint refunds_business_id_attempt_id_fkey FOREIGN KEY (business_id, attempt_id) REFERENCES guichet.payment_attempts(business_id, id),
  constraint refunds_business_id_dossier_id_fkey FOREIGN KEY (business_id, dossier_id) REFERENCES guichet.dossiers(business_id, id),
  constraint refunds_business_id_request_id_fkey FOREIGN KEY (business_id, request_id) REFERENCES guichet.payment_requests(business_id, id),
  constraint amount_is_positive CHECK ((amount_minor > 0)),
  constraint closed_iff_ended CHECK (((status = ANY (ARRAY['done'::text, 'failed'::text])) = (closed_at IS NOT NULL))),
  constraint status_is_known CHECK ((status = ANY (ARRAY['starting'::text, 'unknown'::text, 'done'::text, 'failed'::text])))
);
CREATE UNIQUE INDEX one_open_refund_per_attempt ON guichet.refunds USING btree (business_id, attempt_id) WHERE (status = ANY (ARRAY['starting'::text, 'unknown'::text]));
CREATE INDEX refunds_by_attempt ON guichet.refunds USING btree (business_id, attempt_id);
alter table guichet.refunds enable row level security, force row level security;
create policy house_adds on guichet.refunds as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.refunds as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.refunds as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.refunds as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.refunds as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.refunds as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN app.is_dossier(dossier_id)
    WHEN 'customer'::text THEN (dossier_id IN ( SELECT d.id
       FROM guichet.dossiers d
      WHERE app.is_actor(d.customer_id)))
    ELSE false
END);
create policy wall on guichet.refunds as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
CREATE TRIGGER refund_is_covered BEFORE INSERT OR UPDATE ON guichet.refunds FOR EACH ROW EXECUTE FUNCTION app.refund_is_covered();
grant insert, select, update on guichet.refunds to guichet_app;
grant select on guichet.refunds to guichet_readonly;

create table guichet.search_words (
  business_id uuid not null,
  word text not null,
  constraint search_words_pkey PRIMARY KEY (business_id, word),
  constraint search_words_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id)
);
CREATE INDEX search_words_by_trigram ON guichet.search_words USING gin (word extensions.gin_trgm_ops);
alter table guichet.search_words enable row level security, force row level security;
create policy house_adds on guichet.search_words as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.search_words as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.search_words as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.search_words as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.search_words as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.search_words as permissive for select to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy wall on guichet.search_words as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant select on guichet.search_words to guichet_app;
grant select on guichet.search_words to guichet_readonly;

create table guichet.session_families (
  business_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  started_at timestamp with time zone not null,
  used_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  end_reason text,
  constraint session_families_pkey PRIMARY KEY (business_id, id),
  constraint session_families_business_id_account_id_fkey FOREIGN KEY (business_id, account_id) REFERENCES guichet.accounts(business_id, id),
  constraint end_reason_is_known CHECK ((end_reason = ANY (ARRAY['signed_out'::text, 'reused'::text, 'role_changed'::text, 'disabled'::text, 'password_changed'::text]))),
  constraint ended_iff_reason CHECK (((ended_at IS NULL) = (end_reason IS NULL)))
);
CREATE INDEX session_families_by_account ON guichet.session_families USING btree (business_id, account_id);
alter table guichet.session_families enable row level security, force row level security;
create policy house_adds on guichet.session_families as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.session_families as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.session_families as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.session_families as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.session_families as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.session_families as permissive for select to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy wall on guichet.session_families as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.session_families to guichet_app;
grant select on guichet.session_families to guichet_readonly;

create table guichet.session_tokens (
  business_id uuid not null,
  id uuid not null,
  family_id uuid not null,
  token_hash bytea not null,
  parent_id uuid,
  seed bytea not null,
  role text not null,
  minted_at timestamp with time zone not null,
  used_at timestamp with time zone,
  rotated_at timestamp with time zone,
  constraint session_tokens_pkey PRIMARY KEY (business_id, id),
  constraint one_successor_per_token UNIQUE (business_id, parent_id),
  constraint one_token_per_hash UNIQUE (business_id, token_hash),
  constraint session_tokens_business_id_family_id_fkey FOREIGN KEY (business_id, family_id) REFERENCES guichet.session_families(business_id, id),
  constraint session_tokens_business_id_parent_id_fkey FOREIGN KEY (business_id, parent_id) REFERENCES guichet.session_tokens(business_id, id)
);
CREATE INDEX session_tokens_by_family ON guichet.session_tokens USING btree (business_id, family_id);
alter table guichet.session_tokens enable row level security, force row level security;
create policy house_adds on guichet.session_tokens as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.session_tokens as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.session_tokens as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.session_tokens as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.session_tokens as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.session_tokens as permissive for select to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy wall on guichet.session_tokens as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.session_tokens to guichet_app;
grant select on guichet.session_tokens to guichet_readonly;

create table guichet.skills (
  business_id uuid not null,
  id uuid not null,
  slug text not null,
  name jsonb not null,
  constraint skills_pkey PRIMARY KEY (business_id, id),
  constraint one_skill_per_slug UNIQUE (business_id, slug),
  constraint skills_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id)
);
alter table guichet.skills enable row level security, force row level security;
create policy house_adds on guichet.skills as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.skills as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.skills as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.skills as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.skills as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.skills as permissive for select to guichet_app
  using ((( SELECT app.scope() AS scope) IS NOT NULL));
create policy wall on guichet.skills as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.skills to guichet_app;
grant select on guichet.skills to guichet_readonly;

create table guichet.stock (
  business_id uuid not null,
  variant_id uuid not null,
  on_hand integer not null,
  reserved integer default 0 not null,
  constraint stock_pkey PRIMARY KEY (business_id, variant_id),
  constraint stock_business_id_variant_id_fkey FOREIGN KEY (business_id, variant_id) REFERENCES guichet.variants(business_id, id),
  constraint on_hand_is_never_negative CHECK ((on_hand >= 0)),
  constraint reserved_is_on_hand CHECK (((reserved >= 0) AND (reserved <= on_hand)))
);
alter table guichet.stock enable row level security, force row level security;
create policy house_adds on guichet.stock as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.stock as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.stock as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.stock as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.stock as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.stock as permissive for select to guichet_app
  using ((( SELECT app.scope() AS scope) IS NOT NULL));
create policy wall on guichet.stock as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant select on guichet.stock to guichet_app;
grant select on guichet.stock to guichet_readonly;
grant update (on_hand, reserved) on guichet.stock to guichet_app;

create table guichet.stock_holds (
  business_id uuid not null,
  order_id uuid not null,
  variant_id uuid not null,
  quantity integer not null,
  status text not null,
  constraint stock_holds_pkey PRIMARY KEY (business_id, order_id, variant_id),
  constraint stock_holds_business_id_order_id_fkey FOREIGN KEY (business_id, order_id) REFERENCES guichet.orders(business_id, id),
  constraint stock_holds_business_id_variant_id_fkey FOREIGN KEY (business_id, variant_id) REFERENCES guichet.variants(business_id, id),
  constraint quantity_is_positive CHECK ((quantity > 0)),
  constraint status_is_known CHECK ((status = ANY (ARRAY['held'::text, 'taken'::text, 'released'::text, 'returned'::text])))
);
CREATE INDEX stock_holds_by_variant ON guichet.stock_holds USING btree (business_id, variant_id) WHERE (status = 'held'::text);
alter table guichet.stock_holds enable row level security, force row level security;
create policy house_adds on guichet.stock_holds as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.stock_holds as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.stock_holds as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.stock_holds as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.stock_holds as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.stock_holds as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN false
    WHEN 'customer'::text THEN false
    ELSE false
END);
create policy wall on guichet.stock_holds as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.stock_holds to guichet_app;
grant select on guichet.stock_holds to guichet_readonly;

create table guichet.tasks (
  business_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  kind text not null,
  facts jsonb not null,
  raised_at timestamp with time zone not null,
  done_at timestamp with time zone,
  done_by uuid,
  constraint tasks_pkey PRIMARY KEY (business_id, id),
  constraint tasks_business_id_done_by_fkey FOREIGN KEY (business_id, done_by) REFERENCES guichet.accounts(business_id, id),
  constraint tasks_business_id_dossier_id_fkey FOREIGN KEY (business_id, dossier_id) REFERENCES guichet.dossiers(business_id, id)
);
CREATE UNIQUE INDEX one_open_task_per_kind ON guichet.tasks USING btree (business_id, dossier_id, kind) WHERE (done_at IS NULL);
alter table guichet.tasks enable row level security, force row level security;
create policy house_adds on guichet.tasks as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.tasks as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.tasks as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.tasks as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.tasks as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.tasks as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN false
    WHEN 'customer'::text THEN false
    ELSE false
END);
create policy wall on guichet.tasks as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.tasks to guichet_app;
grant select on guichet.tasks to guichet_readonly;

create table guichet.technician_skills (
  business_id uuid not null,
  technician_id uuid not null,
  skill_id uuid not null,
  constraint technician_skills_pkey PRIMARY KEY (business_id, technician_id, skill_id),
  constraint technician_skills_business_id_skill_id_fkey FOREIGN KEY (business_id, skill_id) REFERENCES guichet.skills(business_id, id),
  constraint technician_skills_business_id_technician_id_fkey FOREIGN KEY (business_id, technician_id) REFERENCES guichet.technicians(business_id, id)
);
alter table guichet.technician_skills enable row level security, force row level security;
create policy house_adds on guichet.technician_skills as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.technician_skills as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.technician_skills as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.technician_skills as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.technician_skills as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.technician_skills as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN false
    WHEN 'customer'::text THEN false
    ELSE false
END);
create policy wall on guichet.technician_skills as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant delete, insert, select, update on guichet.technician_skills to guichet_app;
grant select on guichet.technician_skills to guichet_readonly;

create table guichet.technician_zones (
  business_id uuid not null,
  technician_id uuid not null,
  zone_id uuid not null,
  weekdays integer[] default '{1,2,3,4,5,6,7}'::integer[] not null,
  constraint technician_zones_pkey PRIMARY KEY (business_id, technician_id, zone_id),
  constraint technician_zones_business_id_technician_id_fkey FOREIGN KEY (business_id, technician_id) REFERENCES guichet.technicians(business_id, id),
  constraint technician_zones_business_id_zone_id_fkey FOREIGN KEY (business_id, zone_id) REFERENCES guichet.zones(business_id, id),
  constraint weekdays_are_iso CHECK ((weekdays <@ '{1,2,3,4,5,6,7}'::integer[]))
);
alter table guichet.technician_zones enable row level security, force row level security;
create policy house_adds on guichet.technician_zones as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.technician_zones as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.technician_zones as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.technician_zones as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.technician_zones as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.technician_zones as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN false
    WHEN 'customer'::text THEN false
    ELSE false
END);
create policy wall on guichet.technician_zones as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant delete, insert, select, update on guichet.technician_zones to guichet_app;
grant select on guichet.technician_zones to guichet_readonly;

create table guichet.technicians (
  business_id uuid not null,
  id uuid not null,
  account_id uuid,
  name text not null,
  phone text,
  base_zone_id uuid not null,
  visits_per_day integer default 12 not null,
  active boolean default true not null,
  "position" integer not null,
  feed_generation integer default 0 not null,
  feed_key_version integer,
  feed_hash bytea,
  constraint technicians_pkey PRIMARY KEY (business_id, id),
  constraint one_technician_per_account UNIQUE (business_id, account_id),
  constraint one_technician_per_feed UNIQUE (business_id, feed_hash),
  constraint technicians_business_id_account_id_fkey FOREIGN KEY (business_id, account_id) REFERENCES guichet.accounts(business_id, id),
  constraint technicians_business_id_base_zone_id_fkey FOREIGN KEY (business_id, base_zone_id) REFERENCES guichet.zones(business_id, id),
  constraint technicians_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id),
  constraint a_day_has_visits CHECK (((visits_per_day >= 1) AND (visits_per_day <= 100))),
  constraint feed_has_its_key CHECK (((feed_hash IS NULL) = (feed_key_version IS NULL)))
);
alter table guichet.technicians enable row level security, force row level security;
create policy house_adds on guichet.technicians as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.technicians as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.technicians as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.technicians as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.technicians as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.technicians as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN (id IN ( SELECT a.technician_id
       FROM guichet.appointments a
      WHERE app.is_dossier(a.dossier_id)))
    WHEN 'customer'::text THEN (id IN ( SELECT a.technician_id
       FROM guichet.appointments a
      WHERE app.is_actor(a.customer_id)))
    ELSE false
END);
create policy wall on guichet.technicians as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.technicians to guichet_app;
grant select on guichet.technicians to guichet_readonly;

create table guichet.text_refusals (
  business_id uuid not null,
  id uuid not null,
  phone text not null,
  refused_at timestamp with time zone not null,
  constraint text_refusals_pkey PRIMARY KEY (business_id, id),
  constraint one_refusal_per_phone UNIQUE (business_id, phone),
  constraint text_refusals_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id),
  constraint phone_is_e164 CHECK ((phone ~ '^\+[1-9][0-9]{6,14}$'::text))
);
alter table guichet.text_refusals enable row level security, force row level security;
create policy house_adds on guichet.text_refusals as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.text_refusals as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.text_refusals as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.text_refusals as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.text_refusals as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.text_refusals as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN false
    WHEN 'customer'::text THEN false
    ELSE false
END);
create policy wall on guichet.text_refusals as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant delete, insert, select on guichet.text_refusals to guichet_app;
grant select on guichet.text_refusals to guichet_readonly;

create table guichet.variants (
  business_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  sku text not null,
  name jsonb,
  price_minor bigint not null,
  weight_grams integer not null,
  backorder boolean default false not null,
  "position" integer not null,
  constraint variants_pkey PRIMARY KEY (business_id, id),
  constraint one_variant_per_sku UNIQUE (business_id, sku),
  constraint variants_business_id_product_id_fkey FOREIGN KEY (business_id, product_id) REFERENCES guichet.products(business_id, id),
  constraint price_is_positive CHECK ((price_minor > 0)),
  constraint weight_is_positive CHECK ((weight_grams > 0))
);
CREATE INDEX variants_by_product ON guichet.variants USING btree (business_id, product_id, "position");
alter table guichet.variants enable row level security, force row level security;
create policy house_adds on guichet.variants as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.variants as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.variants as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.variants as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.variants as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.variants as permissive for select to guichet_app
  using ((( SELECT app.scope() AS scope) IS NOT NULL));
create policy wall on guichet.variants as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant select on guichet.variants to guichet_app;
grant select on guichet.variants to guichet_readonly;

create table guichet.visit_parts (
  business_id uuid not null,
  id uuid not null,
  appointment_id uuid not null,
  variant_id uuid not null,
  sku text not null,
  name jsonb not null,
  quantity integer not null,
  unit_price_minor bigint not null,
  total_minor bigint not null,
  vat_percent integer not null,
  used_by uuid,
  used_at timestamp with time zone not null,
  returned_at timestamp with time zone,
  constraint visit_parts_pkey PRIMARY KEY (business_id, id),
  constraint visit_parts_business_id_appointment_id_fkey FOREIGN KEY (business_id, appointment_id) REFERENCES guichet.appointments(business_id, id),
  constraint visit_parts_business_id_used_by_fkey FOREIGN KEY (business_id, used_by) REFERENCES guichet.accounts(business_id, id),
  constraint visit_parts_business_id_variant_id_fkey FOREIGN KEY (business_id, variant_id) REFERENCES guichet.variants(business_id, id),
  constraint part_total_is_price_times_quantity CHECK ((total_minor = (unit_price_minor * quantity))),
  constraint quantity_is_positive CHECK ((quantity > 0))
);
CREATE INDEX visit_parts_by_appointment ON guichet.visit_parts USING btree (business_id, appointment_id);
alter table guichet.visit_parts enable row level security, force row level security;
create policy house_adds on guichet.visit_parts as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.visit_parts as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.visit_parts as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.visit_parts as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.visit_parts as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.visit_parts as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN app.is_dossier(appointment_id)
    WHEN 'customer'::text THEN (appointment_id IN ( SELECT a.id
       FROM guichet.appointments a
      WHERE app.is_actor(a.customer_id)))
    ELSE false
END);
create policy wall on guichet.visit_parts as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.visit_parts to guichet_app;
grant select on guichet.visit_parts to guichet_readonly;

create table guichet.visit_reports (
  business_id uuid not null,
  appointment_id uuid not null,
  work_done text not null,
  labour_minor bigint not null,
  signed_name text,
  signature text,
  signed_at timestamp with time zone,
  written_by uuid,
  written_at timestamp with time zone not null,
  constraint visit_reports_pkey PRIMARY KEY (business_id, appointment_id),
  constraint visit_reports_business_id_appointment_id_fkey FOREIGN KEY (business_id, appointment_id) REFERENCES guichet.appointments(business_id, id),
  constraint visit_reports_business_id_written_by_fkey FOREIGN KEY (business_id, written_by) REFERENCES guichet.accounts(business_id, id),
  constraint labour_is_never_negative CHECK ((labour_minor >= 0)),
  constraint signature_has_its_name CHECK ((((signature IS NULL) = (signed_name IS NULL)) AND ((signature IS NULL) = (signed_at IS NULL)))),
  constraint signature_is_a_path CHECK (((signature ~ '^M[ML0-9 .-]+$'::text) AND (length(signature) <= 20000)))
);
alter table guichet.visit_reports enable row level security, force row level security;
create policy house_adds on guichet.visit_reports as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.visit_reports as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.visit_reports as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.visit_reports as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.visit_reports as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.visit_reports as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN app.is_dossier(appointment_id)
    WHEN 'customer'::text THEN (appointment_id IN ( SELECT a.id
       FROM guichet.appointments a
      WHERE app.is_actor(a.customer_id)))
    ELSE false
END);
create policy wall on guichet.visit_reports as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.visit_reports to guichet_app;
grant select on guichet.visit_reports to guichet_readonly;

create table guichet.waiting_entries (
  business_id uuid not null,
  id uuid not null,
  fault_type_id uuid not null,
  zone_id uuid not null,
  commune text not null,
  customer_name text not null,
  customer_phone text not null,
  locale text not null,
  from_date date not null,
  to_date date not null,
  status text not null,
  appointment_id uuid,
  asked_at timestamp with time zone not null,
  offered_at timestamp with time zone,
  constraint waiting_entries_pkey PRIMARY KEY (business_id, id),
  constraint waiting_entries_business_id_appointment_id_fkey FOREIGN KEY (business_id, appointment_id) REFERENCES guichet.appointments(business_id, id),
  constraint waiting_entries_business_id_fault_type_id_fkey FOREIGN KEY (business_id, fault_type_id) REFERENCES guichet.fault_types(business_id, id),
  constraint waiting_entries_business_id_zone_id_fkey FOREIGN KEY (business_id, zone_id) REFERENCES guichet.zones(business_id, id),
  constraint ends_after_it_begins CHECK ((from_date <= to_date)),
  constraint offered_has_its_slot CHECK (((status = ANY (ARRAY['offered'::text, 'taken'::text])) = (appointment_id IS NOT NULL))),
  constraint status_is_known CHECK ((status = ANY (ARRAY['waiting'::text, 'offered'::text, 'taken'::text, 'over'::text])))
);
CREATE UNIQUE INDEX one_place_in_the_queue ON guichet.waiting_entries USING btree (business_id, customer_phone, fault_type_id) WHERE (status = ANY (ARRAY['waiting'::text, 'offered'::text]));
CREATE INDEX waiting_entries_in_order ON guichet.waiting_entries USING btree (business_id, asked_at, id) WHERE (status = 'waiting'::text);
alter table guichet.waiting_entries enable row level security, force row level security;
create policy house_adds on guichet.waiting_entries as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.waiting_entries as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.waiting_entries as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.waiting_entries as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.waiting_entries as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.waiting_entries as permissive for select to guichet_app
  using (
CASE ( SELECT app.scope() AS scope)
    WHEN 'house'::text THEN true
    WHEN 'member'::text THEN true
    WHEN 'guest'::text THEN false
    WHEN 'customer'::text THEN false
    ELSE false
END);
create policy wall on guichet.waiting_entries as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.waiting_entries to guichet_app;
grant select on guichet.waiting_entries to guichet_readonly;

create table guichet.zone_communes (
  business_id uuid not null,
  id uuid not null,
  zone_id uuid not null,
  wilaya integer,
  name jsonb not null,
  key text not null,
  constraint zone_communes_pkey PRIMARY KEY (business_id, id),
  constraint one_zone_per_commune UNIQUE (business_id, key),
  constraint zone_communes_business_id_zone_id_fkey FOREIGN KEY (business_id, zone_id) REFERENCES guichet.zones(business_id, id)
);
CREATE INDEX zone_communes_by_zone ON guichet.zone_communes USING btree (business_id, zone_id);
alter table guichet.zone_communes enable row level security, force row level security;
create policy house_adds on guichet.zone_communes as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.zone_communes as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.zone_communes as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.zone_communes as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.zone_communes as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.zone_communes as permissive for select to guichet_app
  using ((( SELECT app.scope() AS scope) IS NOT NULL));
create policy wall on guichet.zone_communes as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.zone_communes to guichet_app;
grant select on guichet.zone_communes to guichet_readonly;

create table guichet.zone_travels (
  business_id uuid not null,
  from_zone_id uuid not null,
  to_zone_id uuid not null,
  minutes integer not null,
  constraint zone_travels_pkey PRIMARY KEY (business_id, from_zone_id, to_zone_id),
  constraint zone_travels_business_id_from_zone_id_fkey FOREIGN KEY (business_id, from_zone_id) REFERENCES guichet.zones(business_id, id),
  constraint zone_travels_business_id_to_zone_id_fkey FOREIGN KEY (business_id, to_zone_id) REFERENCES guichet.zones(business_id, id),
  constraint minutes_are_a_way CHECK (((minutes >= 0) AND (minutes <= 600)))
);
alter table guichet.zone_travels enable row level security, force row level security;
create policy house_adds on guichet.zone_travels as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.zone_travels as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.zone_travels as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.zone_travels as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.zone_travels as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.zone_travels as permissive for select to guichet_app
  using ((( SELECT app.scope() AS scope) IS NOT NULL));
create policy wall on guichet.zone_travels as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.zone_travels to guichet_app;
grant select on guichet.zone_travels to guichet_readonly;

create table guichet.zones (
  business_id uuid not null,
  id uuid not null,
  slug text not null,
  name jsonb not null,
  "position" integer not null,
  constraint zones_pkey PRIMARY KEY (business_id, id),
  constraint one_zone_per_slug UNIQUE (business_id, slug),
  constraint zones_business_id_fkey FOREIGN KEY (business_id) REFERENCES guichet.businesses(business_id)
);
alter table guichet.zones enable row level security, force row level security;
create policy house_adds on guichet.zones as permissive for insert to guichet_app
  with check (( SELECT (app.scope() = 'house'::text)));
create policy house_changes on guichet.zones as permissive for update to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy house_removes on guichet.zones as permissive for delete to guichet_app
  using (( SELECT (app.scope() = 'house'::text)));
create policy keeper_owner on guichet.zones as permissive for all to guichet_owner
  using (true)
  with check (true);
create policy keeper_readonly on guichet.zones as permissive for select to guichet_readonly
  using (true);
create policy reads on guichet.zones as permissive for select to guichet_app
  using ((( SELECT app.scope() AS scope) IS NOT NULL));
create policy wall on guichet.zones as restrictive for all to guichet_app
  using ((business_id = ( SELECT app.business_id() AS business_id)))
  with check ((business_id = ( SELECT app.business_id() AS business_id)));
grant insert, select, update on guichet.zones to guichet_app;
grant select on guichet.zones to guichet_readonly;
