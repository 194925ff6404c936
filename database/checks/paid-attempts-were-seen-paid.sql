-- No attempt is paid without a gateway's own answer of the same amount.
select a.business_id, a.id
from guichet.payment_attempts a
where a.status in ('paid', 'refunded') and not exists (
  select from guichet.payment_observations o
  where o.business_id = a.business_id and o.attempt_id = a.id and o.state = 'paid' and o.amount_minor = a.amount_minor);
