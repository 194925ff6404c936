import type { Business } from "./actor.ts"
import { instant, json, nullable, oneOf, text, uuid } from "./database/column.ts"
import { count, statement } from "./database/statement.ts"

/** Work for the worker, carried by the event that asked for it: an errand about one subject, now or later. */
export type Job = { readonly errand: string; readonly subjectId: string; readonly runAt?: string }

/** Ids, numbers and words of the domain, never personal values (data rule 15). */
export type Facts = { readonly [name: string]: string | number | boolean | null | readonly string[] }

/** One row per command: audit entry, timeline entry, live message and outbox at once. */
export type Event = {
  readonly id: string
  readonly name: string
  readonly dossierId: string | null
  readonly audience: "staff" | "customer"
  readonly facts: Facts
  readonly jobs: readonly Job[]
}

export function job(errand: string, subjectId: string, runAt?: Temporal.Instant): Job {
  return runAt === undefined ? { errand, subjectId } : { errand, subjectId, runAt: runAt.toString() }
}

export const insertEvent = statement("kernel.insert-event", {
  takes: {
    businessId: uuid,
    id: uuid,
    name: text,
    dossierId: nullable(uuid),
    actorScope: text,
    actorId: nullable(uuid),
    audience: oneOf("staff", "customer"),
    facts: json<Facts>(),
    jobs: json<readonly Job[]>(),
    createdAt: instant,
  },
  gives: count,
  sql: `insert into guichet.events (business_id, id, name, dossier_id, actor_scope, actor_id, audience, facts, jobs, created_at)
    values (:businessId, :id, :name, :dossierId, :actorScope, :actorId, :audience, :facts, :jobs, :createdAt)`,
})

/** What follows from an event, in the same transaction, as the business itself. Context is what a command runs with. */
export type Reaction<Context> = {
  readonly name: string
  /** Left out: after every such event. */
  readonly when?: (event: Event) => boolean
  readonly run: (context: Context, event: Event) => Promise<unknown>
}
export type Reactions<Context> = { readonly [event: string]: readonly Reaction<Context>[] }

/** The channel that the relay notifies after it has numbered events; the payload is business ids. */
export const eventsChannel = "guichet_events"

export type Numbered = Event & { readonly seq: number; readonly business: Pick<Business, "id"> }
