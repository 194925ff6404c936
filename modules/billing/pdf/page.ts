import { formatDate } from "#kernel/format.ts"
import { amountInWords } from "../amount-in-words.ts"
import type { FiscalDocument } from "../document.ts"
import { codeFact, fact, paidMinorOf } from "./figures.ts"
import { invoiceParts } from "./invoice-parts.ts"
import { partyBlocks } from "./party-blocks.ts"
import { receiptParts } from "./payment-rows.ts"
import { printable } from "./printable.ts"
import type { PdfTexts } from "./texts.ts"

/** What may become true of a document after it was issued is no part of it, and is said here. */
export type PrintOptions = {
  readonly texts: PdfTexts
  readonly duplicate?: boolean
  /** Number of the credit note that cancels it whole. */
  readonly cancelledBy?: string | null
}

/** The page in strings, ready to be laid out: the template computes nothing and formats nothing. */
export function pageOf(document: FiscalDocument, { texts, duplicate = false, cancelledBy = null }: PrintOptions) {
  const { kind, language, country, seller, currency, totalMinor } = document
  const isReceipt = kind === "receipt"

  return {
    ...{ language, country, accent: accentOf(document), title: texts[`pdf.title.${kind}`] },
    ...{ number: printable(document.number), issued: utcPartsOf(document.issuedAt) },
    ...{ mark: printable(seller.mark).slice(0, 3), name: printable(seller.name) },
    duplicate: duplicate ? texts["pdf.duplicate"] : null,
    cancelled: cancelledBy === null ? null : { label: texts["pdf.cancelled_by"], number: printable(cancelledBy) },
    corrects: correctionOf(document, texts),
    status: isReceipt ? null : statusOf(document, texts),
    facts: [
      fact(texts["pdf.issued_at"], formatDate(document.issuedAt, document, document)),
      codeFact(texts["pdf.dossier"], printable(document.dossierNumber)),
    ],
    parties: partyBlocks(document, texts),
    invoice: isReceipt ? null : invoiceParts(document, texts),
    receipt: isReceipt ? receiptParts(document, texts) : null,
    words: fact(
      texts[`pdf.words.${kind}`],
      capitalised(amountInWords({ amountMinor: totalMinor, currency }, language)),
    ),
    mentions: document.mentions.map(printable),
    hash: codeFact(texts["pdf.hash"], document.hash),
    pageLabel: texts["pdf.page"],
  }
}

function correctionOf(document: FiscalDocument, texts: PdfTexts) {
  const { corrects } = document
  if (corrects === null) return null

  const dated = `${texts["pdf.dated"]} ${formatDate(corrects.issuedAt, document, document)}`
  return { label: texts["pdf.corrects"], number: printable(corrects.number), dated }
}

const statusKeys = {
  invoice: { whole: "pdf.status.paid", part: "pdf.status.partly_paid", none: "pdf.status.unpaid" },
  credit_note: { whole: "pdf.status.refunded", part: "pdf.status.partly_refunded", none: "pdf.status.not_refunded" },
} as const

function statusOf(document: FiscalDocument, texts: PdfTexts) {
  const keys = statusKeys[document.kind === "credit_note" ? "credit_note" : "invoice"]
  const paidMinor = paidMinorOf(document)
  if (paidMinor >= document.totalMinor) return { tone: "good", text: texts[keys.whole] }
  return { tone: "wait", text: texts[paidMinor > 0 ? keys.part : keys.none] }
}

function utcPartsOf(when: string) {
  const { year, month, day, hour, minute, second } = Temporal.Instant.from(when).toZonedDateTimeISO("UTC")
  return { year, month, day, hour, minute, second }
}

function accentOf({ accent }: FiscalDocument): string {
  return /^#[0-9a-f]{6}$/i.test(accent) ? accent : "#1c1a17"
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
