-- Who holds, books or moves a visit asks for one start: for that nobody's day is laid out, and neighbours are looked up.

-- A door: what app.search_slots says of one start, by the same rules; one row, or none without such a fault type.
-- Blocked times of a technician never overlap (no_double_booking), so whatever ends first after the start is the next
-- visit, or in the way. Further neighbours do not matter: buffers and ways are shorter than a day.
create function app.slot_at(
  wanted_fault uuid, wanted_zone uuid, moment timestamptz, rules text, wanted_start timestamptz, wanted_technician uuid, left_out uuid
) returns table (
  technician_id uuid, session_id uuid, ends_at timestamptz, blocked_from timestamptz, blocked_to timestamptz, reason text
)
  -- A plan is kept as long as its connection: one that was made while tables were small must not read them whole later.
  language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_bitmapscan = off as $$
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
end $$;
grant execute on function app.slot_at(uuid, uuid, timestamptz, text, timestamptz, uuid, uuid) to guichet_app;
