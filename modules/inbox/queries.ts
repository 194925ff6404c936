import { instant, integer, json, nullable, oneOf, text, uuid } from "#kernel/database/column.ts"
import { count, many, maybe, one, statement } from "#kernel/database/statement.ts"

/** A private file that travels with a message, by its key; it may still be in the making when the message is queued. */
export type Attachment = { readonly key: string; readonly name: string }

const channel = oneOf("email", "sms", "whatsapp", "form", "page")
const status = oneOf("queued", "sent", "delivered", "failed", "received")
const locale = oneOf("fr", "ar", "en")

export const insertMessage = statement("inbox.insert-message", {
  takes: {
    businessId: uuid,
    id: uuid,
    dossierId: uuid,
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
    dossierId: uuid,
    locale,
    recipient: text,
    subject: text,
    body: text,
    attachments: json<readonly Attachment[]>(),
    writtenAt: instant,
  }),
  sql: `select id, dossier_id, locale, recipient, subject, body, attachments, written_at
    from guichet.messages where id = :id and status = 'queued' and channel = 'email'`,
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
  dossierId: uuid,
  number: text,
  direction: oneOf("in", "out"),
  channel,
  template: nullable(text),
  recipient: nullable(text),
  subject: nullable(text),
  status,
  writtenAt: instant,
} as const
const rowList =
  "m.id, m.dossier_id, d.number, m.direction, m.channel, m.template, m.recipient, m.subject, m.status, m.written_at"
const joined = "guichet.messages m join guichet.dossiers d on d.business_id = m.business_id and d.id = m.dossier_id"

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
