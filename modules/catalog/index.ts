import type { Tx } from "#kernel/database/transaction.ts"
import type { Sight } from "#kernel/sight.ts"
import * as queries from "./queries/variants.ts"

/** What these variants are and cost now, as far as the visitor's scope shows them; in no order. */
export function pricedVariants(tx: Tx, ids: readonly string[]) {
  return queries.pricedVariants(tx, { ids })
}

export function seenVariants(ids: readonly string[]): Sight {
  return { ids, counted: queries.countVariants }
}
