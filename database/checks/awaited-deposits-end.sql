-- No slot waits for a deposit, or for who it was offered to, a day after its time was over.
select a.business_id, a.id, a.hold_until
from guichet.appointments a
where a.status = 'held' and a.hold_until < now() - interval '1 day'
  and (a.dossier_id is not null or exists (
    select from guichet.waiting_entries w where w.business_id = a.business_id and w.appointment_id = a.id and w.status = 'offered'));
