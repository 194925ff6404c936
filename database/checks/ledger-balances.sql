-- Every movement of money balances, per currency.
select business_id, movement_id, currency, sum(amount_minor) as off
from guichet.postings group by business_id, movement_id, currency having sum(amount_minor) <> 0;
