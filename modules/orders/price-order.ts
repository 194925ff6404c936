import type { Business } from "#kernel/actor.ts"
import { netLines, type TaxedLine, taxBands } from "#kernel/money.ts"
import { stampDutyMinor } from "#modules/billing/index.ts"
import type { PaymentMethod } from "./order.ts"
import { refuse } from "./refusals.ts"

/** VAT of carriage, in percent: the standard rate of the country (DZ: loi de finances 2017). */
const deliveryVatPercent: { readonly [country in Business["country"]]: number } = { DZ: 19, CI: 18, TN: 19, FR: 20 }

export type PricedLine = { readonly priceMinor: number; readonly quantity: number; readonly vatPercent: number }
export type OrderTotals = {
  readonly goodsMinor: number
  readonly deliveryMinor: number
  readonly stampMinor: number
  readonly vatMinor: number
  readonly totalMinor: number
  /** Net of each line, in line order. */
  readonly netLinesMinor: readonly number[]
}

type Pricing = {
  readonly lines: readonly PricedLine[]
  readonly deliveryMinor: number
  readonly method: PaymentMethod
  readonly business: Pick<Business, "country" | "zone">
  readonly now: Temporal.Instant
}

/** What an order costs, prices with tax; paying cash adds the stamp duty of receipts, which carries no VAT. */
export function pricedOrder({ lines, deliveryMinor, method, business, now }: Pricing): OrderTotals {
  const taxed: TaxedLine[] = lines.map(({ priceMinor, quantity, vatPercent }) => ({
    totalMinor: priceMinor * quantity,
    ratePercent: vatPercent,
  }))
  const delivery: TaxedLine = { totalMinor: deliveryMinor, ratePercent: deliveryVatPercent[business.country] }
  const goodsMinor = taxed.reduce((sum, line) => sum + line.totalMinor, 0)
  const on = now.toZonedDateTimeISO(business.zone).toPlainDate()
  const payableMinor = goodsMinor + deliveryMinor
  const stampMinor =
    method === "cash_on_delivery" ? stampDutyMinor({ amountMinor: payableMinor, country: business.country, on }) : 0
  const all = deliveryMinor > 0 ? [...taxed, delivery] : taxed

  return {
    goodsMinor,
    deliveryMinor,
    stampMinor,
    vatMinor: taxBands(all).reduce((sum, band) => sum + band.taxMinor, 0),
    totalMinor: payableMinor + stampMinor,
    netLinesMinor: netLines(all).slice(0, taxed.length),
  }
}

/** SATIM takes no less than 50 DA (gateway guide, register.do). */
const satimMinimumMinor = 5_000

/** Refuses `amount_below_gateway` before a gateway would. */
export function checkGatewayMinimum(method: PaymentMethod, totalMinor: number): void {
  if (method === "satim" && totalMinor < satimMinimumMinor) refuse("amount_below_gateway")
}

export function deliveryVat(country: Business["country"]): number {
  return deliveryVatPercent[country]
}
