-- Whoever waits for a technician may read who comes: the holder of an appointment's link, and the customer of one.
call app.let_read('technicians', member => 'true',
  guest => 'id in (select a.technician_id from guichet.appointments a where a.dossier_id = (select app.dossier_id()))',
  customer => 'id in (select a.technician_id from guichet.appointments a where a.customer_id = (select app.actor_id()))');
