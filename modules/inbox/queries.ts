import { boolean, instant, integer, json, nullable, oneOf, text, uuid } from "#kernel/database/column.ts"
import { count, many, maybe, one, statement } from "#kernel/database/statement.ts"

/** A private file that travels with a message, by its key; it may still be in the making when the message is queued. */
/** A file of the house, or a text that lives with the message alone. */
export type Attachment =
  | { readonly key: string; readonly name: string }
  | { readonly name: string; readonly media: string; readonly text: string }

const channel = oneOf("email", "sms", "whatsapp", "form", "page")
const status = oneOf("queued", "sent", "delivered", "failed", "received")
const locale = oneOf("fr", "ar", "en")

export const insertMessage = statement("inbox.insert-message", {
  takes: {
    businessId: uuid,
    id: uuid,
    dossierId: nullable(uuid),
    channel,
    template: text,
    locale,
    recipient: nullable(text),
    subject: text,
    body: text,
    status,
    attachments: json<readonly Attachment[]>(),
    writtenAt: instant,
    sentAt: nullable(instant),
  },
  gives: count,
  sql: `insert into guichet.messages (business_id, id, dossier_id, direction, channel, template, locale, recipient, subject, body, status,
      attachments, written_at, sent_at)
    values (:businessId, :id, :dossierId, 'out', :channel, :template, :locale, :recipient, :subject, :body, :status,
      :attachments, :writtenAt, :sentAt)`,
})

export const findQueued = statement("inbox.find-queued", {
  takes: { id: uuid },
  gives: maybe({
    id: uuid,
    dossierId: nullable(uuid),
    channel: oneOf("email", "sms"),
    template: nullable(text),
    locale,
    recipient: text,
    subject: text,
    body: text,
    attachments: json<readonly Attachment[]>(),
    writtenAt: instant,
  }),
  sql: `select id, dossier_id, channel, template, locale, recipient, subject, body, attachments, written_at
    from guichet.messages where id = :id and status = 'queued' and channel in ('email', 'sms')`,
})

export const endMessage = statement("inbox.end-message", {
  takes: {
    id: uuid,
    status: oneOf("sent", "failed"),
    reference: nullable(text),
    failure: nullable(text),
    sentAt: nullable(instant),
  },
  gives: count,
  sql: `update guichet.messages set status = :status, channel_reference = :reference, failure = :failure, sent_at = :sentAt
    where id = :id and status = 'queued'`,
})

/** Texts to the same number that Twilio is known to have. */
export const textsTo = statement("inbox.texts-to", {
  takes: { recipient: text, since: instant },
  gives: many({ reference: text }),
  sql: `select channel_reference as reference from guichet.messages
    where channel = 'sms' and direction = 'out' and recipient = :recipient and written_at > :since and channel_reference is not null`,
})

/** The last text to that number about a dossier did not arrive. */
export const isPhoneUnreached = statement("inbox.is-phone-unreached", {
  takes: { dossierId: uuid, phone: text },
  gives: one({ unreached: boolean }),
  sql: `select coalesce((
      select m.status = 'failed' from guichet.messages m
      where m.dossier_id = :dossierId and m.channel = 'sms' and m.direction = 'out' and m.recipient = :phone
      order by m.id desc limit 1), false) as unreached`,
})

/**
 * Forward only, in whatever order Twilio tells: sent, then delivered or failed. One that we gave up, not knowing, may
 * still turn out delivered.
 */
export const advanceText = statement("inbox.advance-text", {
  takes: {
    messageId: nullable(uuid),
    reference: text,
    status: oneOf("sent", "delivered", "failed"),
    failure: nullable(text),
    now: instant,
  },
  gives: maybe({ id: uuid, dossierId: nullable(uuid), recipient: text }),
  sql: `update guichet.messages set status = :status, failure = :failure, channel_reference = :reference, sent_at = coalesce(sent_at, :now)
    where channel = 'sms' and direction = 'out'
      and (channel_reference = :reference or (id = :messageId and channel_reference is null))
      and (status = 'queued' or (status = 'sent' and :status <> 'sent')
        or (status = 'failed' and failure like 'unknown%' and :status = 'delivered'))
    returning id, dossier_id, recipient`,
})

/** What the last text to a number was about, which an answer most likely is about too. */
export const lastTextTo = statement("inbox.last-text-to", {
  takes: { recipient: text, since: instant },
  gives: maybe({ dossierId: uuid }),
  sql: `select dossier_id from guichet.messages
    where channel = 'sms' and direction = 'out' and recipient = :recipient and dossier_id is not null and written_at > :since
    order by id desc limit 1`,
})

/** No row: it came before. */
export const insertReceived = statement("inbox.insert-received", {
  takes: {
    businessId: uuid,
    id: uuid,
    dossierId: nullable(uuid),
    locale,
    sender: text,
    recipient: text,
    subject: text,
    body: text,
    reference: text,
    now: instant,
  },
  gives: count,
  sql: `insert into guichet.messages (business_id, id, dossier_id, direction, channel, locale, sender, recipient, subject, body, status,
      channel_reference, written_at)
    values (:businessId, :id, :dossierId, 'in', 'sms', :locale, :sender, :recipient, :subject, :body, 'received', :reference, :now)
    on conflict (business_id, channel_reference) where channel = 'sms' and channel_reference is not null do nothing`,
})

export const findTextRefusal = statement("inbox.find-text-refusal", {
  takes: { phone: text },
  gives: maybe({ refusedAt: instant }),
  sql: "select refused_at from guichet.text_refusals where phone = :phone",
})

export const insertTextRefusal = statement("inbox.insert-text-refusal", {
  takes: { businessId: uuid, id: uuid, phone: text, now: instant },
  gives: count,
  sql: `insert into guichet.text_refusals (business_id, id, phone, refused_at) values (:businessId, :id, :phone, :now)
    on conflict (business_id, phone) do nothing`,
})

export const deleteTextRefusal = statement("inbox.delete-text-refusal", {
  takes: { phone: text },
  gives: count,
  sql: "delete from guichet.text_refusals where phone = :phone",
})

export const countWritten = statement("inbox.count-written", {
  takes: { dossierId: uuid, template: text, since: instant },
  gives: one({ written: integer }),
  sql: `select count(*)::integer as written from guichet.messages
    where dossier_id = :dossierId and template = :template and written_at > :since`,
})

export const messagesOf = statement("inbox.messages-of", {
  takes: { dossierId: uuid },
  gives: many({ id: uuid, channel, subject: nullable(text), body: text, status, writtenAt: instant }),
  sql: "select id, channel, subject, body, status, written_at from guichet.messages where dossier_id = :dossierId order by id",
})

const rowColumns = {
  id: uuid,
  dossierId: nullable(uuid),
  number: nullable(text),
  kind: nullable(oneOf("order", "appointment", "claim", "ticket", "project")),
  direction: oneOf("in", "out"),
  channel,
  template: nullable(text),
  recipient: nullable(text),
  sender: nullable(text),
  subject: nullable(text),
  status,
  writtenAt: instant,
} as const
const rowList =
  "m.id, m.dossier_id, d.number, d.kind, m.direction, m.channel, m.template, m.recipient, m.sender, m.subject, m.status, m.written_at"
const joined =
  "guichet.messages m left join guichet.dossiers d on d.business_id = m.business_id and d.id = m.dossier_id"

/** Ids rise with time, so one of them is a place in the list. */
export const listMessages = statement("inbox.list-messages", {
  takes: { status: nullable(text), after: nullable(uuid), limit: integer },
  gives: many(rowColumns),
  sql: `select ${rowList} from ${joined}
    where (:status::text is null or m.status = :status) and (:after::uuid is null or m.id < :after)
    order by m.id desc limit :limit`,
})

export const findMessage = statement("inbox.find-message", {
  takes: { id: uuid },
  gives: maybe({
    ...rowColumns,
    locale,
    body: text,
    attachments: json<readonly Attachment[]>(),
    failure: nullable(text),
    sentAt: nullable(instant),
  }),
  sql: `select ${rowList}, m.locale, m.body, m.attachments, m.failure, m.sent_at from ${joined} where m.id = :id`,
})
