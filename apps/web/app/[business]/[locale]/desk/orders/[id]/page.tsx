import type { Metadata } from "next"
import { endpoints } from "#modules/orders/contract.ts"
import { api } from "../../../../../../api.ts"
import { OrderDetail } from "../../../../../../components/desk/order-detail.tsx"
import { searchOf } from "../../../../../../components/desk/order-list.tsx"
import { type Asked, OrdersPane } from "../../../../../../components/desk/orders-pane.tsx"
import { Shell } from "../../../../../../components/desk/shell.tsx"
import { here } from "../../../../../../here.ts"
import { needed } from "../../../../../../needed.ts"
import { memberHere } from "../../../../../../staff.ts"
import { signOut } from "../../actions.ts"

type Props = {
  readonly params: Promise<{ id: string }>
  readonly searchParams: Promise<Asked & { readonly done?: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await here()
  return { title: t("desk.order.kind"), robots: { index: false } }
}

export default async function Order({ params, searchParams }: Props) {
  const [{ id }, { done, ...asked }] = [await params, await searchParams]
  const who = await memberHere(`/desk/orders/${id}`)
  const { t, to, locale } = await here()
  const order = needed(await api(endpoints.showOrder, { params: { id }, query: { locale: locale.language } }))
  const back = `${to("/desk/orders")}${searchOf({ ...asked })}`

  return (
    <Shell who={who} current="orders" path={`/desk/orders/${id}`} signOut={signOut}>
      <div className="grid desk:min-h-0 desk:grid-cols-[23.75rem_minmax(0,1fr)]">
        <div className="unprinted hidden border-line desk:block desk:overflow-y-auto desk:border-e">
          <OrdersPane asked={asked} chosen={id} />
        </div>
        <main className="min-w-0 p-4 py-5 desk:overflow-y-auto desk:px-7">
          <a
            href={back}
            className="unprinted link mb-4 inline-flex min-h-12 items-center text-sm font-medium desk:hidden"
          >
            {t("desk.order.back")}
          </a>
          <OrderDetail order={order} done={done} />
        </main>
      </div>
    </Shell>
  )
}
