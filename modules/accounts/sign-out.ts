import * as z from "zod"
import { command, type Visit } from "#kernel/command.ts"
import { atDoor } from "#kernel/database/transaction.ts"
import { hashOf } from "#kernel/secrets.ts"
import * as queries from "./queries.ts"

/** Ends the session that the visitor holds, if any: its tokens open nothing from now on, in any process. */
export async function signOut(visit: Visit): Promise<null> {
  const { kernel, business, session } = visit
  if (session === undefined || session.held === null) return null

  const hash = hashOf(session.held)
  const found = await queries.openSession(atDoor(kernel.pool), { businessId: business.id, hash })
  if (found !== null && found.endedAt === null) {
    const actor = { scope: "member", accountId: found.accountId, role: found.role } as const
    await unsafeEndSession({ ...visit, actor }, { familyId: found.familyId, reason: "signed_out" })
  }
  session.drop()
  return null
}

/** Ends a family of tokens without asking whose it is. */
export const unsafeEndSession = command({
  name: "session.end",
  needs: "session.end",
  input: z.strictObject({ familyId: z.uuid(), reason: z.enum(["signed_out", "reused"]) }),

  async run({ tx, now, tell }, { familyId, reason }) {
    if ((await queries.endFamily(tx, { id: familyId, reason, now })) > 0) {
      tell(reason === "reused" ? "session.reused" : "session.ended", { facts: { familyId } })
    }
  },
})
