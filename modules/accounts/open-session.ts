import { randomBytes } from "node:crypto"
import type { Actor, Business } from "#kernel/actor.ts"
import type { Kernel } from "#kernel/command.ts"
import { atDoor, inTransaction } from "#kernel/database/transaction.ts"
import { newId } from "#kernel/ids.ts"
import { hashOf } from "#kernel/secrets.ts"
import * as queries from "./queries.ts"
import { type FoundSession, isUseNews, sessionLimits, successorOf, worthOf } from "./session.ts"
import { unsafeEndSession } from "./sign-out.ts"

export type OpenSession = {
  readonly actor: Extract<Actor, { scope: "member" }>
  readonly familyId: string
  /** The token to hold from now on; null keeps the one that was presented. */
  readonly nextToken: string | null
}

type Presented = {
  readonly business: Business
  readonly token: string
  /** False where the answer cannot carry a cookie to the browser: then nothing is rotated. */
  readonly mayRotate: boolean
}

const shape = /^[A-Za-z0-9_-]{43}$/

/** The session that a token opens now, or null. A token used after its time kills its whole family. */
export async function openSession(kernel: Kernel, presented: Presented): Promise<OpenSession | null> {
  const found = shape.test(presented.token) ? await foundBy(kernel, presented) : null
  if (found === null) return null

  const worth = worthOf(found, kernel.clock())
  if (worth === "over") return null
  if (worth === "reused") {
    await endReused(kernel, presented.business, found)
    return null
  }
  const nextToken = presented.mayRotate ? await nextTokenOf(kernel, presented, { found, worth }) : null
  if (isUseNews(found, kernel.clock())) await noteUse(kernel, presented.business, found)
  return {
    actor: { scope: "member", accountId: found.accountId, role: found.role },
    familyId: found.familyId,
    nextToken,
  }
}

/** Whether a session lives still, for pages that stay open; looking is no use of it. */
export async function isLive(
  kernel: Kernel,
  { business, familyId, role }: { business: Business; familyId: string; role: string },
): Promise<boolean> {
  const now = kernel.clock()
  const idleSince = now.subtract({ hours: sessionLimits.idleHours })
  const family = await inTransaction(kernel.pool, opening(business, true), (tx) =>
    queries.findLiveFamily(tx, { id: familyId, now, idleSince }),
  )
  return family?.role === role
}

function foundBy({ pool }: Kernel, { business, token }: Presented): Promise<FoundSession | null> {
  return queries.openSession(atDoor(pool), { businessId: business.id, hash: hashOf(token) })
}

type Found = { readonly found: FoundSession; readonly worth: "current" | "due" | "previous" }

async function nextTokenOf(kernel: Kernel, presented: Presented, { found, worth }: Found): Promise<string | null> {
  if (worth === "current") return null
  if (worth === "due") {
    const rotated = await rotate(kernel, presented, found)
    if (rotated !== null) return rotated
  }
  const seed = found.successorSeed ?? (await foundBy(kernel, presented))?.successorSeed
  return seed ? successorOf(presented.token, seed) : null
}

/** Of any number of requests at once, one retires the token; null for all the others. */
async function rotate(kernel: Kernel, { business, token }: Presented, found: FoundSession): Promise<string | null> {
  const seed = randomBytes(32)
  const next = successorOf(token, seed)
  const now = kernel.clock()
  const row = { businessId: business.id, id: newId(), familyId: found.familyId, parentId: found.tokenId, seed, now }
  return inTransaction(kernel.pool, opening(business), async (tx) => {
    if ((await queries.retireToken(tx, { id: found.tokenId, now })) === 0) return null
    await queries.insertToken(tx, { ...row, hash: hashOf(next), role: found.role })
    return next
  })
}

async function noteUse(kernel: Kernel, business: Business, { tokenId, familyId }: FoundSession): Promise<void> {
  await inTransaction(kernel.pool, opening(business), (tx) =>
    queries.markUsed(tx, { tokenId, familyId, now: kernel.clock() }),
  )
}

async function endReused(kernel: Kernel, business: Business, { familyId }: FoundSession): Promise<void> {
  const actor = { scope: "system", name: "session.open" } as const
  await unsafeEndSession({ kernel, business, actor }, { familyId, reason: "reused" })
}

function opening({ id }: Business, readOnly = false) {
  return { businessId: id, actor: { scope: "system", name: "session.open" } as const, readOnly }
}
