import type { Business, Language } from "#kernel/actor.ts"
import type { Kernel } from "#kernel/command.ts"
import { inTransaction } from "#kernel/database/transaction.ts"
import type { Profile } from "./profile.ts"
import * as queries from "./queries.ts"

/** A business with what its pages need before anybody is known. */
export type KnownBusiness = Business & {
  readonly locales: readonly Language[]
  readonly hosts: readonly string[]
  readonly features: readonly string[]
  readonly profile: Profile
}
export type BusinessAddress = { readonly slug: string } | { readonly host: string }

type Known = { readonly business: KnownBusiness | null; readonly untilMs: number }

const keptMs = 10_000
const keptAtMost = 500
const known = new WeakMap<Kernel["pool"], Map<string, Known>>()

/** The business that a slug or a host names, or null. Kept for ten seconds, unknown addresses too. */
export async function findBusiness(
  { pool, clock }: Pick<Kernel, "pool" | "clock">,
  address: BusinessAddress,
): Promise<KnownBusiness | null> {
  const all = known.get(pool) ?? new Map<string, Known>()
  known.set(pool, all)
  const key = JSON.stringify(address)
  const nowMs = clock().epochMilliseconds
  const before = all.get(key)
  if (before !== undefined && nowMs < before.untilMs) return before.business

  const business = await readBusiness(pool, address)
  // Made-up addresses must not fill the memory, nor make everybody be read again.
  all.delete(key)
  const [oldest] = all.keys()
  if (oldest !== undefined && all.size >= keptAtMost) all.delete(oldest)
  all.set(key, { business, untilMs: nowMs + keptMs })
  return business
}

async function readBusiness(pool: Kernel["pool"], address: BusinessAddress): Promise<KnownBusiness | null> {
  const slug = "slug" in address ? address.slug : null
  const host = "host" in address ? address.host.toLowerCase() : null
  const nobody = { businessId: "", actor: { scope: "public", visitor: "" }, readOnly: true } as const
  const row = await inTransaction(pool, nobody, (tx) => queries.findByAddress(tx, { slug, host }))
  if (row === null) return null

  const { businessId, ...rest } = row
  return { id: businessId, ...rest }
}
