-- What is reserved of a session is exactly the seats that are held or booked in it.
select s.business_id, s.id, s.reserved, coalesce(a.seats, 0) as seats
from guichet.group_sessions s
left join (
  select business_id, session_id, sum(seats) as seats from guichet.appointments
  where technician_id is null and status in ('held', 'requested', 'confirmed', 'done', 'no_show')
  group by business_id, session_id
) a on a.business_id = s.business_id and a.session_id = s.id
where s.reserved <> coalesce(a.seats, 0);
