-- No order left after its refund was asked and before it ended.
select o.business_id, o.id
from guichet.orders o
join guichet.refunds f on f.business_id = o.business_id and f.dossier_id = o.id
where f.status in ('starting', 'unknown') and o.shipped_at > f.asked_at;
