-- Who signs in, with which role, and the family of session tokens of each sign-in.
create table guichet.accounts (
  business_id uuid not null references guichet.businesses,
  id uuid not null,
  email text not null constraint email_is_lowercase check (email = lower(email)),
  name text not null,
  role text not null constraint role_is_known check (role in ('admin', 'manager', 'technician')),
  password_hash text not null,
  pepper_version integer not null,
  locale text not null default 'fr',
  demo boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (business_id, id),
  constraint one_account_per_email unique (business_id, email)
);
call app.protect('accounts');
call app.let_read('accounts', member => 'id = (select app.actor_id())');
grant insert, update on guichet.accounts to guichet_app;

create table guichet.session_families (
  business_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  started_at timestamptz not null,
  used_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  end_reason text constraint end_reason_is_known check (end_reason in ('signed_out', 'reused', 'role_changed', 'disabled', 'password_changed')),
  primary key (business_id, id),
  foreign key (business_id, account_id) references guichet.accounts,
  constraint ended_iff_reason check ((ended_at is null) = (end_reason is null))
);
create index session_families_by_account on guichet.session_families (business_id, account_id);
call app.protect('session_families');
grant insert, update on guichet.session_families to guichet_app;

create table guichet.session_tokens (
  business_id uuid not null,
  id uuid not null,
  family_id uuid not null,
  token_hash bytea not null,
  parent_id uuid,
  -- With the parent's token it gives this token again, so that a lost answer can be repeated; alone it gives nothing.
  seed bytea not null,
  role text not null,
  minted_at timestamptz not null,
  used_at timestamptz,
  rotated_at timestamptz,
  primary key (business_id, id),
  foreign key (business_id, family_id) references guichet.session_families,
  foreign key (business_id, parent_id) references guichet.session_tokens,
  constraint one_token_per_hash unique (business_id, token_hash),
  constraint one_successor_per_token unique (business_id, parent_id)
);
create index session_tokens_by_family on guichet.session_tokens (business_id, family_id);
call app.protect('session_tokens');
grant insert, update on guichet.session_tokens to guichet_app;

-- The listed door of sessions: what must be known before a scope exists. The caller judges the times.
create function app.open_session(business uuid, hash bytea)
  returns table (
    token_id uuid, family_id uuid, account_id uuid, name text, locale text, role text, minted_role text,
    minted_at timestamptz, used_at timestamptz, rotated_at timestamptz,
    family_used_at timestamptz, expires_at timestamptz, ended_at timestamptz, disabled_at timestamptz,
    successor_seed bytea, successor_used_at timestamptz, successor_rotated_at timestamptz)
  language sql stable security definer set search_path = ''
begin atomic
  select t.id, f.id, a.id, a.name, a.locale, a.role, t.role, t.minted_at, t.used_at, t.rotated_at,
    f.used_at, f.expires_at, f.ended_at, a.disabled_at, s.seed, s.used_at, s.rotated_at
  from guichet.session_tokens t
  join guichet.session_families f on f.business_id = t.business_id and f.id = t.family_id
  join guichet.accounts a on a.business_id = f.business_id and a.id = f.account_id
  left join guichet.session_tokens s on s.business_id = t.business_id and s.parent_id = t.id
  where t.business_id = business and t.token_hash = hash;
end;
revoke execute on function app.open_session(uuid, bytea) from public;
grant execute on function app.open_session(uuid, bytea) to guichet_app;
