-- A visit that asks for a deposit is confirmed once, and as long as, the deposit is paid.
select a.business_id, a.id
from guichet.appointments a
where a.status = 'confirmed' and a.deposit_minor is not null and not exists (
  select from guichet.payment_requests r
  where r.business_id = a.business_id and r.dossier_id = a.id and r.purpose = 'deposit' and r.status = 'paid');
