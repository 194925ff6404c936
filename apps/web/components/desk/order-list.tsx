import { clsx } from "clsx"
import { type Here, here } from "../../here.ts"
import { Money } from "../said.tsx"
import { Reference } from "../ticket.tsx"
import { OrderStatus, type Row } from "./order-status.tsx"

type Props = { readonly rows: readonly Row[]; readonly chosen?: string | undefined; readonly search?: string }

/** Orders as rows of one height: who and how much, number and place, one word of status. */
export async function OrderList({ rows, chosen, search = "" }: Props) {
  const { t, to, locale } = await here()
  return (
    <ul className="grid divide-y divide-line">
      {rows.map((row) => (
        <li key={row.id}>
          <a
            href={`${to(`/desk/orders/${row.id}`)}${search}`}
            data-row
            aria-current={row.id === chosen ? "true" : undefined}
            className="eases grid min-h-14 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 px-4 py-2.5 hover:bg-none-soft aria-[current]:bg-accent-soft aria-[current]:shadow-[inset_3px_0_var(--accent)] rtl:aria-[current]:shadow-[inset_-3px_0_var(--accent)]"
          >
            <bdi className="truncate font-semibold">{row.customerName}</bdi>
            <Money value={row.total} locale={locale} className="text-end font-semibold" />
            <span className="flex min-w-0 items-baseline gap-1 text-sm text-ink-2">
              <Reference className="shrink-0 text-xs">{row.number}</Reference> <span aria-hidden>·</span>
              <bdi className="min-w-0 truncate">{row.commune}</bdi>
            </span>
            <span
              className={clsx(
                "justify-self-end",
                row.hasTask && "rounded-full outline-2 outline-offset-1 outline-bad/50",
              )}
            >
              <OrderStatus order={row} t={t} />
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** The query of a list, so that opening an order keeps its place. */
export function searchOf(params: { readonly [name: string]: string | undefined }): string {
  const kept = Object.entries(params).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, value]],
  )
  return kept.length === 0 ? "" : `?${new URLSearchParams(kept)}`
}

export type Shown = Pick<Here, "t" | "to" | "locale">
