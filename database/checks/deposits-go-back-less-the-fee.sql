-- The paid deposit of a visit that is off has gone back, or is going: all of it but the fee of who cancelled late.
select r.business_id, r.dossier_id, r.amount_minor, coalesce(f.returned, 0) as returned
from guichet.payment_requests r
join guichet.appointments a on a.business_id = r.business_id and a.id = r.dossier_id
left join (
  select business_id, request_id, sum(amount_minor) as returned from guichet.refunds where status <> 'failed' group by business_id, request_id
) f on f.business_id = r.business_id and f.request_id = r.id
where r.purpose = 'deposit' and r.status = 'paid' and a.status in ('cancelled', 'expired')
  and r.amount_minor > coalesce(f.returned, 0)
    + case when a.cancel_code = 'by_customer' and a.cancelled_at >= a.cancel_until then a.late_fee_minor else 0 end
  -- What a gateway does not give back, a person does.
  and not exists (
    select from guichet.tasks t
    where t.business_id = r.business_id and t.dossier_id = r.dossier_id and t.kind in ('refund_by_hand', 'refund_failed'));
