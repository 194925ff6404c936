-- Appointments: a technician's time, held, requested or confirmed for one customer; never twice.
-- A lesson for several: its technician's time is one appointment without a customer, its seats are held like stock.
create table guichet.group_sessions (
  business_id uuid not null,
  id uuid not null,
  fault_type_id uuid not null,
  name jsonb not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  seats integer not null constraint seats_are_positive check (seats > 0),
  reserved integer not null default 0,
  cancelled_at timestamptz,
  primary key (business_id, id),
  foreign key (business_id, fault_type_id) references guichet.fault_types,
  constraint reserved_is_within_seats check (reserved between 0 and seats),
  constraint ends_after_it_starts check (starts_at < ends_at)
);
create index group_sessions_by_time on guichet.group_sessions (business_id, starts_at);

create table guichet.appointments (
  business_id uuid not null,
  id uuid not null,
  -- Its own id, once somebody has booked it: until then it is a hold, and nobody's dossier.
  dossier_id uuid,
  fault_type_id uuid not null,
  -- Who comes; null for a seat, whose session has a technician.
  technician_id uuid,
  session_id uuid,
  seats integer not null default 1 constraint seats_are_positive check (seats > 0),
  zone_id uuid,
  commune text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- Visit, buffers and the way there; the way on as far as whoever comes next does not carry it.
  blocked_from timestamptz not null,
  blocked_to timestamptz not null,
  blocked tstzrange not null generated always as (tstzrange(blocked_from, blocked_to)) stored,
  status text not null constraint status_is_known
    check (status in ('held', 'requested', 'confirmed', 'done', 'cancelled', 'no_show', 'expired')),
  -- Of a hold: until when, whose it is, and what the holder shows to book it.
  hold_until timestamptz,
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
  consents_to_reminders boolean not null default false,
  currency text not null,
  price_minor bigint,
  vat_percent integer not null,
  deposit_minor bigint,
  terms_version text,
  cancel_until timestamptz,
  late_fee_minor bigint not null default 0,
  -- Counts the changes that a calendar must hear of (RFC 5545 SEQUENCE).
  sequence integer not null default 0,
  -- Staff may put a visit outside the plan, with a reason; never over another.
  override_reason text,
  override_by uuid,
  -- The customer said so: minutes late, and that the visit stands.
  late_minutes integer constraint late_is_today check (late_minutes between 1 and 240),
  acknowledged_at timestamptz,
  reminded_day_at timestamptz,
  reminded_hours_at timestamptz,
  held_at timestamptz not null,
  booked_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  cancelled_at timestamptz,
  cancel_code text constraint cancel_code_is_known
    check (cancel_code in ('by_customer', 'by_staff', 'refused', 'hold_expired', 'session_cancelled', 'refunded')),
  cancel_reason text,
  primary key (business_id, id),
  foreign key (business_id, dossier_id) references guichet.dossiers,
  foreign key (business_id, fault_type_id) references guichet.fault_types,
  foreign key (business_id, technician_id) references guichet.technicians,
  foreign key (business_id, session_id) references guichet.group_sessions,
  foreign key (business_id, zone_id) references guichet.zones,
  foreign key (business_id, customer_id) references guichet.customers,
  foreign key (business_id, boiler_id) references guichet.boilers,
  foreign key (business_id, override_by) references guichet.accounts,
  constraint dossier_is_its_own check (dossier_id = id),
  constraint booked_has_its_dossier check ((dossier_id is null) = (booked_at is null)),
  constraint booked_has_its_customer check (dossier_id is null or (customer_id is not null and customer_name is not null and customer_phone is not null)),
  constraint somebody_comes check (technician_id is not null or session_id is not null),
  constraint only_holds_and_sessions_are_unbooked check (dossier_id is not null or status in ('held', 'expired', 'cancelled') or session_id is not null),
  constraint ends_after_it_starts check (starts_at < ends_at),
  constraint blocked_covers_the_visit check (blocked_from <= starts_at and blocked_to >= ends_at),
  constraint held_until_iff_held check ((status = 'held') = (hold_until is not null)),
  constraint cancelled_at_iff_cancelled check ((status = 'cancelled') = (cancelled_at is not null)),
  constraint cancel_code_iff_cancelled check ((status = 'cancelled') = (cancel_code is not null)),
  constraint override_has_its_reason check ((override_reason is null) = (override_by is null)),
  constraint finished_was_started check (finished_at is null or started_at is not null),
  constraint no_double_booking exclude using gist (business_id with =, technician_id with =, blocked with &&)
    where (status in ('held', 'requested', 'confirmed')),
  constraint one_hold_per_token unique (business_id, hold_hash)
) with (fillfactor = 85);
-- The scalar twins of the range, for readers under row security.
create index appointments_by_technician on guichet.appointments (business_id, technician_id, blocked_to, blocked_from)
  where status in ('held', 'requested', 'confirmed');
create index appointments_by_time on guichet.appointments (business_id, starts_at, id);
create index appointments_by_session on guichet.appointments (business_id, session_id) where session_id is not null;
create index appointments_by_customer on guichet.appointments (business_id, customer_id, starts_at) where customer_id is not null;
create index appointments_by_visitor on guichet.appointments (business_id, hold_visitor, hold_until) where status = 'held';
create index appointments_by_request on guichet.appointments (business_id, booked_at, id) where status = 'requested';
create index appointments_by_hold on guichet.appointments (business_id, hold_until) where status = 'held';

-- Where a move may go; what is over stays over, but a late deposit takes its slot again when it is still free.
create function app.appointment_moves() returns trigger language plpgsql as $$
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
end $$;
create trigger appointment_moves before update on guichet.appointments for each row execute function app.appointment_moves();

-- Who wants a slot that is not free: told of the first that becomes so, in the order in which they asked.
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
  status text not null constraint status_is_known check (status in ('waiting', 'offered', 'taken', 'over')),
  appointment_id uuid,
  asked_at timestamptz not null,
  offered_at timestamptz,
  primary key (business_id, id),
  foreign key (business_id, fault_type_id) references guichet.fault_types,
  foreign key (business_id, zone_id) references guichet.zones,
  foreign key (business_id, appointment_id) references guichet.appointments,
  constraint ends_after_it_begins check (from_date <= to_date),
  constraint offered_has_its_slot check ((status in ('offered', 'taken')) = (appointment_id is not null))
);
create index waiting_entries_in_order on guichet.waiting_entries (business_id, asked_at, id) where status = 'waiting';
create unique index one_place_in_the_queue on guichet.waiting_entries (business_id, customer_phone, fault_type_id)
  where status in ('waiting', 'offered');

call app.protect('group_sessions');
call app.let_everyone_read('group_sessions');
call app.protect('appointments');
call app.let_read('appointments', member => 'true', guest => 'dossier_id = (select app.dossier_id())', customer => 'customer_id = (select app.actor_id())');
call app.protect('waiting_entries');
call app.let_read('waiting_entries', member => 'true');
grant insert, update on guichet.group_sessions, guichet.appointments, guichet.waiting_entries to guichet_app;
