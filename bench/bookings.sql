-- Makes businesses of twenty technicians in seven zones with so many bookings. Ahead there are as many, whatever the
-- number: the coming thirty days, half full; the others are done, in the years before.
create function pg_temp.book(called text, bookings integer) returns void language plpgsql as $$
declare
  business constant uuid := gen_random_uuid();
  fault constant uuid := gen_random_uuid();
  skill constant uuid := gen_random_uuid();
  plan constant uuid := gen_random_uuid();
begin
  insert into guichet.businesses (business_id, slug, name, country, currency, zone, locales, features, profile)
  values (business, called, called, 'DZ', 'DZD', 'Africa/Algiers', '{fr}', '{}', '{}');
  insert into guichet.skills (business_id, id, slug, name) values (business, skill, 'boiler', '{"fr": "Chaudière"}');
  insert into guichet.fault_types (business_id, id, slug, name, about, skill_id, duration_minutes, step_minutes,
    buffer_after_minutes, price_minor, vat_percent, position, horizon_days)
  values (business, fault, 'leak', '{"fr": "Fuite"}', '{"fr": ""}', skill, 60, 30, 15, 350000, 19, 0, 60);
  insert into guichet.zones (business_id, id, slug, name, position)
  select business, gen_random_uuid(), 'zone-' || n, '{"fr": "Zone"}', n from generate_series(1, 7) n;
  insert into guichet.zone_travels (business_id, from_zone_id, to_zone_id, minutes)
  select business, a.id, b.id, 15 + 5 * abs(a.position - b.position)
  from guichet.zones a join guichet.zones b on b.business_id = business where a.business_id = business;
  insert into guichet.technicians (business_id, id, name, base_zone_id, position)
  select business, gen_random_uuid(), 'Technicien ' || n, (select z.id from guichet.zones z where z.business_id = business and z.position = 1 + n % 7), n
  from generate_series(1, 20) n;
  insert into guichet.technician_skills (business_id, technician_id, skill_id)
  select business, t.id, skill from guichet.technicians t where t.business_id = business;
  insert into guichet.technician_zones (business_id, technician_id, zone_id)
  select business, t.id, z.id from guichet.technicians t join guichet.zones z on z.business_id = business where t.business_id = business;
  insert into guichet.plans (business_id, id, name) values (business, plan, '{"fr": "Semaine"}');
  insert into guichet.plan_windows (business_id, id, plan_id, kind, weekday, starts_minute, ends_minute)
  select business, gen_random_uuid(), plan, kind, day, from_minute, to_minute
  from generate_series(1, 7) day, (values ('work', 480, 1020), ('break', 720, 780)) w (kind, from_minute, to_minute);

  -- Five a day, at 8:00, 9:30, 11:00, 13:30 and 15:00, and one in three is left out; from the last day backwards.
  insert into guichet.appointments (business_id, id, fault_type_id, technician_id, zone_id, starts_at, ends_at, blocked_from, blocked_to,
    status, currency, vat_percent, held_at, hold_until, dossier_id, booked_at, customer_id, customer_name, customer_phone)
  select business, v.id, fault, v.technician_id, v.zone_id, v.at, v.at + interval '60 minutes', v.at - interval '15 minutes',
    v.at + interval '75 minutes', case when v.at < now() then 'done' else 'confirmed' end, 'DZD', 19, v.at - interval '3 days', null,
    v.id, v.at - interval '3 days', v.id, 'Client', '+213550000000'
  from (
    select gen_random_uuid() as id, t.id as technician_id, z.id as zone_id,
      (current_date + 30 - n.day + make_interval(mins => (array[480, 570, 660, 810, 900])[1 + n.place])) at time zone 'Africa/Algiers' as at
    from (select n / 5 as day, n % 5 as place, n from generate_series(0, 5 * (1 + bookings / 60)) n) n
    cross join guichet.technicians t
    join guichet.zones z on z.business_id = business and z.position = 1 + (n.n + t.position) % 7
    where t.business_id = business and (n.n + t.position) % 3 <> 0
  ) v
  order by v.at desc limit bookings;
end $$;
