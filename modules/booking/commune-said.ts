import type { Language } from "#kernel/actor.ts"
import type { Tx } from "#kernel/database/transaction.ts"
import { placeKey } from "#modules/businesses/index.ts"
import { placeIn } from "./appointment-view.ts"
import { findCommune } from "./queries/communes.ts"

type Placed = { readonly zoneId: string | null; readonly commune: string | null }

/** The commune in a language, however it was written; empty where nobody goes anywhere. */
export async function communeSaid(tx: Tx, { zoneId, commune }: Placed, language: Language): Promise<string> {
  if (zoneId === null || commune === null) return commune ?? ""
  const found = await findCommune(tx, { zoneId, key: placeKey(commune) })
  return placeIn(found?.name ?? { fr: commune }, language)
}
