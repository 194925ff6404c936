import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { draftTotals } from "./draft.ts"
import { draftOf } from "./testing/drafts.ts"

const dossierId = "0197a7a0-0000-7000-8000-000000000001"

describe("adding up a draft", () => {
  it("gives one band per rate, delivery among them", () => {
    const draft = draftOf(dossierId, {
      sold: [
        { quantity: 1, unitPriceMinor: 119_00, ratePercent: 19 },
        { quantity: 2, unitPriceMinor: 109_00, ratePercent: 9 },
      ],
      deliveryMinor: 119_00,
    })
    expect(draftTotals(draft)).toEqual({
      goodsMinor: 337_00,
      taxBands: [
        { ratePercent: 9, netMinor: 200_00, taxMinor: 18_00, totalMinor: 218_00 },
        { ratePercent: 19, netMinor: 200_00, taxMinor: 38_00, totalMinor: 238_00 },
      ],
    })
  })
  it("always sums net and tax to what is paid, but for the stamp duty", () => {
    const sold = fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 9 }),
        unitPriceMinor: fc.integer({ min: 1, max: 99_999 }),
        ratePercent: fc.constantFrom(9, 19),
      }),
      { minLength: 1 },
    )
    fc.assert(
      fc.property(sold, fc.integer({ min: 0, max: 90_000 }), (sold, deliveryMinor) => {
        const { goodsMinor, taxBands } = draftTotals(draftOf(dossierId, { sold, deliveryMinor }))
        const sum = taxBands.reduce((total, { netMinor, taxMinor }) => total + netMinor + taxMinor, 0)
        expect(sum).toBe(goodsMinor + deliveryMinor)
      }),
    )
  })
  it("refuses a total that its parts do not make", () => {
    const draft = draftOf(dossierId)
    expect(() => draftTotals({ ...draft, totalMinor: draft.totalMinor + 1 })).toThrow("draft_does_not_add_up")
    expect(() => draftTotals({ ...draft, stampMinor: 1 })).toThrow("draft_does_not_add_up")
  })
})
