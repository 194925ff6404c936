-- A paid order has its invoice; a refunded invoiced order has its credit note.
select o.business_id, o.id, o.payment_status
from guichet.orders o
left join guichet.invoices i on i.business_id = o.business_id and i.dossier_id = o.id and i.kind = 'invoice'
left join guichet.invoices c on c.business_id = o.business_id and c.corrects_id = i.id
where (o.payment_status = 'paid' and o.fulfilment_status <> 'cancelled' and i.id is null)
  or (o.payment_status = 'refunded' and i.id is not null and c.id is null);
