import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { pricedOrder } from "./price-order.ts"

const business = { country: "DZ", zone: "Africa/Algiers" } as const
const now = Temporal.Instant.from("2026-11-20T10:00:00Z")
const priced = (
  lines: Parameters<typeof pricedOrder>[0]["lines"],
  method: "satim" | "cash_on_delivery",
  deliveryMinor = 60_000,
) => pricedOrder({ lines, deliveryMinor, method, business, now })

describe("pricing an order", () => {
  it("adds goods and delivery, and no stamp duty on a card", () => {
    const totals = priced([{ priceMinor: 1_850_000, quantity: 1, vatPercent: 19 }], "satim")

    expect(totals).toMatchObject({ goodsMinor: 1_850_000, deliveryMinor: 60_000, stampMinor: 0, totalMinor: 1_910_000 })
    expect(totals.vatMinor).toBe(304_958)
  })

  it("adds the stamp duty of cash: 1 DA per 100 DA begun", () => {
    expect(priced([{ priceMinor: 1_850_000, quantity: 1, vatPercent: 19 }], "cash_on_delivery").stampMinor).toBe(19_100)
  })

  it("splits VAT by rate", () => {
    const totals = priced(
      [
        { priceMinor: 11_900, quantity: 1, vatPercent: 19 },
        { priceMinor: 10_900, quantity: 1, vatPercent: 9 },
      ],
      "satim",
      0,
    )

    expect(totals.vatMinor).toBe(1_900 + 900)
    expect(totals.netLinesMinor).toEqual([10_000, 10_000])
  })

  it("always sums to its total, whatever is bought", () => {
    const line = fc.record({
      priceMinor: fc.integer({ min: 1, max: 50_000_000 }),
      quantity: fc.integer({ min: 1, max: 99 }),
      vatPercent: fc.constantFrom(9, 19),
    })
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 20 }),
        fc.constantFrom("satim", "cash_on_delivery"),
        (lines, method) => {
          const totals = priced(lines, method)
          const goods = lines.reduce((sum, { priceMinor, quantity }) => sum + priceMinor * quantity, 0)
          expect(totals.goodsMinor).toBe(goods)
          expect(totals.totalMinor).toBe(goods + totals.deliveryMinor + totals.stampMinor)
          expect(totals.vatMinor).toBeLessThan(totals.totalMinor)
        },
      ),
    )
  })
})
