import { type WireMoney, wireMoney } from "#kernel/contract.ts"
import type { Currency } from "#kernel/money.ts"
import { query } from "#kernel/query.ts"
import { endpoints } from "./contract.ts"
import * as queries from "./queries/fault-types.ts"

type Priced = {
  readonly priceMinor: number | null
  readonly depositMinor: number | null
  readonly lateFeeMinor: number
}
type PricedView = { price: WireMoney | null; deposit: WireMoney | null; lateFee: WireMoney }

/** A fault type as visitors see it. */
export function faultTypeView<F extends Priced>(
  { priceMinor, depositMinor, lateFeeMinor, ...shown }: F,
  currency: Currency,
): Omit<F, keyof Priced> & PricedView {
  const money = (minor: number | null) => (minor === null ? null : wireMoney(minor, currency))
  return {
    ...shown,
    price: money(priceMinor),
    deposit: money(depositMinor),
    lateFee: wireMoney(lateFeeMinor, currency),
  }
}

export const listFaultTypes = query({
  name: "booking.list-fault-types",
  needs: "slots.find",
  input: endpoints.listFaultTypes.query,

  async run({ tx, business }, { locale }) {
    const rows = await queries.listFaultTypes(tx, { locale })
    return { items: rows.map((row) => faultTypeView(row, business.currency)) }
  },
})
