import type { Country, Language } from "#kernel/format.ts"
import type { Currency, TaxBand } from "#kernel/money.ts"

export type DocumentKind = "invoice" | "credit_note" | "receipt"

/** A number a party is registered under, by the name its country gives it: RC, NIF, NIS, AI, SIREN, RCCM. */
export type Registration = { readonly label: string; readonly value: string }

export type Party = {
  readonly name: string
  /** Several lines where it holds line breaks. */
  readonly address: string
  /** E.164. */
  readonly phone: string | null
  readonly email: string | null
  readonly registrations: readonly Registration[]
}

export type Seller = Party & {
  /** The name in the registers, where it is not the one over the door. */
  readonly legalName: string | null
  readonly legalForm: string | null
  readonly capitalMinor: number | null
  /** One to three letters, shown on the tile of the accent. */
  readonly mark: string
}

/** Amounts are for the whole line but for `unitPriceMinor`, which holds tax as prices do. */
export type DocumentLine = {
  readonly sku: string | null
  readonly designation: string
  readonly quantity: number
  readonly unitPriceMinor: number
  readonly ratePercent: number
  readonly netMinor: number
  readonly totalMinor: number
}

/** What a gateway's own answer says, shown on a payment receipt as the gateway asks (SATIM: respCode_desc, orderId …). */
export type GatewayFacts = {
  readonly response: string
  readonly transactionId: string
  readonly orderNumber: string
  readonly approvalCode: string
}

export type DocumentPayment = {
  /** The code of the method ("satim", "cash_on_delivery"); one without a text of its own is printed as it is. */
  readonly method: string
  readonly paidAt: string
  readonly amountMinor: number
  readonly reference: string | null
  readonly gateway: GatewayFacts | null
}

/** Everything a fiscal document says, frozen when it is issued: this is what is hashed, and nothing else is printed.
 * Times are ISO 8601 instants. The total is goods, delivery and stamp duty; a receipt has no lines. */
export type FiscalContent = {
  readonly kind: DocumentKind
  readonly number: string
  readonly issuedAt: string
  readonly zone: string
  readonly language: Extract<Language, "fr" | "ar">
  readonly country: Country
  readonly currency: Currency
  readonly dossierNumber: string
  readonly seller: Seller
  readonly buyer: Party
  readonly lines: readonly DocumentLine[]
  readonly taxBands: readonly TaxBand[]
  readonly goodsMinor: number
  readonly deliveryMinor: number
  readonly stampMinor: number
  readonly totalMinor: number
  /** On a credit note, what was given back. */
  readonly payments: readonly DocumentPayment[]
  readonly mentions: readonly string[]
  readonly corrects: { readonly number: string; readonly issuedAt: string } | null
  /** `#rrggbb`. */
  readonly accent: string
}

/** Issued: its content with its place in the chain of its series ("" before the first). */
export type FiscalDocument = FiscalContent & { readonly hash: string; readonly previousHash: string }
