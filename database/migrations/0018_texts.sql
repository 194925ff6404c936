-- Customers hear by SMS and answer by it: what became of each text, who sent it, and who wants no more of them.
-- Whom a slot is offered to, or who writes out of the blue, has no dossier yet; and nobody reads a page without one.
alter table guichet.messages alter column dossier_id drop not null;
alter table guichet.messages add constraint a_page_has_its_dossier check (dossier_id is not null or channel <> 'page');
-- Of what came in: the number it came from.
alter table guichet.messages add column sender text;
-- A text is told of more than once by those who carry it.
create unique index one_text_per_reference on guichet.messages (business_id, channel_reference)
  where channel = 'sms' and channel_reference is not null;
create index texts_by_recipient on guichet.messages (business_id, recipient, id) where channel = 'sms' and direction = 'out';

-- Who wrote STOP, whoever they are to us: nothing is sent to that number until it writes START.
create table guichet.text_refusals (
  business_id uuid not null references guichet.businesses,
  id uuid not null,
  phone text not null constraint phone_is_e164 check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  refused_at timestamptz not null,
  primary key (business_id, id),
  constraint one_refusal_per_phone unique (business_id, phone)
);
call app.protect('text_refusals');
call app.let_read('text_refusals', member => 'true');
grant insert, delete on guichet.text_refusals to guichet_app;
