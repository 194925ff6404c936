-- What the gate keeps: which captcha was used for which request, and the door that tells which schema it runs on.
create table guichet.captcha_uses (
  business_id uuid not null references guichet.businesses,
  id uuid not null,
  used_for text not null,
  used_at timestamptz not null,
  primary key (business_id, id)
);
create index captcha_uses_by_time on guichet.captcha_uses (business_id, used_at);
call app.protect('captcha_uses');
grant insert, update, delete on guichet.captcha_uses to guichet_app;

create function app.schema_version() returns integer
  language sql stable security definer set search_path = ''
  return (select max(m.number) from app.migrations m);
revoke execute on function app.schema_version() from public;
grant execute on function app.schema_version() to guichet_app, guichet_jobs;
