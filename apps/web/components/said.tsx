import type { WireMoney } from "#kernel/contract.ts"
import {
  type DateStyle,
  formatDateTime,
  formatMoney,
  formatPhone,
  type Locale,
  type MoneyStyle,
} from "#kernel/format.ts"

type Spoken = { readonly locale: Locale; readonly className?: string }

/** Money as people write it; the isolate keeps "18 500" together in right-to-left text. */
export function Money({
  value,
  locale,
  style = {},
  className = "",
}: Spoken & { value: WireMoney; style?: MoneyStyle }) {
  const money = { amountMinor: value.amount, currency: value.currency }
  return <bdi className={`num whitespace-nowrap ${className}`}>{formatMoney(money, locale, style)}</bdi>
}

/** A number to call: touching it does. */
export function Phone({ e164, locale, className = "" }: Spoken & { e164: string }) {
  return (
    <a href={`tel:${e164}`} className={`num link whitespace-nowrap ${className}`}>
      <bdi dir="ltr">{formatPhone(e164, locale)}</bdi>
    </a>
  )
}

type Moment = Spoken & { readonly at: string; readonly zone: string; readonly style?: DateStyle }

export function DateTime({ at, zone, locale, style = "long", className = "" }: Moment) {
  return (
    <time dateTime={at} className={`num ${className}`}>
      {formatDateTime(at, locale, { zone, style })}
    </time>
  )
}
