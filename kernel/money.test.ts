import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { currencies, digitsOf, dividedHalfUp, netLines, netMinorOf, splitMinor, taxBands } from "./money.ts"

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
const amount = fc.nat({ max: 1_000_000_000_000 })
const rate = fc.constantFrom(0, 7, 9, 19, 20)
const lines = fc.array(fc.record({ totalMinor: amount, ratePercent: rate }), { maxLength: 40 })
const weights = fc.array(amount, { minLength: 1, maxLength: 40 })

describe("counting minor digits", () => {
  it("follows ISO 4217", () => {
    expect(currencies.map((currency) => [currency, digitsOf(currency)])).toEqual([
      ["DZD", 2],
      ["EUR", 2],
      ["TND", 3],
      ["XOF", 0],
    ])
  })
})

describe("dividing half up", () => {
  it.each([
    [5n, 2n, 3],
    [4n, 3n, 1],
    [0n, 7n, 0],
    [1n, 2n, 1],
    [9_007_199_254_740_991n * 100n, 100n, 9_007_199_254_740_991],
  ])("takes %s / %s to %s", (numerator, denominator, result) => {
    expect(dividedHalfUp(numerator, denominator)).toBe(result)
  })

  it("is within half a unit of the exact quotient, the half going up", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 20n), fc.bigInt(10n ** 5n, 10n ** 6n), (numerator, denominator) => {
        const doubled = 2n * (BigInt(dividedHalfUp(numerator, denominator)) * denominator - numerator)
        expect(doubled > -denominator && doubled <= denominator).toBe(true)
      }),
    )
  })
})

describe("taking the net out of a total", () => {
  it.each([
    [18_500_00, 19, 15_546_22],
    [11_900_00, 19, 10_000_00],
    [10_900_00, 9, 10_000_00],
    [1, 19, 1],
    [250_00, 0, 250_00],
  ])("takes %i at %i%% to %i", (totalMinor, ratePercent, netMinor) => {
    expect(netMinorOf(totalMinor, ratePercent)).toBe(netMinor)
  })
})

describe("splitting by largest remainder", () => {
  it("gives the last units to the largest remainders, ties to the first", () => {
    expect(splitMinor(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(splitMinor(10, [1, 2, 4])).toEqual([1, 3, 6])
    expect(splitMinor(2, [1, 1, 1, 1])).toEqual([1, 1, 0, 0])
  })

  it("gives nothing over weights of zero", () => {
    expect(splitMinor(100, [0, 0])).toEqual([0, 0])
  })

  it("always sums to the total", () => {
    fc.assert(
      fc.property(
        amount,
        weights.filter((all) => sum(all) > 0),
        (total, all) => {
          expect(sum(splitMinor(total, all))).toBe(total)
        },
      ),
    )
  })

  it("is never a whole unit away from the exact share", () => {
    fc.assert(
      fc.property(
        amount,
        weights.filter((all) => sum(all) > 0),
        (total, all) => {
          const whole = BigInt(sum(all))
          splitMinor(total, all).forEach((part, i) => {
            const off = BigInt(part) * whole - BigInt(total) * BigInt(all[i] ?? 0)
            expect(off > -whole && off < whole).toBe(true)
          })
        },
      ),
    )
  })
})

describe("grouping lines into bands of tax", () => {
  it("makes one band per rate, ascending, from the summed total", () => {
    expect(
      taxBands([
        { totalMinor: 18_500_00, ratePercent: 19 },
        { totalMinor: 600_00, ratePercent: 9 },
        { totalMinor: 1_500_00, ratePercent: 19 },
      ]),
    ).toEqual([
      { ratePercent: 9, netMinor: 550_46, taxMinor: 49_54, totalMinor: 600_00 },
      { ratePercent: 19, netMinor: 16_806_72, taxMinor: 3_193_28, totalMinor: 20_000_00 },
    ])
  })

  it("loses nothing: net and tax sum to the total of each band, and the bands to the lines", () => {
    fc.assert(
      fc.property(lines, (all) => {
        const bands = taxBands(all)
        for (const band of bands) expect(band.netMinor + band.taxMinor).toBe(band.totalMinor)
        expect(sum(bands.map((band) => band.totalMinor))).toBe(sum(all.map((line) => line.totalMinor)))
      }),
    )
  })

  it("holds each rate once", () => {
    fc.assert(
      fc.property(lines, (all) => {
        const rates = taxBands(all).map((band) => band.ratePercent)
        expect(rates).toEqual([...new Set(all.map((line) => line.ratePercent))].sort((a, b) => a - b))
      }),
    )
  })
})

describe("finding the net of each line", () => {
  it("sums, rate by rate, to the net of the band", () => {
    fc.assert(
      fc.property(lines, (all) => {
        const nets = netLines(all)
        for (const band of taxBands(all)) {
          const ofRate = nets.filter((_, i) => all[i]?.ratePercent === band.ratePercent)
          expect(sum(ofRate)).toBe(band.netMinor)
        }
      }),
    )
  })

  it("never takes a line above its total or below zero", () => {
    fc.assert(
      fc.property(lines, (all) => {
        netLines(all).forEach((net, i) => {
          expect(net >= 0 && net <= (all[i]?.totalMinor ?? 0)).toBe(true)
        })
      }),
    )
  })
})
