-- Every line of an order has its units accounted for.
select l.business_id, l.order_id, l.variant_id
from guichet.order_lines l
left join guichet.stock_holds h on h.business_id = l.business_id and h.order_id = l.order_id and h.variant_id = l.variant_id and h.quantity = l.quantity
where h.order_id is null;
