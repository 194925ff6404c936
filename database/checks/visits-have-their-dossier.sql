-- Whatever is booked is the dossier of one customer, and every such dossier has its appointment.
select a.business_id, a.id
from guichet.appointments a
left join guichet.dossiers d on d.business_id = a.business_id and d.id = a.dossier_id
where case when a.dossier_id is null then a.technician_id is null and a.status in ('requested', 'confirmed', 'done', 'no_show')
  else d.kind <> 'appointment' or d.customer_id <> a.customer_id end
union all
select d.business_id, d.id
from guichet.dossiers d
left join guichet.appointments a on a.business_id = d.business_id and a.dossier_id = d.id
where d.kind = 'appointment' and a.id is null;
