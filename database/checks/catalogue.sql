-- The schema keeps the rules of the house, whoever wrote the last migration.
with tables as (
  select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relowner
  from pg_class c where c.relnamespace = 'guichet'::regnamespace and c.relkind in ('r', 'p')
), tenant as (
  select t.oid, t.relname from tables t
  join pg_attribute a on a.attrelid = t.oid and a.attname = 'business_id' and not a.attisdropped
)
select 'every table belongs to a business' as rule, t.relname::text as place
  from tables t where t.oid not in (select oid from tenant)
union all
select 'business_id comes first', t.relname::text
  from tenant t join pg_attribute a on a.attrelid = t.oid and a.attname = 'business_id' where a.attnum <> 1
union all
select 'row security is enabled and forced', t.relname::text
  from tables t where not (t.relrowsecurity and t.relforcerowsecurity)
union all
select 'the wall stands', t.relname::text
  from tables t where not exists (
    select from pg_policy p where p.polrelid = t.oid and p.polname = 'wall' and not p.polpermissive and p.polcmd = '*'
      and p.polroles = array['guichet_app'::regrole::oid]
      and pg_get_expr(p.polqual, p.polrelid) ~ 'business_id = \( SELECT app\.business_id\(\)'
      and pg_get_expr(p.polwithcheck, p.polrelid) ~ 'business_id = \( SELECT app\.business_id\(\)')
union all
select 'the keepers see the rows', t.relname::text
  from tables t where (select count(*) from pg_policy p where p.polrelid = t.oid and p.polname in ('keeper_owner', 'keeper_readonly')) <> 2
union all
select 'policies ask a function once', c.relname || '.' || p.polname
  from pg_policy p join pg_class c on c.oid = p.polrelid
  where c.relnamespace = 'guichet'::regnamespace
    and regexp_replace(coalesce(pg_get_expr(p.polqual, p.polrelid), '') || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), ''), 'SELECT \(?(app\.\w+|current_setting)\(', '', 'g') ~ '(app\.\w+\(\)|current_setting\()'
union all
select 'one policy says who reads', t.relname::text
  from tables t where (select count(*) from pg_policy p where p.polrelid = t.oid and p.polpermissive and p.polcmd in ('r', '*')
    and p.polroles && array['guichet_app'::regrole::oid, 0::oid]) <> 1
union all
select 'policies compare the scope inside their sub-select', c.relname || '.' || p.polname
  from pg_policy p join pg_class c on c.oid = p.polrelid
  where c.relnamespace = 'guichet'::regnamespace
    and coalesce(pg_get_expr(p.polqual, p.polrelid), '') ~ 'SELECT app\.scope\(\) AS scope\) ='
union all
select 'policies name a role', c.relname || '.' || p.polname
  from pg_policy p join pg_class c on c.oid = p.polrelid
  where c.relnamespace = 'guichet'::regnamespace and p.polroles = array[0::oid]
union all
select 'only the house writes', c.relname || '.' || p.polname
  from pg_policy p join pg_class c on c.oid = p.polrelid
  where c.relnamespace = 'guichet'::regnamespace and p.polpermissive and p.polcmd <> 'r'
    and p.polname not in ('house_adds', 'house_changes', 'house_removes', 'keeper_owner', 'relay_numbers')
union all
select 'foreign keys carry business_id', con.conrelid::regclass::text || '.' || con.conname
  from pg_constraint con
  where con.contype = 'f' and con.conrelid in (select oid from tenant) and con.confrelid in (select oid from tenant)
    and not exists (select from unnest(con.conkey) k (num) join pg_attribute a on a.attrelid = con.conrelid and a.attnum = k.num where a.attname = 'business_id')
union all
select 'unique keys start with business_id', i.indrelid::regclass::text || '.' || ic.relname
  from pg_index i join pg_class ic on ic.oid = i.indexrelid
  join pg_attribute a on a.attrelid = i.indrelid and a.attname = 'business_id'
  where i.indisunique and i.indrelid in (select oid from tenant) and i.indkey[0] <> a.attnum
    and ic.relname <> 'one_business_per_slug'
union all
select 'amounts are bigint', c.relname || '.' || a.attname
  from pg_attribute a join tables c on c.oid = a.attrelid
  where a.attname like '%\_minor' and a.atttypid <> 'int8'::regtype
union all
select 'times are timestamptz', c.relname || '.' || a.attname
  from pg_attribute a join tables c on c.oid = a.attrelid
  where a.attnum > 0 and a.atttypid in ('timestamp'::regtype, 'time'::regtype, 'timetz'::regtype)
union all
select 'no enum and no numeric', c.relname || '.' || a.attname
  from pg_attribute a join tables c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
  where a.attnum > 0 and (t.typtype = 'e' or t.oid = 'numeric'::regtype)
union all
select 'the application owns nothing and cannot truncate', c.relname::text
  from tables c where c.relowner = 'guichet_app'::regrole or has_table_privilege('guichet_app', c.oid, 'truncate')
union all
select 'the jobs role reads and numbers events, nothing else', c.relname::text
  from tables c where c.relname <> 'events' and has_any_column_privilege('guichet_jobs', c.oid, 'select, insert, update')
union all
select 'the application is no superuser and bypasses nothing', r.rolname::text
  from pg_roles r where r.rolname in ('guichet_app', 'guichet_jobs', 'guichet_readonly', 'guichet_owner') and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb)
union all
select 'the application makes nothing', n.nspname::text
  from pg_namespace n where n.nspname in ('guichet', 'app', 'public', 'extensions') and has_schema_privilege('guichet_app', n.oid, 'create')
union all
select 'doors are listed', p.proname::text
  from pg_proc p where p.pronamespace = 'app'::regnamespace and p.prosecdef
    and p.proname not in ('open_session', 'open_link', 'find_business', 'accept_delivery', 'search_products', 'schema_version',
      'list_businesses', 'open_feed', 'search_slots', 'slot_at')
union all
select 'doors pin their search path', p.proname::text
  from pg_proc p where p.pronamespace = 'app'::regnamespace and p.prosecdef
    and not coalesce(p.proconfig, '{}') @> array['search_path=""']
union all
select 'doors are not public', p.proname::text
  from pg_proc p where p.pronamespace = 'app'::regnamespace and p.prosecdef and has_function_privilege('public', p.oid, 'execute')
union all
select 'nothing is called leakproof', p.proname::text
  from pg_proc p where p.pronamespace in ('app'::regnamespace, 'guichet'::regnamespace) and p.proleakproof
union all
select 'no view sees through the wall', c.relname::text
  from pg_class c where c.relnamespace in ('guichet'::regnamespace, 'app'::regnamespace) and c.relkind in ('v', 'm')
    and not coalesce(c.reloptions, '{}') @> array['security_invoker=true'];
