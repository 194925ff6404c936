import "server-only"
import type { WireMoney } from "#kernel/contract.ts"
import { formatDateTime, formatMoney } from "#kernel/format.ts"
import { type FaultType, freeUntil } from "./booking.ts"
import type { Here } from "./here.ts"

/** "1 h 30", "45 min". */
export function durationSaid(totalMinutes: number, { t }: Pick<Here, "t">): string {
  const [hours, minutes] = [Math.floor(totalMinutes / 60), totalMinutes % 60]
  if (hours === 0) return t("web.duration.minutes", { minutes })
  if (minutes === 0) return t("web.duration.hours", { hours })
  return t("web.duration.both", { hours, minutes })
}

export function moneySaid({ amount, currency }: WireMoney, { locale }: Pick<Here, "locale">): string {
  return apart(formatMoney({ amountMinor: amount, currency }, locale))
}

/** Kept together, in the direction of its own letters: an amount with its Arabic sign, a name in either script. */
export function apart(text: string): string {
  return `\u2068${text}\u2069`
}

type Cutoff = { readonly until: string | null; readonly lateFee: WireMoney }

/** Until when cancelling costs nothing, and what it costs then: said before anybody clicks. */
export function cutoffSaid({ until, lateFee }: Cutoff, at: Here): string {
  const { t, locale, business } = at
  if (lateFee.amount === 0 || until === null) return t("web.cutoff.free")

  const fee = moneySaid(lateFee, at)
  if (Date.parse(until) <= Date.now()) return t("web.cutoff.over", { fee })
  return t("web.cutoff.until", { when: formatDateTime(until, locale, { zone: business.zone, style: "day" }), fee })
}

export function cutoffOf(startsAt: string, faultType: FaultType): Cutoff {
  return { until: freeUntil(startsAt, faultType), lateFee: faultType.lateFee }
}
