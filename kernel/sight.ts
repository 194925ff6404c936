import type { Actor } from "./actor.ts"
import type { Tx } from "./database/transaction.ts"
import { refuse } from "./refusals.ts"

/** An id that a visitor named, and how many rows of it the visitor's own scope shows. */
export type Sight = {
  readonly ids: readonly string[]
  readonly countVisible: (tx: Tx, ids: readonly string[]) => Promise<number>
}

/** Refuses by scope: a customer gets 403 whether the id exists or not, everybody else 404. */
export async function checkSights(tx: Tx, actor: Actor, sights: readonly Sight[]): Promise<void> {
  if (actor.scope === "system") return
  for (const { ids, countVisible } of sights) {
    const wanted = new Set(ids)
    if (wanted.size > 0 && (await countVisible(tx, [...wanted])) !== wanted.size) refuseUnseen(actor)
  }
}

export function refuseUnseen(actor: Actor): never {
  return actor.scope === "customer" ? refuse("not_allowed") : refuse("not_found")
}
