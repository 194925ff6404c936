-- Makes a business with room for 24,000 visits: twenty technicians, sixty days, twenty half hours a day, in one zone.
create function pg_temp.open_agenda(called text) returns void language plpgsql as $$
declare
  business constant uuid := gen_random_uuid();
  skill constant uuid := gen_random_uuid();
  zone constant uuid := gen_random_uuid();
  plan constant uuid := gen_random_uuid();
begin
  insert into guichet.businesses (business_id, slug, name, country, currency, zone, locales, features, profile)
  select business, called, called, b.country, b.currency, b.zone, b.locales, b.features, b.profile
  from guichet.businesses b where b.slug = 'mj-chauffage';
  insert into guichet.skills (business_id, id, slug, name) values (business, skill, 'boiler', '{"fr": "Chaudière"}');
  insert into guichet.fault_types (business_id, id, slug, name, about, skill_id, duration_minutes, step_minutes,
    price_minor, vat_percent, position, horizon_days)
  values (business, gen_random_uuid(), 'leak', '{"fr": "Fuite"}', '{"fr": ""}', skill, 30, 30, 350000, 19, 0, 90);
  insert into guichet.zones (business_id, id, slug, name, position) values (business, zone, 'town', '{"fr": "Ville"}', 0);
  insert into guichet.zone_travels (business_id, from_zone_id, to_zone_id, minutes) values (business, zone, zone, 0);
  insert into guichet.zone_communes (business_id, id, zone_id, wilaya, name, key)
  values (business, gen_random_uuid(), zone, 16, '{"fr": "Bab Ezzouar"}', 'babezzouar');
  insert into guichet.technicians (business_id, id, name, base_zone_id, visits_per_day, position)
  select business, gen_random_uuid(), 'Technicien ' || n, zone, 100, n from generate_series(1, 20) n;
  insert into guichet.technician_skills (business_id, technician_id, skill_id)
  select business, t.id, skill from guichet.technicians t where t.business_id = business;
  insert into guichet.technician_zones (business_id, technician_id, zone_id)
  select business, t.id, zone from guichet.technicians t where t.business_id = business;
  insert into guichet.plans (business_id, id, name) values (business, plan, '{"fr": "Semaine"}');
  insert into guichet.plan_windows (business_id, id, plan_id, kind, weekday, starts_minute, ends_minute)
  select business, gen_random_uuid(), plan, 'work', day, 480, 1080 from generate_series(1, 7) day;
end $$;
