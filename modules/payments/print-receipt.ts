import type { Acting } from "#kernel/command.ts"
import { errand, type Reach } from "#kernel/errand.ts"
import {
  chainedHash,
  documentLanguage,
  type FiscalContent,
  type FiscalDocument,
  printed,
  sellerOf,
} from "#modules/billing/index.ts"
import { findProfile } from "#modules/businesses/index.ts"
import { findDossier } from "#modules/dossiers/index.ts"
import { settledPayments } from "./payment-of.ts"
import { findAttempt } from "./queries/attempts.ts"

/** Where the receipt of a paid attempt is kept. */
export function receiptKey(businessId: string, attemptId: string): string {
  return `${businessId}/receipts/${attemptId}.pdf`
}

/** The receipt that a payer prints or is sent. It proves the payment and is no fiscal document, so it has no series. */
export const printReceipt = errand<FiscalDocument & { readonly attemptId: string }, undefined>({
  name: "payments.receipt",
  leaseMs: 60_000,
  async claim({ tx, business, subjectId }) {
    const content = await receiptContent({ tx, business }, subjectId)
    return content === null
      ? null
      : { ...content, hash: chainedHash("", content), previousHash: "", attemptId: subjectId }
  },
  call: stored,
  record: async () => undefined,
  onUnknown: stored,
})

async function stored({ attemptId, ...document }: FiscalDocument & { attemptId: string }, { files, business }: Reach) {
  const key = receiptKey(business.id, attemptId)
  if ((await files.get(key)) === null) await files.put(key, await printed(document))
  return undefined
}

/** Dated by the payment, so that one printed later says the same. */
async function receiptContent(
  { tx, business }: Pick<Acting, "tx" | "business">,
  attemptId: string,
): Promise<FiscalContent | null> {
  const attempt = await findAttempt(tx, { id: attemptId })
  if (attempt === null || attempt.surplus) return null
  const { dossierId } = attempt
  const [payment] = await settledPayments(tx, dossierId)
  const dossier = await findDossier(tx, { id: dossierId })
  if (payment === undefined || dossier === null) return null

  const profile = await findProfile(tx)
  const language = documentLanguage(dossier.locale)
  return {
    kind: "receipt",
    number: payment.reference ?? dossier.number,
    issuedAt: payment.paidAt,
    zone: business.zone,
    language,
    country: business.country,
    currency: business.currency,
    dossierNumber: dossier.number,
    seller: sellerOf(business, profile, language),
    buyer: { name: "", address: "", phone: null, email: null, registrations: [] },
    lines: [],
    taxBands: [],
    goodsMinor: payment.amountMinor,
    deliveryMinor: 0,
    stampMinor: 0,
    totalMinor: payment.amountMinor,
    payments: [payment],
    mentions: [],
    corrects: null,
    accent: profile.accent.light.accent,
  }
}
