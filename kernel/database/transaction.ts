import pg, { type QueryResult } from "pg"
import type { Actor } from "../actor.ts"
import type { Pool } from "./pool.ts"

type Send = (query: {
  name: string
  text: string
  values: readonly unknown[]
}) => Promise<QueryResult<Record<string, string | null>>>

/** An open transaction inside one business and one scope. Only statements are sent through it. */
export type Tx = {
  readonly businessId: string
  readonly send: Send
  /** Several statements with their values as literals, in one round trip; for the kernel only. */
  readonly sendInline: (statements: readonly string[]) => Promise<readonly QueryResult[]>
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
  return {
    businessId: "",
    send: (query) => pool.query({ ...query, values: [...query.values] }),
    sendInline: () => Promise.reject(new Error("a door takes one statement")),
  }
}

export const actAsHouse = "select set_config('app.scope', 'house', true)"

type Opening = { readonly businessId: string; readonly actor: Actor; readonly readOnly?: boolean }

/** What a unit of work may leave to be sent together with the commit. */
export type Closing<T> = { readonly result: T; readonly last: readonly string[] }

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
  let broken: Error | undefined
  try {
    await client.query(`begin${readOnly ? " read only" : ""}; select ${settings(businessId, actor)}`)
    const tx: Tx = {
      businessId,
      send: (query) => client.query({ ...query, values: [...query.values] }),
      sendInline: async (statements) => {
        const results: QueryResult | QueryResult[] = await client.query(statements.join(";\n"))
        return Array.isArray(results) ? results : [results]
      },
    }
    const { result, last } = await work(tx)
    await client.query([...last, "commit"].join(";\n"))
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
