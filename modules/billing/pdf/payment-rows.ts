import { formatDate, formatDateTime } from "#kernel/format.ts"
import type { DocumentPayment, FiscalDocument } from "../document.ts"
import { amountOf, codeFact, fact } from "./figures.ts"
import { printable } from "./printable.ts"
import type { PdfTexts } from "./texts.ts"

export function paymentRow(
  payment: DocumentPayment,
  { document, texts }: { document: FiscalDocument; texts: PdfTexts },
) {
  return {
    date: formatDate(payment.paidAt, document, { zone: document.zone, style: "short" }),
    method: methodOf(payment, texts),
    reference: printable(payment.reference ?? ""),
    amount: amountOf(document, payment.amountMinor),
  }
}

/** What a payment receipt shows, as the gateways ask: SATIM wants its own words, numbers and support sentence. */
export function receiptParts(document: FiscalDocument, texts: PdfTexts) {
  const [payment] = document.payments
  if (payment === undefined) throw new Error(`receipt ${document.number} is for no payment`)

  return {
    accepted: texts["pdf.receipt.accepted"],
    amount: fact(texts["pdf.receipt.amount"], amountOf(document, document.totalMinor)),
    facts: receiptFacts(payment, { document, texts }),
    support: payment.method === "satim" ? { name: "SATIM", text: texts["pdf.support.satim"] } : null,
    note: texts["pdf.receipt.note"],
  }
}

function receiptFacts(payment: DocumentPayment, { document, texts }: { document: FiscalDocument; texts: PdfTexts }) {
  const { gateway, paidAt, reference } = payment
  const facts = [
    fact(texts["pdf.receipt.method"], methodOf(payment, texts)),
    fact(texts["pdf.receipt.paid_at"], zonedTimeOf(paidAt, document)),
    codeFact(texts["pdf.dossier"], printable(document.dossierNumber)),
    codeFact(texts["pdf.receipt.order_number"], printable(gateway?.orderNumber ?? "")),
    codeFact(texts["pdf.receipt.transaction"], printable(gateway?.transactionId ?? "")),
    codeFact(texts["pdf.receipt.approval"], printable(gateway?.approvalCode ?? "")),
    codeFact(texts["pdf.receipt.reference"], printable(reference ?? "")),
    fact(texts["pdf.receipt.response"], printable(gateway?.response ?? "")),
  ]
  return facts.filter(({ value }) => value !== "")
}

/** A method without a text of its own is shown by its code. */
function methodOf({ method }: DocumentPayment, texts: PdfTexts): string {
  const known: Readonly<Record<string, string>> = texts
  return known[`pdf.method.${method}`] ?? printable(method)
}

/** "22 novembre 2026 à 10 h 44 (GMT+1)". */
function zonedTimeOf(when: string, document: FiscalDocument): string {
  const { offset } = Temporal.Instant.from(when).toZonedDateTimeISO(document.zone)
  const hours = offset.replace(/([+-])0/, "$1").replace(/:00$/, "")
  return `${formatDateTime(when, document, document)} (GMT${hours})`
}
