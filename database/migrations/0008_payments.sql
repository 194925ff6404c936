-- Payments: what is asked, each attempt at a gateway, every call with its own reference, what gateways said, what was given back.
create table guichet.payment_requests (
  business_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  purpose text not null constraint purpose_is_known check (purpose in ('order', 'deposit', 'invoice', 'balance')),
  amount_minor bigint not null constraint amount_is_positive check (amount_minor > 0),
  currency text not null,
  method text not null,
  status text not null constraint status_is_known check (status in ('open', 'paid', 'cancelled', 'refunded')),
  asked_at timestamptz not null,
  expires_at timestamptz,
  paid_at timestamptz,
  received_by uuid,
  primary key (business_id, id),
  foreign key (business_id, dossier_id) references guichet.dossiers,
  foreign key (business_id, received_by) references guichet.accounts,
  constraint cash_has_its_receiver check (received_by is null or status in ('paid', 'refunded')),
  constraint paid_has_its_time check ((status in ('paid', 'refunded')) = (paid_at is not null))
);
create index payment_requests_by_dossier on guichet.payment_requests (business_id, dossier_id);

create table guichet.payment_attempts (
  business_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  dossier_id uuid not null,
  gateway text not null,
  status text not null constraint status_is_known
    check (status in ('starting', 'pending', 'paid', 'failed', 'cancelled', 'refunded')),
  amount_minor bigint not null,
  currency text not null,
  reason text,
  reason_text text,
  surplus boolean not null default false,
  started_at timestamptz not null,
  closed_at timestamptz,
  primary key (business_id, id),
  foreign key (business_id, request_id) references guichet.payment_requests,
  foreign key (business_id, dossier_id) references guichet.dossiers,
  constraint closed_iff_not_open check ((status in ('starting', 'pending')) = (closed_at is null))
);
create unique index one_open_attempt_per_request on guichet.payment_attempts (business_id, request_id)
  where status in ('starting', 'pending');
-- A second success is money we hold and owe back: it is marked as surplus, and never pays anything.
create unique index one_paying_attempt_per_request on guichet.payment_attempts (business_id, request_id)
  where status in ('paid', 'refunded') and not surplus;
create index payment_attempts_by_dossier on guichet.payment_attempts (business_id, dossier_id);

-- Each call that could move money carries a reference of its own, kept for ever.
create table guichet.gateway_references (
  business_id uuid not null,
  id uuid not null,
  attempt_id uuid not null,
  dossier_id uuid not null,
  gateway text not null,
  reference text not null,
  gateway_reference text,
  redirect_url text,
  made_at timestamptz not null,
  primary key (business_id, id),
  foreign key (business_id, attempt_id) references guichet.payment_attempts,
  foreign key (business_id, dossier_id) references guichet.dossiers,
  constraint one_call_per_reference unique (business_id, gateway, reference),
  constraint one_call_per_gateway_reference unique (business_id, gateway, gateway_reference)
);
create index gateway_references_by_attempt on guichet.gateway_references (business_id, attempt_id);

-- What a gateway answered, as it answered (without credentials), append-only.
create table guichet.payment_observations (
  business_id uuid not null,
  id uuid not null,
  attempt_id uuid not null,
  dossier_id uuid not null,
  reference_id uuid,
  state text not null,
  amount_minor bigint,
  evidence jsonb not null,
  seen_at timestamptz not null,
  primary key (business_id, id),
  foreign key (business_id, attempt_id) references guichet.payment_attempts,
  foreign key (business_id, reference_id) references guichet.gateway_references,
  foreign key (business_id, dossier_id) references guichet.dossiers
);
create index payment_observations_by_attempt on guichet.payment_observations (business_id, attempt_id, seen_at);

create table guichet.refunds (
  business_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  attempt_id uuid not null,
  dossier_id uuid not null,
  amount_minor bigint not null constraint amount_is_positive check (amount_minor > 0),
  currency text not null,
  reason text not null,
  status text not null constraint status_is_known check (status in ('starting', 'unknown', 'done', 'failed')),
  asked_at timestamptz not null,
  closed_at timestamptz,
  primary key (business_id, id),
  foreign key (business_id, request_id) references guichet.payment_requests,
  foreign key (business_id, attempt_id) references guichet.payment_attempts,
  foreign key (business_id, dossier_id) references guichet.dossiers,
  constraint closed_iff_ended check ((status in ('done', 'failed')) = (closed_at is not null))
);
create index refunds_by_attempt on guichet.refunds (business_id, attempt_id);
create unique index one_open_refund_per_attempt on guichet.refunds (business_id, attempt_id) where status in ('starting', 'unknown');

-- What is given back never exceeds what was taken, whatever runs at the same time.
create function app.refund_is_covered() returns trigger language plpgsql as $$
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
end $$;
create trigger refund_is_covered before insert or update on guichet.refunds for each row execute function app.refund_is_covered();

do $$
declare
  name text;
begin
  foreach name in array array['payment_requests', 'payment_attempts', 'gateway_references', 'payment_observations', 'refunds'] loop
    call app.protect(name);
    call app.let_read(name, member => 'true', guest => 'dossier_id = (select app.dossier_id())',
      customer => 'dossier_id in (select d.id from guichet.dossiers d where d.customer_id = (select app.actor_id()))');
    execute format('grant insert, update on guichet.%I to guichet_app', name);
  end loop;
end $$;
revoke update on guichet.payment_observations, guichet.gateway_references from guichet_app;
grant update (gateway_reference, redirect_url) on guichet.gateway_references to guichet_app;
call app.append_only('payment_observations');

-- Paid is sticky: a paid attempt can only become refunded, a closed one only paid (late success).
create function app.attempt_moves() returns trigger language plpgsql as $$
begin
  if new.status <> old.status and not (
    (old.status = 'starting' and new.status in ('pending', 'paid', 'failed', 'cancelled')) or
    (old.status = 'pending' and new.status in ('paid', 'failed', 'cancelled')) or
    (old.status in ('failed', 'cancelled') and new.status = 'paid') or
    (old.status = 'paid' and new.status = 'refunded')) then
    raise exception 'payment attempt cannot go from % to %', old.status, new.status using errcode = 'check_violation', constraint = 'attempt_moves';
  end if;
  return new;
end $$;
create trigger attempt_moves before update on guichet.payment_attempts for each row execute function app.attempt_moves();

-- A request is paid once. One that was cancelled can still be paid by money that came late; nothing else comes back.
create function app.request_moves() returns trigger language plpgsql as $$
begin
  if new.status <> old.status and not (
    (old.status = 'open' and new.status in ('paid', 'cancelled')) or
    (old.status = 'cancelled' and new.status = 'paid') or
    (old.status = 'paid' and new.status = 'refunded')) then
    raise exception 'payment request cannot go from % to %', old.status, new.status using errcode = 'check_violation', constraint = 'request_moves';
  end if;
  return new;
end $$;
create trigger request_moves before update on guichet.payment_requests for each row execute function app.request_moves();
