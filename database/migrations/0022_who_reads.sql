-- Every sub-select of a policy is set up for every statement, also where its scope is never asked for. What a customer
-- reads of the busiest tables is asked of functions of the row instead, which cost a guest or a member nothing.
create function app.is_actor(customer uuid) returns boolean language sql stable parallel safe
  return customer = app.actor_id();

create function app.is_dossier_of_actor(dossier uuid) returns boolean language sql stable parallel safe
  return exists (select from guichet.dossiers d where d.id = dossier and app.is_actor(d.customer_id));

revoke execute on function app.is_actor(uuid), app.is_dossier_of_actor(uuid) from public;
grant execute on function app.is_actor(uuid), app.is_dossier_of_actor(uuid) to guichet_app;

call app.let_read('dossiers', member => 'true', guest => 'id = (select app.dossier_id())', customer => 'app.is_actor(customer_id)');
call app.let_read('orders', member => 'true', guest => 'id = (select app.dossier_id())', customer => 'app.is_actor(customer_id)');
call app.let_read('events', member => 'true', guest => 'dossier_id = (select app.dossier_id()) and audience = ''customer''',
  customer => 'audience = ''customer'' and app.is_dossier_of_actor(dossier_id)');
