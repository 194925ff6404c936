import { ChevronDown } from "lucide-react"
import { endpoints } from "#modules/orders/contract.ts"
import { api } from "../../../../api.ts"
import type { CartLine } from "../../../../cart.ts"
import { LineItem } from "../../../../components/line-item.tsx"
import { Money } from "../../../../components/said.tsx"
import { here } from "../../../../here.ts"
import { needed } from "../../../../needed.ts"

/** What is in the cart, folded away: people come here to type. */
export async function Summary({ cart }: { readonly cart: readonly CartLine[] }) {
  const { locale, t, to, visit } = await here()
  const { lines, totals } = needed(
    await api(endpoints.previewOrder, { body: { lines: [...cart], locale: visit.language } }),
  )

  return (
    <details className="group rounded-m border border-line bg-card">
      <summary className="flex min-h-14 items-center gap-3 px-4">
        <ChevronDown size={18} className="text-ink-3 group-open:rotate-180" aria-hidden />
        <span className="flex-1 font-medium">{t("web.checkout.summary", { count: lines.length })}</span>
        <Money value={totals.goods} locale={locale} className="font-semibold" />
      </summary>
      <ul className="grid gap-2 px-4 pb-2 text-sm">
        {lines.map(({ variantId, name, quantity, total }) => (
          <LineItem key={variantId} {...{ name, quantity, total, locale }} />
        ))}
      </ul>
      <a href={to("/cart")} className="link mx-4 flex min-h-12 w-fit items-center text-sm">
        {t("web.checkout.change_cart")}
      </a>
    </details>
  )
}
