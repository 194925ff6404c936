import { Search } from "lucide-react"
import type { Answered } from "#kernel/contract.ts"
import { endpoints } from "#modules/orders/contract.ts"
import { api } from "../../api.ts"
import { here } from "../../here.ts"
import { needed } from "../../needed.ts"
import { Button, ButtonLink } from "../button.tsx"
import { Empty } from "../empty.tsx"
import { Kbd } from "../kbd.tsx"
import { OrderList, searchOf } from "./order-list.tsx"

const views = ["all", "to_confirm", "to_ship", "awaiting_payment", "shipped", "cancelled", "tasks"] as const
type View = (typeof views)[number]
export type Asked = { readonly view?: string; readonly q?: string; readonly after?: string }

const viewOf = (asked: string | undefined): View => views.find((view) => view === asked) ?? "all"

/** Which order: views, search, and the list by keyset pages. */
export async function OrdersPane({ asked, chosen }: { readonly asked: Asked; readonly chosen?: string }) {
  const { t, to } = await here()
  const view = viewOf(asked.view)
  const q = asked.q?.slice(0, 100)
  const listed = needed(
    await api(endpoints.listOrders, {
      query: { view, ...(q ? { q } : {}), ...(asked.after ? { after: asked.after } : {}) },
    }),
  )
  const place = { view: view === "all" ? undefined : view, q, after: asked.after }

  return (
    <section aria-label={t("desk.nav.orders")} className="grid content-start bg-card">
      <search>
        <form action={to("/desk/orders")} className="grid gap-1.5 border-b border-line p-3">
          <label htmlFor="order-search" className="flex items-center justify-between text-sm font-medium">
            {t("desk.list.search")}
            <Kbd>/</Kbd>
          </label>
          {view !== "all" && <input type="hidden" name="view" value={view} />}
          <div className="flex gap-2">
            <input
              id="order-search"
              type="search"
              name="q"
              defaultValue={q}
              className="input min-w-0 flex-1"
              data-search
            />
            <Button type="submit" size="icon" aria-label={t("desk.list.find")}>
              <Search size={18} aria-hidden />
            </Button>
          </div>
        </form>
      </search>
      <Views current={view} counts={listed.counts} />
      <Rows listed={listed} chosen={chosen} q={q} place={place} />
    </section>
  )
}

async function Views({ current, counts }: { current: View; counts: { readonly [view: string]: number } }) {
  const { t, to } = await here()
  return (
    <nav aria-label={t("desk.views.title")} className="flex gap-1 overflow-x-auto border-b border-line px-3 py-2">
      {views.map((view) => (
        <a
          key={view}
          href={`${to("/desk/orders")}${view === "all" ? "" : `?view=${view}`}`}
          aria-current={view === current ? "page" : undefined}
          className="eases flex min-h-12 items-center gap-2 rounded-s px-3 text-sm font-medium whitespace-nowrap text-ink-2 hover:bg-none-soft aria-[current]:bg-accent-soft aria-[current]:text-accent desk:min-h-9"
        >
          {t(`desk.views.${view}`)}
          {(counts[view] ?? 0) > 0 && <span className="num text-xs">{counts[view]}</span>}
        </a>
      ))}
    </nav>
  )
}

type RowsProps = {
  readonly listed: Answered<typeof endpoints.listOrders>
  readonly chosen: string | undefined
  readonly q: string | undefined
  readonly place: { readonly [name: string]: string | undefined }
}

async function Rows({ listed, chosen, q, place }: RowsProps) {
  const { t, to } = await here()
  if (listed.items.length === 0) {
    const about = q ? "none_found" : "none"
    return (
      <div className="p-4">
        <Empty title={t(`desk.list.${about}.title`, { q: q ?? "" })}>{t(`desk.list.${about}.about`)}</Empty>
      </div>
    )
  }

  return (
    <>
      <OrderList rows={listed.items} chosen={chosen} search={searchOf(place)} />
      <div className="flex items-center justify-between gap-3 border-t border-line p-3">
        {place.after === undefined ? (
          <span className="text-xs text-ink-3">{t("desk.list.newest")}</span>
        ) : (
          <ButtonLink
            kind="plain"
            size="small"
            href={`${to("/desk/orders")}${searchOf({ ...place, after: undefined })}`}
          >
            {t("desk.list.top")}
          </ButtonLink>
        )}
        {listed.next !== null && (
          <ButtonLink
            size="small"
            rel="next"
            href={`${to("/desk/orders")}${searchOf({ ...place, after: listed.next })}`}
          >
            {t("desk.list.next")}
          </ButtonLink>
        )}
      </div>
    </>
  )
}
