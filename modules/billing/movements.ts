import type { TaxBand } from "#kernel/money.ts"
import { accounts, type Posting } from "./ledger.ts"

type Totals = { readonly taxBands: readonly TaxBand[]; readonly stampMinor: number; readonly totalMinor: number }

const sumOf = (bands: readonly TaxBand[], field: "netMinor" | "taxMinor") =>
  bands.reduce((sum, band) => sum + band[field], 0)

/** The customer owes what was sold, with its VAT and the stamp duty we collect for the state. */
export function invoicePostings({ taxBands, stampMinor, totalMinor }: Totals): Posting[] {
  return [
    { account: accounts.receivable, amountMinor: totalMinor },
    { account: accounts.sales, amountMinor: -sumOf(taxBands, "netMinor") },
    { account: accounts.vat, amountMinor: -sumOf(taxBands, "taxMinor") },
    { account: accounts.stamp, amountMinor: -stampMinor },
  ]
}

/** A credit note undoes the invoice it corrects, posting by posting. */
export function creditNotePostings(totals: Totals): Posting[] {
  return invoicePostings(totals).map(({ account, amountMinor }) => ({ account, amountMinor: -amountMinor }))
}

type Paid = { readonly method: string; readonly amountMinor: number; readonly isSurplus: boolean }

/** Where money of a method lies once it came in. */
function moneyAccount(method: string): string {
  return method === "cash_on_delivery" ? accounts.courierCash : accounts.gateway(method)
}

/** Money came in, for what the customer owes or, a second time, as a surplus that we owe. */
export function paymentPostings({ method, amountMinor, isSurplus }: Paid): Posting[] {
  return [
    { account: moneyAccount(method), amountMinor },
    { account: isSurplus ? accounts.surplus : accounts.receivable, amountMinor: -amountMinor },
  ]
}

/** Money went back the way it came. */
export function refundPostings(refunded: Paid): Posting[] {
  return paymentPostings({ ...refunded, amountMinor: -refunded.amountMinor })
}
