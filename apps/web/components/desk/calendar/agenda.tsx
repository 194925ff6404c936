import { here } from "../../../here.ts"
import { Empty } from "../../empty.tsx"
import type { Block, Column } from "./geometry.ts"
import { VisitChip } from "./visit-chip.tsx"

type Props = { readonly columns: readonly Column[]; readonly blocks: readonly Block[] }

/** The same days as a list, for a phone and for paper. */
export async function Agenda({ columns, blocks }: Props) {
  const { t, to } = await here()
  if (blocks.length === 0) return <Empty title={t("desk.calendar.none.title")}>{t("desk.calendar.none.about")}</Empty>

  return (
    <div className="grid gap-5">
      {columns.map((column) => {
        const own = blocks.filter((block) => block.column === column.key).toSorted((a, b) => a.from - b.from)
        if (own.length === 0 && column.closed === null) return null
        return (
          <section key={column.key} className="grid gap-2">
            <h2 className="font-semibold">
              <bdi>{column.title}</bdi>{" "}
              {column.about !== "" && <bdi className="font-normal text-ink-2">{column.about}</bdi>}
            </h2>
            {column.closed !== null && <p className="text-sm text-ink-2">{column.closed}</p>}
            {own.length > 0 && (
              <ul className="grid divide-y divide-line rounded-m border border-line bg-card">
                {own.map((block) => (
                  <li key={block.id}>
                    <a
                      href={to(`/desk/appointments/${block.id}`)}
                      className="flex min-h-14 items-center justify-between gap-3 px-4 py-2 hover:bg-none-soft"
                    >
                      <span className="grid min-w-0">
                        <bdi className="truncate font-medium">{block.title}</bdi>
                        <bdi className="truncate text-sm text-ink-2">{block.about}</bdi>
                        {block.flag !== null && <span className="text-sm font-medium text-bad">{block.flag}</span>}
                      </span>
                      <VisitChip status={block.status} />
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </section>
        )
      })}
    </div>
  )
}
