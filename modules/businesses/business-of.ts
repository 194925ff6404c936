import type { Kernel } from "#kernel/command.ts"
import { inTransaction } from "#kernel/database/transaction.ts"
import type { KnownBusiness } from "./find-business.ts"
import * as queries from "./queries.ts"

/** The business of a job or an event, by its id. */
export async function businessOf({ pool }: Pick<Kernel, "pool">, id: string): Promise<KnownBusiness> {
  const opening = { businessId: id, actor: { scope: "system", name: "business.find" }, readOnly: true } as const
  return { id, ...(await inTransaction(pool, opening, (tx) => queries.findThis(tx, {}))) }
}
