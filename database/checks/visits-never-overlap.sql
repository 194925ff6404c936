-- Nobody is in two places at once: visits, buffers and ways of a technician never overlap.
select a.business_id, a.technician_id, a.id, b.id as other_id
from guichet.appointments a
join guichet.appointments b on b.business_id = a.business_id and b.technician_id = a.technician_id
  and b.id > a.id and b.blocked && a.blocked and b.status in ('held', 'requested', 'confirmed')
where a.status in ('held', 'requested', 'confirmed');
