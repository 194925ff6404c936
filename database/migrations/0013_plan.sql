-- The plan: who can do what, where and when, so that a free slot is a question to the database.
create table guichet.skills (
  business_id uuid not null references guichet.businesses,
  id uuid not null,
  slug text not null,
  name jsonb not null,
  primary key (business_id, id),
  constraint one_skill_per_slug unique (business_id, slug)
);

create table guichet.zones (
  business_id uuid not null references guichet.businesses,
  id uuid not null,
  slug text not null,
  name jsonb not null,
  position integer not null,
  primary key (business_id, id),
  constraint one_zone_per_slug unique (business_id, slug)
);

-- Every commune that is served belongs to one zone; `key` is its name without case, accents and the letters people exchange.
create table guichet.zone_communes (
  business_id uuid not null,
  id uuid not null,
  zone_id uuid not null,
  -- In Algeria; elsewhere there is none.
  wilaya integer,
  name jsonb not null,
  key text not null,
  primary key (business_id, id),
  foreign key (business_id, zone_id) references guichet.zones,
  constraint one_zone_per_commune unique (business_id, key)
);
create index zone_communes_by_zone on guichet.zone_communes (business_id, zone_id);

-- How long the way takes; within a zone too. A pair that is missing takes as long as the longest way there is.
create table guichet.zone_travels (
  business_id uuid not null,
  from_zone_id uuid not null,
  to_zone_id uuid not null,
  minutes integer not null constraint minutes_are_a_way check (minutes between 0 and 600),
  primary key (business_id, from_zone_id, to_zone_id),
  foreign key (business_id, from_zone_id) references guichet.zones,
  foreign key (business_id, to_zone_id) references guichet.zones
);

create table guichet.technicians (
  business_id uuid not null references guichet.businesses,
  id uuid not null,
  -- Who signs in as this technician; a partner from outside may have no account.
  account_id uuid,
  name text not null,
  phone text,
  -- Where the first way of the day begins.
  base_zone_id uuid not null,
  visits_per_day integer not null default 12 constraint a_day_has_visits check (visits_per_day between 1 and 100),
  active boolean not null default true,
  position integer not null,
  -- The private calendar feed: derived like a guest link, so the next generation revokes it; null until one is asked for.
  feed_generation integer not null default 0,
  feed_key_version integer,
  feed_hash bytea,
  primary key (business_id, id),
  foreign key (business_id, account_id) references guichet.accounts,
  foreign key (business_id, base_zone_id) references guichet.zones,
  constraint one_technician_per_account unique (business_id, account_id),
  constraint one_technician_per_feed unique (business_id, feed_hash),
  constraint feed_has_its_key check ((feed_hash is null) = (feed_key_version is null))
);

create table guichet.technician_skills (
  business_id uuid not null,
  technician_id uuid not null,
  skill_id uuid not null,
  primary key (business_id, technician_id, skill_id),
  foreign key (business_id, technician_id) references guichet.technicians,
  foreign key (business_id, skill_id) references guichet.skills
);

-- Which zones a technician serves on which days, Monday 1 to Sunday 7.
create table guichet.technician_zones (
  business_id uuid not null,
  technician_id uuid not null,
  zone_id uuid not null,
  weekdays integer[] not null default '{1,2,3,4,5,6,7}'
    constraint weekdays_are_iso check (weekdays <@ '{1,2,3,4,5,6,7}'::integer[]),
  primary key (business_id, technician_id, zone_id),
  foreign key (business_id, technician_id) references guichet.technicians,
  foreign key (business_id, zone_id) references guichet.zones
);

-- A week of working windows and breaks. Of the plans that cover a day the closest one counts, alone: dated before
-- undated, the shorter before the longer, a technician's own before everybody's. So Ramadan is one dated plan for all,
-- and an odd day a plan of one day; a dated plan without windows is a day off.
create table guichet.plans (
  business_id uuid not null references guichet.businesses,
  id uuid not null,
  technician_id uuid,
  name jsonb not null,
  from_date date,
  to_date date,
  primary key (business_id, id),
  foreign key (business_id, technician_id) references guichet.technicians,
  constraint dated_on_both_sides check ((from_date is null) = (to_date is null)),
  constraint ends_after_it_begins check (from_date <= to_date)
);
create index plans_by_technician on guichet.plans (business_id, technician_id);

create table guichet.plan_windows (
  business_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  kind text not null constraint kind_is_known check (kind in ('work', 'break')),
  weekday integer not null constraint weekday_is_iso check (weekday between 1 and 7),
  -- Minutes since midnight on the wall clock of the business.
  starts_minute integer not null,
  ends_minute integer not null,
  primary key (business_id, id),
  foreign key (business_id, plan_id) references guichet.plans on delete cascade,
  constraint ends_after_it_starts_within_the_day check (0 <= starts_minute and starts_minute < ends_minute and ends_minute <= 1440)
);
create index plan_windows_by_plan on guichet.plan_windows (business_id, plan_id);

-- Away: leave, illness, training. What for is nobody's business, so it is not kept.
create table guichet.absences (
  business_id uuid not null,
  id uuid not null,
  technician_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  recorded_by uuid,
  recorded_at timestamptz not null,
  primary key (business_id, id),
  foreign key (business_id, technician_id) references guichet.technicians,
  foreign key (business_id, recorded_by) references guichet.accounts,
  constraint ends_after_it_starts check (starts_at < ends_at)
);
create index absences_by_technician on guichet.absences (business_id, technician_id, ends_at);

-- Days on which nobody works. A movable feast is an estimate until the owner confirms it as officially announced.
create table guichet.holidays (
  business_id uuid not null references guichet.businesses,
  id uuid not null,
  code text not null,
  name jsonb not null,
  day date not null,
  movable boolean not null,
  confirmed_at timestamptz,
  confirmed_by uuid,
  -- The owner may work on it all the same.
  works boolean not null default false,
  primary key (business_id, id),
  foreign key (business_id, confirmed_by) references guichet.accounts,
  constraint one_holiday_per_day unique (business_id, day, code),
  constraint fixed_needs_no_word check (movable or confirmed_at is null)
);

-- What can be wrong: how long it takes, who can do it, what it costs.
create table guichet.fault_types (
  business_id uuid not null references guichet.businesses,
  id uuid not null,
  slug text not null,
  name jsonb not null,
  about jsonb not null,
  skill_id uuid not null,
  duration_minutes integer not null constraint duration_is_a_visit check (duration_minutes between 5 and 720),
  step_minutes integer not null constraint step_is_positive check (step_minutes between 5 and 720),
  buffer_before_minutes integer not null default 0 constraint buffer_before_is_short check (buffer_before_minutes between 0 and 240),
  buffer_after_minutes integer not null default 0 constraint buffer_after_is_short check (buffer_after_minutes between 0 and 240),
  -- With tax; null is a quote on the spot (devis).
  price_minor bigint constraint price_is_never_negative check (price_minor >= 0),
  vat_percent integer not null,
  deposit_minor bigint constraint deposit_is_positive check (deposit_minor > 0),
  needs_approval boolean not null default false,
  notice_minutes integer not null default 120,
  horizon_days integer not null default 30 constraint horizon_is_near check (horizon_days between 1 and 120),
  -- Until so long before the visit it is cancelled for nothing; afterwards it costs the fee.
  cutoff_minutes integer not null default 1440,
  late_fee_minor bigint not null default 0 constraint late_fee_is_never_negative check (late_fee_minor >= 0),
  photos_at_most integer not null default 4,
  active boolean not null default true,
  position integer not null,
  primary key (business_id, id),
  foreign key (business_id, skill_id) references guichet.skills,
  constraint one_fault_type_per_slug unique (business_id, slug),
  constraint deposit_is_no_approval check (deposit_minor is null or not needs_approval)
);

do $$
declare
  name text;
begin
  foreach name in array array['skills', 'zones', 'zone_communes', 'zone_travels', 'fault_types', 'holidays'] loop
    call app.protect(name);
    call app.let_everyone_read(name);
    execute format('grant insert, update on guichet.%I to guichet_app', name);
  end loop;
  foreach name in array array['technicians', 'technician_skills', 'technician_zones', 'plans', 'plan_windows', 'absences'] loop
    call app.protect(name);
    call app.let_read(name, member => 'true');
    execute format('grant insert, update, delete on guichet.%I to guichet_app', name);
  end loop;
end $$;
revoke delete on guichet.technicians from guichet_app;
