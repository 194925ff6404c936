import * as z from "zod"
import { type TaxBand, type TaxedLine, taxBands } from "#kernel/money.ts"
import { refuse } from "./refusals.ts"

const minor = z.int().min(0)
const ratePercent = z.int().min(0).max(100)

const party = z.strictObject({
  name: z.string(),
  address: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  registrations: z.array(z.strictObject({ label: z.string(), value: z.string() })).readonly(),
})

const line = z.strictObject({
  sku: z.string().nullable(),
  designation: z.string(),
  quantity: z.number().positive(),
  unitPriceMinor: minor,
  ratePercent,
  netMinor: minor,
  totalMinor: minor,
})

export const payments = z
  .array(
    z.strictObject({
      method: z.string(),
      paidAt: z.string(),
      amountMinor: minor,
      reference: z.string().nullable(),
      gateway: z
        .strictObject({
          response: z.string(),
          transactionId: z.string(),
          orderNumber: z.string(),
          approvalCode: z.string(),
        })
        .nullable(),
    }),
  )
  .readonly()

/** What a sale hands over to be invoiced; prices hold tax, the stamp duty carries none. */
export const invoiceDraft = z.strictObject({
  dossierId: z.uuid(),
  dossierNumber: z.string(),
  language: z.enum(["fr", "ar", "en"]),
  buyer: party,
  lines: z.array(line).min(1).readonly(),
  deliveryMinor: minor,
  deliveryRatePercent: ratePercent,
  stampMinor: minor,
  totalMinor: minor,
  payments,
})
export type InvoiceDraft = z.output<typeof invoiceDraft>

export type DraftTotals = { readonly goodsMinor: number; readonly taxBands: readonly TaxBand[] }

/** Goods and VAT bands of a draft; refuses `draft_does_not_add_up` when its own total, or the net of its lines, disagrees. */
export function draftTotals({ lines, deliveryMinor, ...draft }: InvoiceDraft): DraftTotals {
  const delivery: TaxedLine[] =
    deliveryMinor === 0 ? [] : [{ totalMinor: deliveryMinor, ratePercent: draft.deliveryRatePercent }]
  const goodsMinor = lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0)
  const bands = taxBands([...lines, ...delivery])
  const addsUp = goodsMinor + deliveryMinor + draft.stampMinor === draft.totalMinor
  if (!addsUp || lines.some(({ netMinor, totalMinor }) => netMinor > totalMinor)) {
    refuse("draft_does_not_add_up", { totalMinor: draft.totalMinor })
  }

  return { goodsMinor, taxBands: bands }
}
