import { formatNumber, formatPercent } from "#kernel/format.ts"
import { dividedHalfUp, type TaxBand } from "#kernel/money.ts"
import type { DocumentLine, FiscalDocument } from "../document.ts"
import { amountOf, columnAmountOf, currencySignOf, fact, paidMinorOf } from "./figures.ts"
import { paymentRow } from "./payment-rows.ts"
import { printable } from "./printable.ts"
import type { PdfTextKey, PdfTexts } from "./texts.ts"

const columnKeys = [
  "pdf.line.designation",
  "pdf.line.quantity",
  "pdf.line.unit_net",
  "pdf.line.rate",
  "pdf.line.net",
  "pdf.line.total",
] as const

/** Lines, tax, totals and payments, for an invoice or a credit note. */
export function invoiceParts(document: FiscalDocument, texts: PdfTexts) {
  const kind = document.kind === "credit_note" ? "credit_note" : "invoice"

  return {
    columns: columnKeys.map((key) => texts[key]),
    unit: `${texts["pdf.amounts_in"]} ${currencySignOf(document)}`,
    lines: document.lines.map((line) => lineParts(line, { document, texts })),
    tax: taxTable(document, texts),
    totals: totalRows(document, texts),
    due: fact(texts[`pdf.due.${kind}`], amountOf(document, document.totalMinor)),
    payments: {
      title: texts[`pdf.payments.${kind}`],
      none: texts[`pdf.payments.none_${kind}`],
      rows: document.payments.map((payment) => paymentRow(payment, { document, texts })),
    },
    balance: fact(texts[`pdf.balance.${kind}`], amountOf(document, document.totalMinor - paidMinorOf(document))),
    signature: texts["pdf.signature"],
  }
}

function lineParts(line: DocumentLine, { document, texts }: { document: FiscalDocument; texts: PdfTexts }) {
  // Quantities may be broken (hours); thousandths keep the division in integers.
  const unitNetMinor = dividedHalfUp(BigInt(line.netMinor) * 1000n, BigInt(Math.round(line.quantity * 1000)))
  const unitPrice = `${columnAmountOf(document, line.unitPriceMinor)} ${texts["pdf.line.unit_price"]}`

  return {
    designation: printable(line.designation),
    sku: printable(line.sku ?? ""),
    unitPrice: line.quantity === 1 ? "" : unitPrice,
    cells: [
      formatNumber(line.quantity, document),
      columnAmountOf(document, unitNetMinor),
      formatPercent(line.ratePercent, document),
      columnAmountOf(document, line.netMinor),
      columnAmountOf(document, line.totalMinor),
    ],
  }
}

function taxTable(document: FiscalDocument, texts: PdfTexts) {
  const row = (label: string, { netMinor, taxMinor, totalMinor }: Omit<TaxBand, "ratePercent">) => [
    label,
    ...[netMinor, taxMinor, totalMinor].map((amountMinor) => columnAmountOf(document, amountMinor)),
  ]

  return {
    title: texts["pdf.tax.title"],
    columns: [texts["pdf.tax.rate"], texts["pdf.tax.net"], texts["pdf.tax.tax"], texts["pdf.tax.total"]],
    rows: document.taxBands.map((band) => row(formatPercent(band.ratePercent, document), band)),
    sum: row(texts["pdf.tax.sum"], summed(document.taxBands)),
  }
}

function totalRows(document: FiscalDocument, texts: PdfTexts) {
  const { goodsMinor, deliveryMinor, stampMinor, taxBands } = document
  const { netMinor, taxMinor, totalMinor } = summed(taxBands)
  const row = (key: PdfTextKey, amountMinor: number) => fact(texts[key], columnAmountOf(document, amountMinor))

  return {
    parts: deliveryMinor === 0 ? [] : [row("pdf.total.goods", goodsMinor), row("pdf.total.delivery", deliveryMinor)],
    sums: [
      row("pdf.total.net", netMinor),
      row("pdf.total.tax", taxMinor),
      row("pdf.total.with_tax", totalMinor),
      ...(stampMinor === 0 ? [] : [row("pdf.total.stamp", stampMinor)]),
    ],
  }
}

function summed(bands: readonly TaxBand[]): Omit<TaxBand, "ratePercent"> {
  const sumOf = (field: "netMinor" | "taxMinor" | "totalMinor") => bands.reduce((sum, band) => sum + band[field], 0)
  return { netMinor: sumOf("netMinor"), taxMinor: sumOf("taxMinor"), totalMinor: sumOf("totalMinor") }
}
