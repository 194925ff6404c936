import type { Kernel } from "#kernel/command.ts"
import { inTransaction } from "#kernel/database/transaction.ts"
import { findBusiness, type KnownBusiness, listBusinesses } from "#modules/businesses/index.ts"
import { findTwilioAccount } from "./twilio/account.ts"

const actor = { scope: "system", name: "channels.examine" } as const
type Examined = Pick<Kernel, "pool" | "clock" | "secretKeys">

/** Why customers would not be reached by SMS: who books visits is known by a number alone. A line per business. */
export async function textProblems(kernel: Examined): Promise<string[]> {
  const problems: string[] = []
  for (const { slug } of await listBusinesses(kernel)) {
    const business = await findBusiness(kernel, { slug })
    const problem = business === null ? null : await problemOf(kernel, business)
    if (problem !== null) problems.push(`${slug}: ${problem}`)
  }
  return problems
}

async function problemOf(kernel: Examined, { id: businessId, features }: KnownBusiness): Promise<string | null> {
  const account = await inTransaction(kernel.pool, { businessId, actor, readOnly: true }, (tx) =>
    findTwilioAccount({ tx, kernel }).catch(() => "unreadable" as const),
  )
  if (account === "unreadable") return "its secret twilio cannot be read; store it again"
  if (account === null) return features.includes("booking") ? "it books visits and has no secret twilio" : null
  return account.baseUrl.startsWith("https://") ? null : `its SMS go to ${account.baseUrl}, which is no https address`
}
