import { type Actor, visitorKey } from "#kernel/actor.ts"
import type { Acting } from "#kernel/command.ts"
import { lockHolder } from "./queries/holds.ts"
import { refuse } from "./refusals.ts"

/** A person decides between two slots; behind one address, or at the desk, there are many. */
const holdsOfOne = 2
const holdsOfMany = 60

/** A browser brings its own name; programs share that of their address, and staff hold for callers. */
function isOnePerson(actor: Actor): boolean {
  return actor.scope === "public" && !actor.visitor.startsWith("address:")
}

/** Whose a hold is. One person's new hold replaces their old one of the same fault type. */
export function holderOf(actor: Actor): { readonly holder: string; readonly replaces: boolean } {
  return { holder: visitorKey(actor), replaces: isOnePerson(actor) }
}

/** One person's wishes count each other; those of many do not wait for each other. */
export async function lockedHolder({ tx, business, actor }: Pick<Acting, "tx" | "business" | "actor">): Promise<void> {
  if (isOnePerson(actor)) await lockHolder(tx, { businessId: business.id, holder: visitorKey(actor) })
}

/** Refuses `holds_at_most`: so many others are live already. */
export function checkHolds(actor: Actor, live: number): void {
  const atMost = isOnePerson(actor) ? holdsOfOne : holdsOfMany
  if (live >= atMost) refuse("holds_at_most", { atMost })
}

const offered = "offer:"

/** A slot that is offered is held by the entry of the waiting list that it is for. */
export function holderOfEntry(entryId: string): string {
  return `${offered}${entryId}`
}

export function entryOf(holder: string | null): string | null {
  return holder?.startsWith(offered) ? holder.slice(offered.length) : null
}
