import type { Metadata } from "next"
import { endpoints as calendar } from "#modules/booking/contract-board.ts"
import { endpoints } from "#modules/orders/contract.ts"
import { api } from "../../../../api.ts"
import { OrderList } from "../../../../components/desk/order-list.tsx"
import { taskWords } from "../../../../components/desk/said-at-desk.ts"
import { Shell } from "../../../../components/desk/shell.tsx"
import { Empty } from "../../../../components/empty.tsx"
import { Money } from "../../../../components/said.tsx"
import { Reference } from "../../../../components/ticket.tsx"
import { here } from "../../../../here.ts"
import { needed } from "../../../../needed.ts"
import { memberHere } from "../../../../staff.ts"
import { signOut } from "./actions.ts"

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await here()
  return { title: t("desk.today.title"), robots: { index: false } }
}

const counted = ["to_confirm", "to_ship", "awaiting_payment", "tasks"] as const

/** Today's board: the figure first, then what waits. */
export default async function Today() {
  const who = await memberHere("/desk")
  const { t, to, locale } = await here()
  const [board, visits] = await Promise.all([api(endpoints.showToday, {}).then(needed), visitsToday()])

  return (
    <Shell who={who} current="today" path="/desk" signOut={signOut}>
      <main className="grid max-w-4xl content-start gap-8 overflow-y-auto p-4 py-6 desk:p-8">
        <h1 className="text-xl font-semibold">{t("desk.today.title")}</h1>
        <section className="grid gap-1">
          <p className="label">{t("desk.today.sold")}</p>
          <p className="flex flex-wrap items-baseline gap-x-4">
            <Money value={board.sold} locale={locale} className="text-xl font-semibold" />
            <span className="text-ink-2">{t("desk.today.orders", { count: board.orders })}</span>
          </p>
        </section>
        <ul className={`grid grid-cols-2 gap-3 ${visits === null ? "wide:grid-cols-4" : "wide:grid-cols-3"}`}>
          {visits !== null && (
            <>
              <Tile href={to("/desk/calendar")} label={t("desk.today.visits")} count={visits.count} />
              <Tile href={to("/desk/requests")} label={t("desk.today.requests")} count={visits.requests} />
            </>
          )}
          {counted.map((view) => (
            <Tile
              key={view}
              href={`${to("/desk/orders")}?view=${view}`}
              label={t(`desk.views.${view}`)}
              count={board.counts[view] ?? 0}
            />
          ))}
        </ul>
        {board.tasks.length > 0 && (
          <section className="grid gap-3">
            <h2 className="text-lg font-semibold">{t("desk.today.tasks")}</h2>
            <ul className="grid divide-y divide-line rounded-m border border-line bg-card">
              {board.tasks.map((task) => (
                <li key={task.id}>
                  <a
                    href={to(`/desk/orders/${task.orderId}`)}
                    data-row
                    className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 px-4 py-2 hover:bg-none-soft"
                  >
                    <span className="font-medium text-bad">{taskWords(t, task.kind)}</span>
                    <Reference className="text-sm">{task.number}</Reference>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        )}
        <section className="grid gap-3">
          <h2 className="text-lg font-semibold">{t("desk.today.next")}</h2>
          {board.next.length === 0 ? (
            <Empty title={t("desk.today.none.title")}>{t("desk.today.none.about")}</Empty>
          ) : (
            <div className="overflow-hidden rounded-m border border-line bg-card">
              <OrderList rows={board.next} />
            </div>
          )}
        </section>
      </main>
    </Shell>
  )
}

type TileProps = { readonly href: string; readonly label: string; readonly count: number }

function Tile({ href, label, count }: TileProps) {
  return (
    <li>
      <a
        href={href}
        className="eases grid min-h-24 content-between gap-2 rounded-m border border-line bg-card p-4 hover:border-edge"
      >
        <span className="text-sm text-ink-2">{label}</span>
        <span className="num text-xl font-semibold">{count}</span>
      </a>
    </li>
  )
}

/** How many visits today has, and what waits for a word of ours; null where nothing is booked. */
async function visitsToday(): Promise<{ count: number; requests: number } | null> {
  const { business } = await here()
  if (!business.features.includes("booking")) return null
  const from = Temporal.Now.plainDateISO(business.zone).toString()
  const shown = await api(calendar.showCalendar, { query: { from, days: 1 } })
  if (!shown.ok) return null
  const { appointments, requests } = shown.value
  return { count: appointments.filter(({ status }) => status === "confirmed" || status === "done").length, requests }
}
