-- What a guest or customer reads as their own is asked of functions of the row in every policy, so that a statement sets
-- up two questions for each of its tables, whose business and which scope, instead of four.
create function app.is_dossier(dossier uuid) returns boolean language sql stable parallel safe
  return dossier = app.dossier_id();
revoke execute on function app.is_dossier(uuid) from public;
grant execute on function app.is_dossier(uuid) to guichet_app;

do $$
declare
  policy record;
begin
  for policy in
    select c.relname as name, pg_get_expr(p.polqual, p.polrelid) as test
    from pg_policy p join pg_class c on c.oid = p.polrelid
    where c.relnamespace = 'guichet'::regnamespace and p.polname = 'reads'
  loop
    policy.test := regexp_replace(policy.test, '([\w.]+) = \( SELECT app\.dossier_id\(\) AS dossier_id\)', 'app.is_dossier(\1)', 'g');
    policy.test := regexp_replace(policy.test, '([\w.]+) = \( SELECT app\.actor_id\(\) AS actor_id\)', 'app.is_actor(\1)', 'g');
    execute format('alter policy reads on guichet.%I using (%s)', policy.name, policy.test);
  end loop;
end $$;
