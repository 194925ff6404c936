-- What the gate keeps and asks: which captcha was used for which request, which schema it runs on, whom it serves.
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

-- A door: whom this counter serves, for its front page; one of them alone needs none.
create function app.list_businesses() returns table (slug text, name text)
  language sql stable security definer set search_path = ''
begin atomic
  select b.slug, b.name from guichet.businesses b order by b.created_at, b.slug;
end;
revoke execute on function app.list_businesses() from public;
grant execute on function app.list_businesses() to guichet_app;
