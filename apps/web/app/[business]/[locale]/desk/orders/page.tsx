import type { Metadata } from "next"
import { searchOf } from "../../../../../components/desk/order-list.tsx"
import { type Asked, OrdersPane } from "../../../../../components/desk/orders-pane.tsx"
import { Shell } from "../../../../../components/desk/shell.tsx"
import { Empty } from "../../../../../components/empty.tsx"
import { here } from "../../../../../here.ts"
import { memberHere } from "../../../../../staff.ts"
import { signOut } from "../actions.ts"

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await here()
  return { title: t("desk.nav.orders"), robots: { index: false } }
}

export default async function Orders({ searchParams }: { readonly searchParams: Promise<Asked> }) {
  const asked = await searchParams
  const who = await memberHere("/desk/orders")
  const { t } = await here()
  return (
    <Shell
      who={who}
      current="orders"
      path={`/desk/orders${searchOf({ view: asked.view, q: asked.q })}`}
      signOut={signOut}
    >
      <div className="grid desk:min-h-0 desk:grid-cols-[23.75rem_minmax(0,1fr)]">
        <h1 className="sr-only">{t("desk.nav.orders")}</h1>
        <div className="border-line desk:overflow-y-auto desk:border-e">
          <OrdersPane asked={asked} />
        </div>
        <div className="hidden content-center justify-items-center p-8 desk:grid">
          <Empty title={t("desk.list.choose.title")}>{t("desk.list.choose.about")}</Empty>
        </div>
      </div>
    </Shell>
  )
}
