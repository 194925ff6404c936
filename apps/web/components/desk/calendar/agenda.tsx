import type { ReactNode } from "react"
import { here } from "../../../here.ts"
import { Chip } from "../../chip.tsx"
import { Empty } from "../../empty.tsx"
import type { Block, Column } from "./geometry.ts"
import { VisitChip } from "./visit-chip.tsx"

type Props = { readonly title: string; readonly columns: readonly Column[]; readonly blocks: readonly Block[] }

/** The same days as a list, for a phone and for paper. */
export async function Agenda({ title, columns, blocks }: Props) {
  const { t } = await here()
  const days = columns.map((column) => ({
    column,
    own: blocks.filter((block) => block.column === column.key).toSorted((a, b) => a.from - b.from),
  }))
  return (
    <div className="grid gap-5">
      <h2 className="hidden text-lg font-semibold print:block">
        <bdi>{title}</bdi>
      </h2>
      {days.every(({ own }) => own.length === 0) && (
        <Empty title={t("desk.calendar.none.title")}>{t("desk.calendar.none.about")}</Empty>
      )}
      {days.map(({ column, own }) => (
        <Day key={column.key} column={column} own={own} />
      ))}
    </div>
  )
}

async function Day({ column, own }: { readonly column: Column; readonly own: readonly Block[] }) {
  const { t, to } = await here()
  if (own.length === 0 && column.closed === null && column.away.length === 0) return null
  return (
    <section className="grid gap-2 break-inside-avoid">
      <h2 className="flex flex-wrap items-baseline gap-x-3 font-semibold">
        <bdi>{column.title}</bdi>
        {column.about !== "" && <bdi className="font-normal text-ink-2">{column.about}</bdi>}
        {column.closed !== null && column.closed !== "" && (
          <span className="text-sm font-normal text-ink-2">{column.closed}</span>
        )}
        {column.away.map(({ id }) => (
          <a key={id} href={to(`/desk/absences/${id}`)} className="link text-sm font-medium text-bad">
            {t("desk.calendar.away")}
          </a>
        ))}
      </h2>
      {own.length > 0 && (
        <ul className="grid divide-y divide-line overflow-hidden rounded-m border border-line bg-card">
          {own.map((block) => (
            <li key={block.id}>
              <Row block={block} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

async function Row({ block }: { readonly block: Block }) {
  const { t } = await here()
  const isKept = block.status === "held" && !block.opens
  return (
    <Opening block={block}>
      <bdi className="num w-14 shrink-0 text-sm font-medium">{block.time}</bdi>
      <span className="grid min-w-0 flex-1">
        <bdi className="truncate font-medium">{block.title}</bdi>
        <bdi className="truncate text-sm text-ink-2 print:whitespace-normal">{block.about}</bdi>
        {block.flag !== null && <span className="text-sm font-medium text-bad">{block.flag}</span>}
      </span>
      {isKept ? <Chip tone="none">{t("desk.calendar.kept")}</Chip> : <VisitChip status={block.status} />}
    </Opening>
  )
}

/** What is nobody's visit yet has no page. */
async function Opening({ block, children }: { readonly block: Block; readonly children: ReactNode }) {
  const { to } = await here()
  const look = "flex min-h-14 items-center gap-3 px-4 py-2"
  if (!block.opens) return <div className={look}>{children}</div>
  return (
    <a href={to(`/desk/appointments/${block.id}`)} className={`${look} hover:bg-none-soft`}>
      {children}
    </a>
  )
}
