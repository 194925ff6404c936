-- What we tell customers: every receipt, reminder and reply is a message of the dossier, sent by an errand.
create table guichet.messages (
  business_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  direction text not null constraint direction_is_known check (direction in ('in', 'out')),
  channel text not null constraint channel_is_known check (channel in ('email', 'sms', 'whatsapp', 'form', 'page')),
  template text,
  locale text not null,
  recipient text,
  subject text,
  body text not null,
  status text not null constraint status_is_known check (status in ('queued', 'sent', 'delivered', 'failed', 'received')),
  channel_reference text,
  failure text,
  attachments jsonb not null default '[]',
  written_by uuid,
  written_at timestamptz not null,
  sent_at timestamptz,
  primary key (business_id, id),
  foreign key (business_id, dossier_id) references guichet.dossiers,
  foreign key (business_id, written_by) references guichet.accounts
);
create index messages_by_dossier on guichet.messages (business_id, dossier_id, id);
create index messages_by_time on guichet.messages (business_id, written_at desc, id desc);
call app.protect('messages');
call app.let_read('messages', member => 'true', guest => 'dossier_id = (select app.dossier_id())',
  customer => 'dossier_id in (select d.id from guichet.dossiers d where d.customer_id = (select app.actor_id()))');
grant insert, update on guichet.messages to guichet_app;
