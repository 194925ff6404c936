import pg, { type QueryResult } from "pg"
import type { Actor } from "../actor.ts"
import type { Pool } from "./pool.ts"

/** A statement with its values, as it goes over the wire. */
export type Sent = { readonly name: string; readonly text: string; readonly values: readonly unknown[] }
export type Returned = QueryResult<Record<string, string | null>>

/**
 * An open transaction inside one business and one scope. Only statements are sent through it; those that do not wait
 * for each other travel together, and run in the order they were sent in.
 */
export type Tx = {
  readonly businessId: string
  readonly send: (sent: Sent) => Promise<Returned>
}

const literal = (value: string) => pg.escapeLiteral(value)

function settings(businessId: string, actor: Actor): string {
  const actorId = actor.scope === "customer" ? actor.customerId : actor.scope === "member" ? actor.accountId : ""
  const dossierId = actor.scope === "guest" ? actor.dossierId : ""
  const scope = actor.scope === "system" ? "house" : actor.scope
  return (
    `set_config('app.business_id', ${literal(businessId)}, true), set_config('app.scope', ${literal(scope)}, true), ` +
    `set_config('app.actor_id', ${literal(actorId)}, true), set_config('app.dossier_id', ${literal(dossierId)}, true)`
  )
}

/** For the listed doors: one statement of its own, before any scope exists (data rule 2). */
export function atDoor(pool: Pool): Tx {
  return { businessId: "", send: ({ values, ...query }) => pool.query({ ...query, values: [...values] }) }
}

type Opening = { readonly businessId: string; readonly actor: Actor; readonly readOnly?: boolean }

/** All statements of a reader see the same moment: no page shows an old state with the number of a newer event. */
const oneMoment = " isolation level repeatable read read only"

/**
 * Who writes looks up by key, which needs one plan for all values. Left to choose, Postgres plans anew each time where a
 * list of ids is shorter than the ten it expects: that cost a quarter of an order. Readers keep the choice: they page,
 * filter and search.
 */
const onePlan = ", set_config('plan_cache_mode', 'force_generic_plan', true)"

/** What a unit of work may leave to be sent together with the commit. */
export type Closing<T> = { readonly result: T; readonly last: readonly Sent[] }

/**
 * Runs work in one transaction, in the scope of the actor, and commits; any throw rolls back.
 * Settings are transaction-local, so a pooled connection carries nothing over.
 */
export async function inTransaction<T>(pool: Pool, opening: Opening, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inClosingTransaction(pool, opening, async (tx) => ({ result: await work(tx), last: [] }))
}

/** As `inTransaction`, with the last statements of the work sent in one round trip with the commit. */
export async function inClosingTransaction<T>(
  pool: Pool,
  { businessId, actor, readOnly = false }: Opening,
  work: (tx: Tx) => Promise<Closing<T>>,
): Promise<T> {
  const client = await pool.connect()
  const send: Tx["send"] = ({ values, ...query }) => gathering(client).query({ ...query, values: [...values] })
  let broken: Error | undefined
  try {
    const opened = gathering(client).query(
      `begin${readOnly ? oneMoment : ""}; select ${settings(businessId, actor)}${readOnly ? "" : onePlan}`,
    )
    // The first statement of the work travels with it, and fails with it; this failure is then told below.
    opened.catch(() => undefined)
    const { result, last } = await work({ businessId, send })
    const closing = last.map(send)
    const [{ command }] = await Promise.all([gathering(client).query("commit"), opened, ...closing])
    if (command !== "COMMIT") throw new Error("a statement failed unnoticed, and nothing was committed")
    return result
  } catch (error) {
    await client.query("rollback").catch((fault: Error) => {
      broken = fault
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** What is sent before we wait leaves in one packet: a system call for each statement took a third of the gate's time. */
function gathering(client: pg.PoolClient): pg.PoolClient {
  const { stream } = client.connection
  stream.cork()
  process.nextTick(() => stream.uncork())
  return client
}

/** Two waited for each other, and this one was let go: nothing of it was done, and the other one goes on. */
export function isDeadlock(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === "40P01"
}

/** The name of the constraint that a statement broke, if that is what went wrong. */
export function constraintOf(error: unknown): string | null {
  return error instanceof pg.DatabaseError ? (error.constraint ?? null) : null
}
