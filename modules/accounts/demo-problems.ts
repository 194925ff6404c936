import type { Kernel } from "#kernel/command.ts"
import { inTransaction } from "#kernel/database/transaction.ts"
import { findBusiness, listBusinesses } from "#modules/businesses/index.ts"
import * as queries from "./queries.ts"

const actor = { scope: "system", name: "accounts.count-demo" } as const

/** Why this database must not serve a production: the passwords of demo accounts are published. A line per business. */
export async function demoProblems(kernel: Pick<Kernel, "pool" | "clock">): Promise<string[]> {
  const problems: string[] = []
  for (const { slug } of await listBusinesses(kernel)) {
    const business = await findBusiness(kernel, { slug })
    const count = business === null ? 0 : await countOf(kernel, business.id)
    if (count > 0) problems.push(`${slug} has demo accounts (${count}), whose passwords are published; ${remedy}`)
  }
  return problems
}

const remedy = "give production a database that was never seeded"

async function countOf({ pool }: Pick<Kernel, "pool">, businessId: string): Promise<number> {
  const { demo } = await inTransaction(pool, { businessId, actor, readOnly: true }, (tx) =>
    queries.countDemo(tx, { businessId }),
  )
  return demo
}
