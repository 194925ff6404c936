import type * as z from "zod"
import { type Actor, actorId, type Business, can, type Permissions, visitorKey } from "./actor.ts"
import { actAsHouse } from "./database/house.ts"
import type { Pool } from "./database/pool.ts"
import {
  type Closing,
  constraintOf,
  inClosingTransaction,
  isDeadlock,
  type Sent,
  type Tx,
} from "./database/transaction.ts"
import type { Outside } from "./errand.ts"
import { type Event, type Facts, insertEvent, type Job, type Reactions } from "./events.ts"
import { claimedKey, type Ids, insertKey, type Key, requestHash } from "./idempotency.ts"
import { newId } from "./ids.ts"
import { parsed } from "./input.ts"
import type { Log } from "./log.ts"
import { Retryable, refuse } from "./refusals.ts"
import type { VersionedKeys } from "./secrets.ts"
import { checkSights, type Sight } from "./sight.ts"
import type { Clock } from "./time.ts"

/** What composition hands to every verb: made once by `apps/boot.ts` and by the test harness. */
export type Kernel = {
  readonly pool: Pool
  readonly clock: Clock
  readonly permissions: Permissions
  readonly reactions: Reactions<Acting>
  readonly linkKeys: VersionedKeys
  readonly secretKeys: VersionedKeys
  readonly peppers: VersionedKeys
  /** Real customers and real money: nothing of a demo works here. */
  readonly production: boolean
  /** Where visitors reach this counter, without a slash at the end. */
  readonly publicUrl: string
  readonly outside: Outside
  readonly log: Log
}

/** The token of a member's session, which the gate keeps in a cookie. */
export type SessionSlot = {
  readonly held: string | null
  readonly keep: (token: string) => void
  readonly drop: () => void
}

/** One request of one visitor at one business. */
export type Visit = {
  readonly kernel: Kernel
  readonly business: Business
  readonly actor: Actor
  readonly idempotencyKey?: string
  readonly session?: SessionSlot
}

type Told = {
  readonly dossierId?: string
  readonly audience?: Event["audience"]
  readonly facts?: Facts
  readonly jobs?: readonly Job[]
}

/** What a verb acts with, inside its one transaction, as the house. */
export type Acting = {
  readonly kernel: Kernel
  readonly tx: Tx
  readonly business: Business
  readonly actor: Actor
  readonly now: Temporal.Instant
  /** The one event of this command. A verb that finds nothing to do tells nothing. */
  readonly tell: (name: string, told?: Told) => void
  /**
   * A statement that nobody waits for: it leaves with the event and the commit, so that what it locks is not held over
   * a round trip. It must fail by a constraint when it does not do its work.
   */
  readonly last: (sent: Sent) => void
  /** The ids from which a replay rebuilds the answer. */
  readonly made: (ids: Ids) => void
}

/** What is known before a verb is let through. */
type Finding = Pick<Acting, "tx" | "business" | "actor" | "now">

type Definition<I extends z.ZodType, R, F> = {
  readonly name: string
  /** A row of the permission table. */
  readonly needs: string
  /** Every id of the input must be visible to the visitor, in the visitor's own scope. */
  readonly sees?: (input: z.output<I>) => readonly Sight[]
  readonly input: I
  /** Constraints whose violation says that somebody was quicker: the verb runs again, and decides on what they left. */
  readonly yieldsTo?: readonly string[]
  /**
   * What the verb decides on and can ask for at once, as the house: it travels with the sights and the key, which saves a
   * round trip, and reaches `run` only when they let the verb through.
   */
  readonly finds?: (finding: Finding, input: z.output<I>) => Promise<F>
  readonly run: (acting: Acting, input: z.output<I>, found: F) => Promise<R>
  /** Rebuilds the answer of a request that was sent twice, from current rows. */
  readonly replay?: (acting: Acting, ids: Ids) => Promise<R>
}

export type Command<I extends z.ZodType, R> = {
  (visit: Visit, input: unknown): Promise<R>
  readonly commandName: string
  readonly needs: string
  /** The same verb inside a transaction that is open already, as actor system: reactions and errands. */
  readonly within: (acting: Acting, input: z.input<I>) => Promise<R>
}

const names = new Map<string, { needs: string }>()
/** For the test that holds verbs and permission table together. */
export function allCommands(): ReadonlyMap<string, { readonly needs: string }> {
  return names
}

/** A verb: permission, parsing, idempotency, one tenant transaction and one event, done once for all of them. */
export function command<I extends z.ZodType, R, F = undefined>(definition: Definition<I, R, F>): Command<I, R> {
  const { name, needs, input: schema } = definition
  if (names.has(name)) throw new Error(`two commands are named ${name}`)
  names.set(name, { needs })

  const run = async (visit: Visit, raw: unknown): Promise<R> => {
    checkPermission(visit, needs)
    const input = parsed(schema, raw)
    const key = keyOf(visit, { route: name, body: raw })
    if (key !== null) replayOf(definition)
    return tried({ visit, definition, input, key })
  }
  const within = async (acting: Acting, raw: z.input<I>): Promise<R> => {
    const told = telling()
    const actor = { scope: "system", name } as const
    const inner = { ...acting, actor, tell: told.tell, last: told.last, made: () => undefined }
    const input = parsed(schema, raw)
    const result = await definition.run(inner, input, await foundBy(definition, { acting: inner, input }))
    await Promise.all((await concluded(inner, told)).map(acting.tx.send))
    return result
  }
  return Object.assign(run, { commandName: name, needs, within })
}

function checkPermission({ kernel, actor }: Visit, needs: string): void {
  if (can(kernel.permissions, actor, needs)) return
  if (actor.scope === "public") refuse("sign_in_needed")
  refuse("not_allowed", { permission: needs })
}

function keyOf({ actor, idempotencyKey }: Visit, { route, body }: { route: string; body: unknown }): Key | null {
  if (idempotencyKey === undefined) return null
  return { visitor: visitorKey(actor), route, key: idempotencyKey, requestHash: requestHash(body) }
}

/** A verb that asks for nothing is given nothing. */
async function foundBy<I extends z.ZodType, R, F>(
  { finds }: Definition<I, R, F>,
  { acting, input }: { acting: Acting; input: z.output<I> },
): Promise<F> {
  return finds === undefined ? (undefined as F) : finds(acting, input)
}

type Attempt<I extends z.ZodType, R, F> = {
  readonly visit: Visit
  readonly definition: Definition<I, R, F>
  readonly input: z.output<I>
  readonly key: Key | null
}

const triesAtMost = 5

async function tried<I extends z.ZodType, R, F>(attempt: Attempt<I, R, F>): Promise<R> {
  const { visit, definition } = attempt
  const opening = { businessId: visit.business.id, actor: visit.actor }
  for (let tries = 1; ; tries += 1) {
    try {
      return await inClosingTransaction(visit.kernel.pool, opening, (tx) => acted(tx, attempt))
    } catch (error) {
      const isQuicker = definition.yieldsTo?.includes(constraintOf(error) ?? "") ?? false
      if (!isQuicker && !isDeadlock(error)) throw error
      if (tries === triesAtMost) throw new Retryable(`${definition.name} lost ${tries} races`, 1, error)
    }
  }
}

async function acted<I extends z.ZodType, R, F>(
  tx: Tx,
  { visit, definition, input, key }: Attempt<I, R, F>,
): Promise<Closing<R>> {
  const { kernel, business, actor } = visit
  const told = telling()
  let ids: Ids = {}
  const acting: Acting = {
    kernel,
    tx,
    business,
    actor,
    now: kernel.clock(),
    tell: told.tell,
    last: told.last,
    made: (made) => {
      ids = made
    },
  }
  const [, before, found] = await Promise.all([
    checkSights(tx, actor, definition.sees?.(input) ?? []),
    key === null ? actAsHouse(tx, {}).then(() => null) : claimedKey(tx, key),
    foundBy(definition, { acting, input }),
  ])
  if (before !== null) return { result: await replayOf(definition)(acting, before), last: [] }

  const result = await definition.run(acting, input, found)
  const last = await concluded(acting, told)
  const keyRow =
    key === null ? [] : [insertKey.prepared({ businessId: business.id, ...key, ids, createdAt: acting.now })]
  return { result, last: [...last, ...keyRow] }
}

/** A key promises the same answer twice: a verb that cannot rebuild it fails at the first. */
function replayOf<I extends z.ZodType, R, F>({ name, replay }: Definition<I, R, F>) {
  if (replay === undefined) throw new Error(`${name} takes no idempotency key`)
  return replay
}

/** What a verb leaves behind: its event, and the statements that leave with it. */
function telling() {
  let event: Event | null = null
  const statements: Sent[] = []
  const tell = (name: string, { dossierId, audience = "staff", facts = {}, jobs = [] }: Told = {}): void => {
    if (event !== null) throw new Error(`one event per command: ${event.name}, then ${name}`)
    event = { id: newId(), name, dossierId: dossierId ?? null, audience, facts, jobs }
  }
  const last = (sent: Sent): void => void statements.push(sent)
  return { tell, last, event: (): Event | null => event, statements }
}

/** The event's reactions run in table order; without any, its own row is left to be sent with what follows. */
async function concluded(acting: Acting, told: ReturnType<typeof telling>): Promise<Sent[]> {
  const event = told.event()
  if (event === null) return told.statements
  const { tx, actor, now, kernel, business } = acting
  const row = insertEvent.prepared({
    ...event,
    businessId: business.id,
    actorScope: actor.scope,
    actorId: actorId(actor),
    createdAt: now,
  })
  const reactions = (kernel.reactions[event.name] ?? []).filter(({ when }) => when?.(event) ?? true)
  if (reactions.length === 0) return [...told.statements, row]

  await Promise.all([...told.statements, row].map(tx.send))
  for (const reaction of reactions) await reaction.run(acting, event)
  return []
}
