import type { Acting, Kernel } from "#kernel/command.ts"
import type { Tx } from "#kernel/database/transaction.ts"
import { newId } from "#kernel/ids.ts"
import { opened, sealed } from "#kernel/secrets.ts"
import * as queries from "./queries.ts"

type Reading = { readonly tx: Tx; readonly kernel: Pick<Kernel, "secretKeys"> }

/** Binds a sealed secret to its row: moved to another business or name, it does not open. */
const contextOf = (businessId: string, name: string) => `business-secret/${businessId}/${name}`

/** A business's own key for a gateway or channel (`satim`), or null where it has none. Only the house may read it. */
export async function readSecret({ tx, kernel }: Reading, name: string): Promise<string | null> {
  const row = await queries.findSecret(tx, { businessId: tx.businessId, name })
  if (row === null) return null

  const context = contextOf(tx.businessId, name)
  return opened(row.sealed, { keys: kernel.secretKeys, version: row.keyVersion, context })
}

export async function storeSecret(
  { tx, kernel, now }: Reading & Pick<Acting, "now">,
  { name, value }: { name: string; value: string },
): Promise<void> {
  const { businessId } = tx
  const keys = kernel.secretKeys
  await queries.saveSecret(tx, {
    businessId,
    id: newId(),
    name,
    keyVersion: keys.current,
    sealed: sealed(value, { keys, context: contextOf(businessId, name) }),
    now,
  })
}
