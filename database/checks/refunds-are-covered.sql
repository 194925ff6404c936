-- What went back never exceeds what came in.
select f.business_id, f.attempt_id, sum(f.amount_minor) as returned, min(a.amount_minor) as taken
from guichet.refunds f
join guichet.payment_attempts a on a.business_id = f.business_id and a.id = f.attempt_id
where f.status <> 'failed'
group by f.business_id, f.attempt_id having sum(f.amount_minor) > min(a.amount_minor);
