import type { ReactNode } from "react"
import type { WireMoney } from "#kernel/contract.ts"
import type { Locale } from "#kernel/format.ts"
import type { Words } from "#kernel/words.ts"
import { Money } from "./said.tsx"

type Amounts = { readonly [part in "goods" | "delivery" | "stamp" | "vat" | "total"]: WireMoney }
type Props = {
  readonly totals: Amounts
  readonly method: "home" | "desk" | "pickup"
  readonly locale: Locale
  readonly t: Words
}

/** From the goods to what is paid; tax is in the prices, stamp duty only where it is due. */
export function Totals({ totals, method, locale, t }: Props) {
  return (
    <dl className="grid gap-2 border-t border-line pt-4">
      <Row name={t("web.totals.goods")}>
        <Money value={totals.goods} locale={locale} />
      </Row>
      <Row name={t(`web.methods.${method}`)}>
        {totals.delivery.amount === 0 ? t("web.checkout.free") : <Money value={totals.delivery} locale={locale} />}
      </Row>
      {totals.stamp.amount > 0 && (
        <Row name={t("web.totals.stamp")}>
          <Money value={totals.stamp} locale={locale} />
        </Row>
      )}
      <div className="flex justify-between gap-4 border-t border-line pt-3 font-semibold">
        <dt>{t("web.totals.total")}</dt>
        <dd>
          <Money value={totals.total} locale={locale} />
        </dd>
      </div>
      <div className="flex justify-between gap-4 text-sm text-ink-2">
        <dt>{t("web.totals.vat")}</dt>
        <dd>
          <Money value={totals.vat} locale={locale} />
        </dd>
      </div>
    </dl>
  )
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4 text-ink-2">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
