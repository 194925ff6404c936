-- A series of invoices has every number up to its last, and the series row knows it.
select s.business_id, s.id, s.next - 1 as last, count(i.id) as issued
from guichet.invoice_series s
left join guichet.invoices i on i.business_id = s.business_id and i.series_id = s.id
group by s.business_id, s.id, s.next
having count(i.id) <> s.next - 1 or coalesce(max(i.sequence), 0) <> s.next - 1;
