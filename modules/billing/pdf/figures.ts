import { formatMoney } from "#kernel/format.ts"
import type { FiscalDocument } from "../document.ts"

/** A line of a list: its label, its value, and whether the value is a number people read aloud. */
export type Fact = { readonly label: string; readonly value: string; readonly isCode: boolean }

export function fact(label: string, value: string): Fact {
  return { label, value, isCode: false }
}

export function codeFact(label: string, value: string): Fact {
  return { label, value, isCode: true }
}

/** With its currency; always with its centimes, as fiscal documents are written. */
export function amountOf(document: FiscalDocument, amountMinor: number): string {
  return formatMoney({ amountMinor, currency: document.currency }, document, { cents: "always" })
}

/** Without its currency, for a column whose head names it. */
export function columnAmountOf(document: FiscalDocument, amountMinor: number): string {
  return formatMoney({ amountMinor, currency: document.currency }, document, { cents: "always", sign: false })
}

/** The sign alone, for the head of such a column. */
export function currencySignOf(document: FiscalDocument): string {
  return amountOf(document, 0).replace(/^[\d,.]+\s/, "")
}

export function paidMinorOf({ payments }: FiscalDocument): number {
  return payments.reduce((sum, payment) => sum + payment.amountMinor, 0)
}
