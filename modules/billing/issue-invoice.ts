import { type Acting, command } from "#kernel/command.ts"
import { job } from "#kernel/events.ts"
import { wordsOf } from "#kernel/messages.ts"
import { findProfile } from "#modules/businesses/index.ts"
import { lockDossier } from "#modules/dossiers/index.ts"
import { draftTotals, type InvoiceDraft, invoiceDraft } from "./draft.ts"
import { savedDocument } from "./issued-document.ts"
import { post } from "./ledger.ts"
import { invoicePostings } from "./movements.ts"
import * as queries from "./queries.ts"
import { documentLanguage, sellerOf } from "./seller.ts"
import { takenNumber } from "./series.ts"

/** A draft becomes a fiscal document: numbered, dated, chained, never changed again. A dossier has one; asked again, it is that one. */
export const issueInvoice = command({
  name: "invoice.issue",
  needs: "system.follow",
  input: invoiceDraft,

  async run(acting, draft) {
    const { tx, business, tell } = acting
    const { dossierId } = draft
    await lockDossier(tx, { dossierId })
    const before = await queries.invoiceOf(tx, { dossierId })
    if (before !== null) return { invoiceId: before.id, number: before.number, issued: false }
    const parts = await invoiceParts(acting, draft)

    const numbered = await takenNumber(acting, "invoice")
    const { number } = numbered
    const content = { ...parts, number, issuedAt: numbered.issuedAt.toString() }
    const invoiceId = await savedDocument(acting, { dossierId, numbered, content, correctsId: null })
    await queries.insertBalance(tx, { businessId: business.id, id: invoiceId, dossierId, dueMinor: dueMinor(draft) })
    await post(acting, { dossierId, currency: business.currency, postings: invoicePostings(content) })
    tell("invoice.issued", {
      dossierId,
      audience: "customer",
      facts: { invoiceId, number, kind: "invoice" },
      jobs: [job("billing.render", invoiceId)],
    })
    return { invoiceId, number, issued: true }
  },
})

/** Everything that the invoice says, but for its number and its date, which the locked series gives last. */
async function invoiceParts({ tx, business }: Acting, draft: InvoiceDraft) {
  const { zone, country, currency } = business
  const { dossierNumber, buyer, lines, deliveryMinor, stampMinor, totalMinor, payments } = draft
  const language = documentLanguage(draft.language)
  const profile = await findProfile(tx)
  const seller = sellerOf(business, profile, language)
  const mentions = stampMinor > 0 ? [wordsOf({ language, country })("billing.mention.stamp")] : []
  const accent = profile.accent.light.accent
  const amounts = { ...draftTotals(draft), deliveryMinor, stampMinor, totalMinor }
  const kind = "invoice" as const

  return {
    kind,
    zone,
    language,
    country,
    currency,
    dossierNumber,
    seller,
    buyer,
    lines,
    ...amounts,
    payments,
    mentions,
    corrects: null,
    accent,
  }
}

function dueMinor({ totalMinor, payments }: InvoiceDraft): number {
  const paidMinor = payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return Math.max(totalMinor - paidMinor, 0)
}
