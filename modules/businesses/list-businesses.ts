import type { Kernel } from "#kernel/command.ts"
import { atDoor } from "#kernel/database/transaction.ts"
import * as queries from "./queries.ts"

/** Everybody this counter serves, oldest first: for the front page, before any business is named. */
export function listBusinesses({ pool }: Pick<Kernel, "pool">): Promise<{ slug: string; name: string }[]> {
  return queries.listAll(atDoor(pool), {})
}
