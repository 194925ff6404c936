import type { Acting } from "#kernel/command.ts"
import type { DocumentPayment, InvoiceDraft } from "#modules/billing/index.ts"
import { returnedPayments, settledPayments } from "#modules/payments/index.ts"
import { placeIn } from "../appointment-view.ts"
import { type SoldLine, withNets } from "./visit.ts"
import type { Standing } from "./visit-state.ts"

/** What the invoice of a visit says: the visit or its labour, the parts, and how it was paid. */
export async function visitDraftOf({ tx }: Acting, standing: Standing): Promise<InvoiceDraft> {
  const { visit, totalMinor, cashMinor, stampMinor } = standing
  const paidStampMinor = cashMinor > 0 ? stampMinor : 0
  return {
    dossierId: visit.id,
    dossierNumber: visit.number,
    language: visit.locale,
    buyer: {
      name: visit.customerName,
      address: [visit.address, visit.landmark, placeIn(visit.commune, visit.locale)]
        .filter((line) => line !== "")
        .join("\n"),
      phone: visit.customerPhone,
      email: visit.customerEmail,
      registrations: [],
    },
    lines: withNets(soldLines(standing)),
    deliveryMinor: 0,
    deliveryRatePercent: visit.vatPercent,
    stampMinor: paidStampMinor,
    totalMinor: totalMinor + paidStampMinor,
    payments: keptOf(await settledPayments(tx, visit.id), await returnedPayments(tx, visit.id)),
  }
}

/** A deposit that the bank gave back meanwhile has paid nothing. */
function keptOf(settled: readonly DocumentPayment[], returned: readonly DocumentPayment[]): DocumentPayment[] {
  const backOf = ({ method, reference }: DocumentPayment) =>
    returned.reduce((sum, back) => {
      const isSame = back.method === method && back.reference === reference
      return isSame ? sum + back.amountMinor : sum
    }, 0)
  return settled
    .map((paid) => ({ ...paid, amountMinor: paid.amountMinor - backOf(paid) }))
    .filter(({ amountMinor }) => amountMinor > 0)
}

function soldLines({ visit, visitMinor, parts }: Standing): SoldLine[] {
  const { locale, faultName, vatPercent } = visit
  const labour = {
    sku: null,
    designation: faultName[locale] ?? faultName.fr,
    quantity: 1,
    unitPriceMinor: visitMinor ?? 0,
    totalMinor: visitMinor ?? 0,
    ratePercent: vatPercent,
  }
  const used = parts.map(({ sku, name, quantity, unitPriceMinor, totalMinor, vatPercent: ratePercent }) => ({
    sku,
    designation: name[locale] ?? name.fr,
    quantity,
    unitPriceMinor,
    totalMinor,
    ratePercent,
  }))
  return labour.totalMinor > 0 ? [labour, ...used] : used
}
