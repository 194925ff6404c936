import { netLines } from "#kernel/money.ts"

/** An amount of one visit, prices with tax. */
export type Charged = {
  /** The price agreed on when it was booked; null for a quote on the spot. */
  readonly priceMinor: number | null
  /** What the quote came to; null until it is written. */
  readonly labourMinor: number | null
  readonly partsMinor: readonly number[]
  readonly depositMinor: number
  /** Taken in cash, stamp duty included. */
  readonly cashMinor: number
}

export type Owed = {
  readonly visitMinor: number | null
  readonly partsMinor: number
  readonly totalMinor: number
  /** Without stamp duty. */
  readonly dueMinor: number
  /** The duty that is part of the cash taken; null while none is. */
  readonly stampTakenMinor: number | null
}

/** Once cash is taken, what was sold stands still; so what the cash exceeds the rest by is its duty. */
export function owed({ priceMinor, labourMinor, partsMinor, depositMinor, cashMinor }: Charged): Owed {
  const visitMinor = priceMinor ?? labourMinor
  const sumOfParts = partsMinor.reduce((sum, minor) => sum + minor, 0)
  const totalMinor = (visitMinor ?? 0) + sumOfParts
  const restMinor = Math.max(totalMinor - depositMinor, 0)
  const isPaid = cashMinor > 0
  return {
    visitMinor,
    partsMinor: sumOfParts,
    totalMinor,
    dueMinor: isPaid ? 0 : restMinor,
    stampTakenMinor: isPaid ? cashMinor - restMinor : null,
  }
}

/** When it happened, as the phone says, but neither before the day of the visit nor after now. */
export function happenedAt(
  said: string | undefined,
  { startsAt, zone, now }: { startsAt: Temporal.Instant; zone: string; now: Temporal.Instant },
): Temporal.Instant {
  if (said === undefined) return now
  const dawn = startsAt.toZonedDateTimeISO(zone).startOfDay().toInstant()
  const at = Temporal.Instant.from(said)
  const notBefore = Temporal.Instant.compare(at, dawn) < 0 ? dawn : at
  return Temporal.Instant.compare(notBefore, now) > 0 ? now : notBefore
}

export type SoldLine = {
  readonly sku: string | null
  readonly designation: string
  readonly quantity: number
  readonly unitPriceMinor: number
  readonly totalMinor: number
  readonly ratePercent: number
}

/** Each line with its net, so that the lines of one rate sum to that rate's band. */
export function withNets(lines: readonly SoldLine[]) {
  const nets = netLines(lines)
  return lines.map((line, i) => ({ ...line, netMinor: nets[i] ?? 0 }))
}
