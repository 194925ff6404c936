-- A free slot is one question to the database: who can come, when, and why a day has nothing.

-- What is given to several at once: nobody comes for it alone, its sessions are the slots.
alter table guichet.fault_types add column in_sessions boolean not null default false;

-- A door: the free starts of some days, each with whoever comes best, and the reason of each day that has none. Row
-- security would be asked for every row of everybody's day, and visitors may not read whose day it is.
-- `rules`: 'customer' is held back by everything; 'staff' by neither grid, notice nor horizon; 'override' by nothing
-- but other visits. A wanted start leaves this start alone, a left out appointment does not stand in its own way.
create function app.search_slots(
  wanted_fault uuid, wanted_zone uuid, moment timestamptz, first_day date, day_count integer,
  rules text, wanted_start timestamptz, wanted_technician uuid, left_out uuid
) returns table (
  day date, starts_at timestamptz, ends_at timestamptz, technician_id uuid, session_id uuid,
  blocked_from timestamptz, blocked_to timestamptz, reason text, name jsonb
)
  -- One plan for every question: making one takes longer than following it. What comes out of a set is taken for one
  -- row by the planner, and a loop over hundreds of technicians' days for the best way to join them.
  language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan set enable_nestloop = off as $$
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
end $$;
grant execute on function app.search_slots(uuid, uuid, timestamptz, date, integer, text, timestamptz, uuid, uuid) to guichet_app;
