-- Work that was done and sold has its invoice.
select a.business_id, a.id
from guichet.appointments a
left join guichet.visit_reports r on r.business_id = a.business_id and r.appointment_id = a.id
where a.status = 'done'
  and (coalesce(a.price_minor, r.labour_minor, 0) > 0 or exists (
    select from guichet.visit_parts p where p.business_id = a.business_id and p.appointment_id = a.id and p.returned_at is null
      and p.total_minor > 0))
  and not exists (select from guichet.invoices i where i.business_id = a.business_id and i.dossier_id = a.id and i.kind = 'invoice');
