import type { Acting } from "#kernel/command.ts"
import { newId } from "#kernel/ids.ts"
import type { FiscalContent } from "./document.ts"
import { chainedHash } from "./hash.ts"
import * as queries from "./queries.ts"
import type { Numbered } from "./series.ts"

type Issued = {
  readonly dossierId: string
  readonly numbered: Numbered
  readonly content: FiscalContent & { readonly kind: "invoice" | "credit_note" }
  readonly correctsId: string | null
}

/** Writes the row that can never change, chained to the document before it; the series keeps the end of the chain. */
export async function savedDocument(
  { tx, business }: Pick<Acting, "tx" | "business">,
  { dossierId, numbered, content, correctsId }: Issued,
): Promise<string> {
  const { seriesId, sequence, number, previousHash, issuedAt } = numbered
  const { kind, currency, totalMinor } = content
  const id = newId()
  const hash = chainedHash(previousHash, content)
  const row = { businessId: business.id, id, dossierId, kind, seriesId, sequence, number, correctsId, issuedAt }

  await queries.insertInvoice(tx, { ...row, currency, totalMinor, content, previousHash, hash })
  await queries.endChain(tx, { id: seriesId, hash, issuedAt })
  return id
}
