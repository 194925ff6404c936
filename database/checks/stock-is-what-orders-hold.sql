-- What is reserved of a variant is exactly what orders hold of it.
select s.business_id, s.variant_id, s.reserved, coalesce(h.held, 0) as held
from guichet.stock s
left join (
  select business_id, variant_id, sum(quantity) as held from guichet.stock_holds where status = 'held' group by business_id, variant_id
) h using (business_id, variant_id)
where s.reserved <> coalesce(h.held, 0);
