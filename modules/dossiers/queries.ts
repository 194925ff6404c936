import { arrayOf, bigint, bytes, instant, integer, json, nullable, oneOf, text, uuid } from "#kernel/database/column.ts"
import { count, many, maybe, one, statement } from "#kernel/database/statement.ts"
import type { Facts } from "#kernel/events.ts"

export const openLink = statement("dossiers.open-link", {
  takes: { businessId: uuid, hash: bytes },
  gives: one({ dossierId: nullable(uuid) }),
  sql: "select app.open_link(:businessId, :hash) as dossier_id",
})

export const findDossier = statement("dossiers.find", {
  takes: { id: uuid },
  gives: maybe({
    id: uuid,
    kind: oneOf("order", "appointment", "claim", "ticket", "project"),
    number: text,
    customerId: uuid,
    locale: oneOf("fr", "ar", "en"),
    linkGeneration: integer,
    linkKeyVersion: integer,
  }),
  sql: "select id, kind, number, customer_id, locale, link_generation, link_key_version from guichet.dossiers where id = :id",
})

/** What the owner of a number came for last. */
export const lastDossierOf = statement("dossiers.last-of", {
  takes: { phone: text },
  gives: maybe({ id: uuid, locale: oneOf("fr", "ar", "en") }),
  sql: `select d.id, d.locale from guichet.customers c
    join guichet.dossiers d on d.business_id = c.business_id and d.customer_id = c.id
    where c.phone = :phone order by d.opened_at desc, d.id desc limit 1`,
})

/** Row security shows a guest or customer the entries meant for them alone. */
export const timelineOf = statement("dossiers.timeline", {
  takes: { dossierId: uuid },
  gives: many({ name: text, facts: json<Facts>(), createdAt: instant, seq: nullable(bigint) }),
  sql: `select name, facts, created_at, seq from guichet.events where dossier_id = :dossierId order by id`,
})

export const insertTask = statement("dossiers.insert-task", {
  takes: { businessId: uuid, id: uuid, dossierId: uuid, kind: text, facts: json<Facts>(), raisedAt: instant },
  gives: count,
  sql: `insert into guichet.tasks (business_id, id, dossier_id, kind, facts, raised_at)
    values (:businessId, :id, :dossierId, :kind, :facts, :raisedAt)
    on conflict (business_id, dossier_id, kind) where done_at is null do nothing`,
})

export const endTasks = statement("dossiers.end-tasks", {
  takes: { dossierId: uuid, kind: text, doneAt: instant },
  gives: count,
  sql: `update guichet.tasks set done_at = :doneAt
    where dossier_id = :dossierId and kind = :kind and done_at is null`,
})

export const openTasksOf = statement("dossiers.open-tasks-of", {
  takes: { dossierId: uuid },
  gives: many({ id: uuid, kind: text, raisedAt: instant }),
  sql: "select id, kind, raised_at from guichet.tasks where dossier_id = :dossierId and done_at is null order by raised_at",
})

export const openTasks = statement("dossiers.open-tasks", {
  takes: { limit: integer },
  gives: many({ id: uuid, kind: text, dossierId: uuid, number: text, raisedAt: instant }),
  sql: `select t.id, t.kind, t.dossier_id, d.number, t.raised_at
    from guichet.tasks t join guichet.dossiers d on d.business_id = t.business_id and d.id = t.dossier_id
    where t.done_at is null order by t.raised_at limit :limit`,
})

/** First lock of every verb that moves an order or its money; rows that point at the dossier do not wait for it. */
export const lockDossier = statement("dossiers.lock", {
  takes: { dossierId: uuid },
  gives: one({ id: uuid }),
  sql: "select id from guichet.dossiers where id = :dossierId for no key update",
})

export const countTasks = statement("dossiers.count-tasks", {
  takes: { ids: arrayOf(uuid) },
  gives: one({ visible: integer }),
  sql: "select count(*)::integer as visible from guichet.tasks where id = any(:ids)",
})

export const finishTask = statement("dossiers.finish-task", {
  takes: { id: uuid, doneAt: instant, doneBy: nullable(uuid) },
  gives: maybe({ dossierId: uuid, kind: text }),
  sql: `update guichet.tasks set done_at = :doneAt, done_by = :doneBy where id = :id and done_at is null
    returning dossier_id, kind`,
})
