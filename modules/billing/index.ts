import type { Tx } from "#kernel/database/transaction.ts"
import * as queries from "./queries.ts"

export type { DocumentLine, DocumentPayment, FiscalContent, FiscalDocument, GatewayFacts, Party } from "./document.ts"
export type { InvoiceDraft } from "./draft.ts"
export { chainedHash } from "./hash.ts"
export { issueCreditNote } from "./issue-credit-note.ts"
export { issueInvoice } from "./issue-invoice.ts"
export { post } from "./ledger.ts"
export { paymentPostings, refundPostings } from "./movements.ts"
export { documentKey, printed, renderIssued } from "./print-document.ts"
export { billingRoutes } from "./routes.ts"
export { documentLanguage, sellerOf } from "./seller.ts"
export { stampDutyMinor, stampRuleOn } from "./stamp-duty.ts"

/** Invoices and credit notes of a dossier, oldest first, as far as the reader's scope shows them. */
export function documentsOf(tx: Tx, dossierId: string) {
  return queries.documentsOf(tx, { dossierId })
}

/** Money came in for an invoice that was issued before: what is owed on it goes down. */
export async function lowerBalance(tx: Tx, paid: { dossierId: string; amountMinor: number }): Promise<void> {
  await queries.lowerBalance(tx, paid)
}
