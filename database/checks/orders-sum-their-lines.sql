-- The goods of an order are the sum of its lines, and its payment request asks for its total by the same method.
select o.business_id, o.id
from guichet.orders o
left join (select business_id, order_id, sum(total_minor) as goods from guichet.order_lines group by business_id, order_id) l
  on l.business_id = o.business_id and l.order_id = o.id
left join guichet.payment_requests r on r.business_id = o.business_id and r.dossier_id = o.id and r.purpose = 'order'
where l.goods is distinct from o.goods_minor or r.amount_minor is distinct from o.total_minor or r.method is distinct from o.payment_method;
