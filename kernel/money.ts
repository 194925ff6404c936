/** ISO 4217 codes we serve. */
export const currencies = ["DZD", "EUR", "TND", "XOF"] as const
export type Currency = (typeof currencies)[number]

const minorDigits = { DZD: 2, EUR: 2, TND: 3, XOF: 0 } as const satisfies Record<Currency, number>

/** Amounts are safe integers in minor units (centimes, millimes), never fractions. */
export type Money = { readonly amountMinor: number; readonly currency: Currency }

/** Minor digits: how many decimals the major unit has. */
export function digitsOf(currency: Currency): number {
  return minorDigits[currency]
}

/** Half-up division of non-negative safe integers, exact beyond 2^53 in the product. */
export function dividedHalfUp(numerator: bigint, denominator: bigint): number {
  return Number((numerator * 2n + denominator) / (denominator * 2n))
}

/** Net of a total with tax: half-up(total × 100 / (100 + rate)), rate in whole percent (data rule 5). */
export function netMinorOf(totalMinor: number, ratePercent: number): number {
  return dividedHalfUp(BigInt(totalMinor) * 100n, 100n + BigInt(ratePercent))
}

/** Splits a total over weights by largest remainder; the parts always sum to the total, ties go to the first. */
export function splitMinor(totalMinor: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + BigInt(b), 0n)
  if (sum === 0n) return weights.map(() => 0)

  const exact = weights.map((weight) => BigInt(totalMinor) * BigInt(weight))
  const parts = exact.map((value) => value / sum)
  let left = BigInt(totalMinor) - parts.reduce((a, b) => a + b, 0n)
  const byRemainder = exact
    .map((value, i) => ({ i, rest: value % sum }))
    .sort((a, b) => Number(b.rest - a.rest) || a.i - b.i)
  for (const { i } of byRemainder) {
    if (left === 0n) break
    parts[i] = (parts[i] ?? 0n) + 1n
    left -= 1n
  }

  return parts.map(Number)
}

export type TaxedLine = { readonly totalMinor: number; readonly ratePercent: number }
export type TaxBand = {
  readonly ratePercent: number
  readonly netMinor: number
  readonly taxMinor: number
  readonly totalMinor: number
}

/** One band per VAT rate, ascending: net half-up on the summed total, tax is the rest (data rule 5). */
export function taxBands(lines: readonly TaxedLine[]): TaxBand[] {
  const totals = new Map<number, number>()
  for (const line of lines) totals.set(line.ratePercent, (totals.get(line.ratePercent) ?? 0) + line.totalMinor)

  return [...totals.entries()]
    .sort(([a], [b]) => a - b)
    .map(([ratePercent, totalMinor]) => {
      const netMinor = netMinorOf(totalMinor, ratePercent)
      return { ratePercent, netMinor, taxMinor: totalMinor - netMinor, totalMinor }
    })
}

/** Net of each line, so that the lines of one rate sum to that rate's band. */
export function netLines(lines: readonly TaxedLine[]): number[] {
  const nets = lines.map(() => 0)
  for (const band of taxBands(lines)) {
    const indexes = lines.flatMap((line, i) => (line.ratePercent === band.ratePercent ? [i] : []))
    const parts = splitMinor(
      band.netMinor,
      indexes.map((i) => lines[i]?.totalMinor ?? 0),
    )
    indexes.forEach((index, k) => {
      nets[index] = parts[k] ?? 0
    })
  }
  return nets
}
