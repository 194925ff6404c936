import type { WireMoney } from "#kernel/contract.ts"
import type { Locale } from "#kernel/format.ts"
import { Money } from "./said.tsx"

type Props = { readonly name: string; readonly quantity: number; readonly total: WireMoney; readonly locale: Locale }

/** What, how many, how much; each kept together where Latin names stand in Arabic text. */
export function LineItem({ name, quantity, total, locale }: Props) {
  return (
    <li className="flex justify-between gap-4">
      <span>
        <bdi>{name}</bdi> <bdi className="num whitespace-nowrap text-ink-2">× {quantity}</bdi>
      </span>
      <Money value={total} locale={locale} />
    </li>
  )
}
