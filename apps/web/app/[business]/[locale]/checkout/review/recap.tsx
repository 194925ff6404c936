import type * as z from "zod"
import type { Answered } from "#kernel/contract.ts"
import { endpoints as places } from "#modules/businesses/contract.ts"
import type { endpoints, placeOrderInput } from "#modules/orders/contract.ts"
import { api } from "../../../../../api.ts"
import { LineItem } from "../../../../../components/line-item.tsx"
import { Money, Phone } from "../../../../../components/said.tsx"
import { Ticket } from "../../../../../components/ticket.tsx"
import { Totals } from "../../../../../components/totals.tsx"
import { here } from "../../../../../here.ts"

type Input = z.output<typeof placeOrderInput>
type Props = {
  readonly preview: Answered<typeof endpoints.previewOrder>
  readonly customer: Input["customer"]
  readonly delivery: Input["delivery"]
  readonly method: Input["payment"]["method"]
}

/** The order as it will be: the amount first, then how it comes about, then who gets it where. */
export async function Recap({ preview, customer, delivery, method }: Props) {
  const { locale, t, to, visit } = await here()
  const { lines, totals, days } = preview
  const wilayas = await api(places.listWilayas, { query: { locale: visit.language } })
  const wilaya = wilayas.ok ? wilayas.value.items.find(({ code }) => code === delivery.wilaya)?.name : undefined

  return (
    <Ticket
      stub={
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-1">
          <div>
            <p className="label">{t("web.review.to_pay")}</p>
            <p className="text-xl font-semibold">
              <Money value={totals.total} locale={locale} style={{ cents: "always" }} />
            </p>
          </div>
          <p className="text-sm text-ink-2">{t(`web.payment.${method}`)}</p>
        </div>
      }
    >
      <div className="grid gap-5">
        <ul className="grid gap-2">
          {lines.map(({ variantId, name, quantity, total }) => (
            <LineItem key={variantId} {...{ name, quantity, total, locale }} />
          ))}
        </ul>
        <Totals totals={totals} method={delivery.method} locale={locale} t={t} />
        <Part title={t("web.review.deliver")} change={to("/checkout")}>
          <span className="block">
            <bdi>{customer.name}</bdi>
          </span>
          <p>
            <Phone e164={customer.phone} locale={locale} />
          </p>
          {delivery.address !== "" && (
            <span className="block">
              <bdi>{delivery.address}</bdi>
            </span>
          )}
          {delivery.landmark !== undefined && (
            <span className="block">
              <bdi>{delivery.landmark}</bdi>
            </span>
          )}
          <p>
            <bdi>{delivery.commune}</bdi> · {wilaya}
          </p>
          <p className="text-ink-2">
            {t(`web.methods.${delivery.method}`)}
            {days !== null && ` · ${t("web.checkout.days", { count: days })}`}
          </p>
        </Part>
      </div>
    </Ticket>
  )
}

async function Part({ title, change, children }: { title: string; change: string; children: React.ReactNode }) {
  const { t } = await here()
  return (
    <section className="grid gap-1 border-t border-line pt-4">
      <div className="flex items-center justify-between gap-4">
        <h2 className="label">{title}</h2>
        <a href={change} className="link -my-3 flex min-h-12 items-center text-sm">
          {t("web.review.change")}
        </a>
      </div>
      {children}
    </section>
  )
}
