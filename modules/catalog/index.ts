import type { Translated } from "#kernel/contract.ts"
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

/** The units leave the shelf, unless fewer are there that nobody has reserved: then false, and nothing happens. */
export async function takeUnits(tx: Tx, wanted: { variantId: string; quantity: number }): Promise<boolean> {
  return (await queries.takeUnits(tx, wanted)) > 0
}

export async function putUnitsBack(tx: Tx, { variantId, quantity }: { variantId: string; quantity: number }) {
  await queries.putUnitsBack(tx, { variantId, quantity })
}

/** Every variant with what is left of it, in the order of the shop. */
export function listUnits(tx: Tx) {
  return queries.listUnits(tx, {})
}

/** Name of a bought variant: the product's, and the variant's own behind it where it has one. */
export function joinedName(product: Translated, variant: Translated | null): Translated {
  if (variant === null) return product
  const joined = (language: "fr" | "ar" | "en") =>
    `${product[language] ?? product.fr}, ${variant[language] ?? variant.fr}`

  return { fr: joined("fr"), ar: joined("ar"), en: joined("en") }
}
