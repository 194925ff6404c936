import { netLines } from "#kernel/money.ts"
import type { InvoiceDraft } from "../draft.ts"

type Sold = { readonly quantity: number; readonly unitPriceMinor: number; readonly ratePercent: number }

/** A draft whose amounts agree, as an order hands it over. */
export function draftOf(
  dossierId: string,
  {
    sold = [{ quantity: 2, unitPriceMinor: 1_850_000, ratePercent: 19 }],
    ...given
  }: Partial<InvoiceDraft> & { sold?: readonly Sold[] } = {},
): InvoiceDraft {
  const { deliveryMinor = 60_000, deliveryRatePercent = 19, stampMinor = 0 } = given
  const taxed = sold.map((line) => ({ ...line, totalMinor: line.quantity * line.unitPriceMinor }))
  const delivery = deliveryMinor === 0 ? [] : [{ totalMinor: deliveryMinor, ratePercent: deliveryRatePercent }]
  const nets = netLines([...taxed, ...delivery])
  const goodsMinor = taxed.reduce((sum, { totalMinor }) => sum + totalMinor, 0)

  return {
    dossierId,
    dossierNumber: "CMD-7K3F-92QX",
    language: "fr",
    buyer: { name: "Nadia Benali", address: "Alger", phone: "+213550123456", email: null, registrations: [] },
    lines: taxed.map((line, i) => ({ ...line, sku: `S-${i}`, designation: `Pièce ${i}`, netMinor: nets[i] ?? 0 })),
    deliveryMinor,
    deliveryRatePercent,
    stampMinor,
    totalMinor: goodsMinor + deliveryMinor + stampMinor,
    payments: [],
    ...given,
  }
}
