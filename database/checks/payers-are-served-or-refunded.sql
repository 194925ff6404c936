-- Whoever paid has a paid order, or their money is going back.
select r.business_id, r.id, o.payment_status, o.fulfilment_status
from guichet.payment_requests r
join guichet.orders o on o.business_id = r.business_id and o.id = r.dossier_id
where r.status = 'paid' and (o.payment_status = 'unpaid' or (o.fulfilment_status = 'cancelled' and not exists (
  select from guichet.refunds f where f.business_id = r.business_id and f.request_id = r.id and f.status <> 'failed')));
