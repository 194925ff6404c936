import type { Kernel } from "#kernel/command.ts"
import { atDoor } from "#kernel/database/transaction.ts"
import { hashOf } from "#kernel/secrets.ts"
import * as queries from "./queries.ts"

const shape = /^[0-9a-hjkmnp-tv-z]{26}$/

/** The dossier that a guest link opens, or null when it is unknown, revoked or another business's. */
export async function openLink(
  kernel: Kernel,
  { businessId, token }: { businessId: string; token: string },
): Promise<string | null> {
  if (!shape.test(token)) return null

  const { dossierId } = await queries.openLink(atDoor(kernel.pool), { businessId, hash: hashOf(token) })
  return dossierId
}
