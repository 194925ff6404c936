import { createHash } from "node:crypto"
import { instant, json, text, uuid } from "./database/column.ts"
import { actAsHouseUnder } from "./database/house.ts"
import { count, maybe, statement } from "./database/statement.ts"
import type { Tx } from "./database/transaction.ts"
import { refuse } from "./refusals.ts"

export type Ids = { readonly [name: string]: string }
/** Scope of a key: business, visitor and route; the hash tells another body (data rule 14). */
export type Key = {
  readonly visitor: string
  readonly route: string
  readonly key: string
  readonly requestHash: string
}

const findKey = statement("kernel.find-key", {
  takes: { businessId: uuid, visitor: text, route: text, key: text },
  gives: maybe({ requestHash: text, ids: json<Ids>() }),
  sql: `select request_hash, ids from guichet.idempotency_keys
    where business_id = :businessId and visitor = :visitor and route = :route and key = :key`,
})

export const insertKey = statement("kernel.insert-key", {
  takes: {
    businessId: uuid,
    visitor: text,
    route: text,
    key: text,
    requestHash: text,
    ids: json<Ids>(),
    createdAt: instant,
  },
  gives: count,
  sql: `insert into guichet.idempotency_keys (business_id, visitor, route, key, request_hash, ids, created_at)
    values (:businessId, :visitor, :route, :key, :requestHash, :ids, :createdAt)`,
})

/** Key order does not matter, everything else does. */
export function requestHash(body: unknown): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted)
    if (value === null || typeof value !== "object") return value
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([k, v]) => [k, sorted(v)]),
    )
  }
  return createHash("sha256")
    .update(JSON.stringify(sorted(body)))
    .digest("hex")
}

/** 48 bits of the key, as a safe integer; a collision of two keys only makes one of them wait. */
function lockOf(businessId: string, { visitor, route, key }: Key): number {
  const hash = createHash("sha256").update([businessId, visitor, route, key].join("\u0000")).digest()
  return hash.readUIntBE(0, 6)
}

/**
 * Takes the key for this transaction and returns the ids made under it before, if any; acts as the house from here on.
 * Refuses `key_in_use` while another request holds it, `key_reused` for another body.
 */
export async function claimedKey(tx: Tx, key: Key): Promise<Ids | null> {
  const { visitor, route } = key
  const [{ free }, before] = await Promise.all([
    actAsHouseUnder(tx, { lock: lockOf(tx.businessId, key) }),
    findKey(tx, { businessId: tx.businessId, visitor, route, key: key.key }),
  ])
  if (!free) refuse("key_in_use", { retryAfterSeconds: 1 })
  if (before === null) return null
  if (before.requestHash !== key.requestHash) refuse("key_reused")

  return before.ids
}
