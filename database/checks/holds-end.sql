-- No unpaid order holds its units for an hour after its hold ended.
select business_id, id, hold_until
from guichet.orders
where fulfilment_status = 'new' and payment_status = 'unpaid' and (hold_until is null or hold_until < now() - interval '1 hour');
