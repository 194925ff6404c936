import { endpoints } from "#modules/businesses/contract.ts"
import { api } from "../../../../../api.ts"
import { LineItem } from "../../../../../components/line-item.tsx"
import { Totals } from "../../../../../components/totals.tsx"
import { here } from "../../../../../here.ts"
import type { TrackedOrder } from "../../../../../order.ts"

/** What was ordered, for how much, to where. */
export async function Bill({ order }: { readonly order: TrackedOrder }) {
  const { locale, t, visit } = await here()
  const { lines, totals, delivery, payment } = order
  const wilayas = await api(endpoints.listWilayas, { query: { locale: visit.language } })
  const wilaya = wilayas.ok ? wilayas.value.items.find(({ code }) => code === delivery.wilaya)?.name : undefined

  return (
    <section className="grid gap-4 rounded-m border border-line bg-card p-5" aria-labelledby="bill">
      <h2 id="bill" className="text-base font-semibold">
        {t("web.order.bill")}
      </h2>
      <ul className="grid gap-2">
        {lines.map(({ sku, name, quantity, total }) => (
          <LineItem key={sku} {...{ name, quantity, total, locale }} />
        ))}
      </ul>
      <Totals totals={totals} method={delivery.method} locale={locale} t={t} />
      <dl className="grid gap-3 border-t border-line pt-4 text-sm">
        <div className="grid gap-0.5">
          <dt className="label">{t("web.review.deliver")}</dt>
          <dd>
            {delivery.address !== "" && (
              <span className="block">
                <bdi>{delivery.address}</bdi>
              </span>
            )}
            <bdi>{delivery.commune}</bdi>
            {wilaya !== undefined && ` · ${wilaya}`}
            {delivery.landmark !== null && (
              <span className="block text-ink-2">
                <bdi>{delivery.landmark}</bdi>
              </span>
            )}
          </dd>
        </div>
        <div className="grid gap-0.5">
          <dt className="label">{t("web.checkout.pay")}</dt>
          <dd>{t(`web.payment.${payment.method}`)}</dd>
        </div>
      </dl>
    </section>
  )
}
