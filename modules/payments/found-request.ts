import type { Acting } from "#kernel/command.ts"
import { lockDossier } from "#modules/dossiers/index.ts"
import { type Attempt, findAttempt } from "./queries/attempts.ts"
import { findRequest, lockRequest, type Request } from "./queries/requests.ts"
import { refuse } from "./refusals.ts"

type Held = Pick<Acting, "tx">

/** The request, locked after its dossier (data rule 9). */
export async function lockedRequest({ tx }: Held, id: string): Promise<Request> {
  const found = await findRequest(tx, { id })
  if (found === null) throw new Error(`payment request ${id} is gone`)
  await lockDossier(tx, { dossierId: found.dossierId })
  const locked = await lockRequest(tx, { id })
  if (locked === null) throw new Error(`payment request ${id} is gone`)
  return locked
}

/** An attempt with its request, both read under the lock of the request. */
export async function lockedAttempt({ tx }: Held, id: string): Promise<{ attempt: Attempt; request: Request }> {
  const found = await findAttempt(tx, { id })
  if (found === null) throw new Error(`payment attempt ${id} is gone`)
  const request = await lockedRequest({ tx }, found.requestId)
  const attempt = await findAttempt(tx, { id })
  if (attempt === null) throw new Error(`payment attempt ${id} is gone`)
  return { attempt, request }
}

/** Refuses `request_already_paid` or `request_closed`. */
export function checkOpen({ status }: Request): void {
  if (status === "paid" || status === "refunded") refuse("request_already_paid")
  if (status === "cancelled") refuse("request_closed")
}
