import { randomBytes } from "node:crypto"
import * as z from "zod"
import { type Acting, command, type Visit } from "#kernel/command.ts"
import { inTransaction } from "#kernel/database/transaction.ts"
import { newId } from "#kernel/ids.ts"
import { parsed } from "#kernel/input.ts"
import { hashOf, newToken } from "#kernel/secrets.ts"
import { signInInput } from "./contract.ts"
import { hashPassword, isOutdated, isRight, type StoredPassword } from "./password.ts"
import * as queries from "./queries.ts"
import { refuse } from "./refusals.ts"
import { sessionLimits } from "./session.ts"
import { signOut } from "./sign-out.ts"

type Account = NonNullable<Awaited<ReturnType<typeof queries.findAccount>>>

/** Signs a member in and hands the new token to the gate. The password is checked while no transaction is open. */
export async function signIn(visit: Visit, raw: unknown) {
  const { kernel, session } = visit
  const { email, password } = parsed(signInInput, raw)
  const account = await accountOf(visit, email)
  const stored = account && { hash: account.passwordHash, pepperVersion: account.pepperVersion }
  const right = await isRight(password, stored, kernel.peppers)
  if (account === null || stored === null || !right || isShut(account, kernel)) return refuse("credentials_wrong")

  await signOut(visit)
  const rehashed = isOutdated(stored, kernel.peppers) ? await hashPassword(password, kernel.peppers) : undefined
  const { id, name, role, locale } = account
  const member = { ...visit, actor: { scope: "member", accountId: id, role } as const }
  const { token } = await unsafeStartSession(member, { accountId: id, role, before: stored.hash, rehashed })
  session?.keep(token)
  return { id, name, role, locale }
}

/** The passwords of demo accounts are published: in production they open nothing. */
function isShut({ disabledAt, isDemo }: Account, { production }: Visit["kernel"]): boolean {
  return disabledAt !== null || (isDemo && production)
}

function accountOf({ kernel, business }: Visit, email: string): Promise<Account | null> {
  const actor = { scope: "system", name: "session.start" } as const
  return inTransaction(kernel.pool, { businessId: business.id, actor, readOnly: true }, (tx) =>
    queries.findAccount(tx, { email }),
  )
}

/** Starts a session for an account whose password was just checked: nothing here checks it again. */
const unsafeStartSession = command({
  name: "session.start",
  needs: "session.start",
  input: z.strictObject({
    accountId: z.uuid(),
    role: z.enum(["admin", "manager", "technician"]),
    before: z.string(),
    rehashed: z.custom<StoredPassword>().optional(),
  }),

  async run(acting, { accountId, role, before, rehashed }) {
    const { tx, tell } = acting
    const familyId = newId()
    if (rehashed !== undefined) await queries.rewritePassword(tx, { id: accountId, before, ...rehashed })
    const token = await startFamily(acting, { familyId, accountId, role })

    tell("session.started", { facts: { accountId, familyId } })
    return { token }
  },
})

type Family = { readonly familyId: string; readonly accountId: string; readonly role: Account["role"] }

async function startFamily({ tx, business, now }: Acting, { familyId, accountId, role }: Family): Promise<string> {
  const token = newToken()
  const expiresAt = now.add({ hours: sessionLimits.absoluteHours })
  const row = { businessId: business.id, now }
  await queries.insertFamily(tx, { ...row, id: familyId, accountId, expiresAt })
  await queries.insertToken(tx, {
    ...row,
    id: newId(),
    familyId,
    hash: hashOf(token),
    parentId: null,
    seed: randomBytes(32),
    role,
  })
  return token
}
