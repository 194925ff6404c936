-- A request is paid when, and only when, its money came in: an attempt that a gateway settled, or cash that staff took.
select r.business_id, r.id, r.status
from guichet.payment_requests r
where (r.status in ('paid', 'refunded')) <> (
  exists (select from guichet.payment_attempts a where a.business_id = r.business_id and a.request_id = r.id and a.status in ('paid', 'refunded'))
  or (r.method = 'cash_on_delivery' and exists (
    select from guichet.postings p where p.business_id = r.business_id and p.dossier_id = r.dossier_id and p.account like 'cash:%')));
