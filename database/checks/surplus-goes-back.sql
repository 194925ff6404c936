-- Of several payments for one request, all but one go back.
select a.business_id, a.request_id, count(*) as kept
from guichet.payment_attempts a
where a.status = 'paid' and not exists (
  select from guichet.refunds f where f.business_id = a.business_id and f.attempt_id = a.id and f.status <> 'failed')
group by a.business_id, a.request_id having count(*) > 1;
