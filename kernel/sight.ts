import type { Actor } from "./actor.ts"
import type { Statement } from "./database/statement.ts"
import type { Tx } from "./database/transaction.ts"
import { refuse } from "./refusals.ts"

/** An id that a visitor named, and how many rows of it the visitor's own scope shows. */
export type Sight = {
  readonly ids: readonly string[]
  readonly counted: Statement<{ ids: readonly string[] }, { visible: number }>
}

/**
 * Refuses by scope: a customer gets 403 whether the id exists or not, everybody else 404. All its statements are sent
 * before it waits for one, so that what is sent after calling it comes after them.
 */
export async function checkSights(tx: Tx, actor: Actor, sights: readonly Sight[]): Promise<void> {
  if (actor.scope === "system") return
  const wanted = sights
    .map(({ ids, counted }) => ({ ids: [...new Set(ids)], counted }))
    .filter(({ ids }) => ids.length > 0)
  const seen = await Promise.all(wanted.map(({ ids, counted }) => counted(tx, { ids })))
  if (wanted.some(({ ids }, n) => seen[n]?.visible !== ids.length)) refuseUnseen(actor)
}

export function refuseUnseen(actor: Actor): never {
  return actor.scope === "customer" ? refuse("not_allowed") : refuse("not_found")
}
