-- The listed door of a technician's private calendar: whoever holds its address reads it, until it is revoked.
-- A technician without visits gives one row without an appointment; an unknown address gives none.
create function app.open_feed(business uuid, hash bytea, since timestamptz, until timestamptz)
  returns table (
    technician_name text, locale text, email text, appointment_id uuid, number text, status text, sequence integer,
    starts_at timestamptz, ends_at timestamptz, changed_at timestamptz,
    fault_name jsonb, commune text, address text, landmark text, customer_name text, customer_phone text)
  language sql stable security definer set search_path = ''
begin atomic
  select t.name, coalesce(c.locale, 'fr'), b.profile -> 'contacts' ->> 'email', a.id, d.number, a.status, a.sequence, a.starts_at, a.ends_at,
    coalesce(a.cancelled_at, a.finished_at, a.booked_at, a.held_at),
    f.name, a.commune, a.address, a.landmark, a.customer_name, a.customer_phone
  from guichet.technicians t
  join guichet.businesses b on b.business_id = t.business_id
  left join guichet.accounts c on c.business_id = t.business_id and c.id = t.account_id
  left join (guichet.appointments a
    join guichet.fault_types f on f.business_id = a.business_id and f.id = a.fault_type_id
    left join guichet.dossiers d on d.business_id = a.business_id and d.id = a.dossier_id)
    on a.business_id = t.business_id and a.technician_id = t.id and a.starts_at >= since and a.starts_at < until
      and a.status in ('requested', 'confirmed', 'done', 'cancelled') and (d.id is not null or a.session_id is not null)
  where t.business_id = business and t.feed_hash = hash and t.active
  order by a.starts_at, a.id;
end;
revoke execute on function app.open_feed(uuid, bytea, timestamptz, timestamptz) from public;
grant execute on function app.open_feed(uuid, bytea, timestamptz, timestamptz) to guichet_app;
