-- Units are held for open orders, taken by paid or shipped ones, and let go by the others.
select o.business_id, o.id, o.payment_status, o.fulfilment_status, h.status
from guichet.orders o
join guichet.stock_holds h on h.business_id = o.business_id and h.order_id = o.id
where case
  when o.fulfilment_status = 'cancelled' then h.status not in ('released', 'returned')
  when o.fulfilment_status in ('shipped', 'delivered') then h.status <> 'taken'
  when o.payment_status = 'paid' then h.status <> 'taken'
  when o.payment_status = 'unpaid' then h.status <> 'held'
  else false end;
