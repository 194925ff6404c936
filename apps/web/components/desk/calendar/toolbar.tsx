import { ChevronLeft, ChevronRight, Plus } from "lucide-react"
import type { ReactNode } from "react"
import { formatDay, type Locale } from "#kernel/format.ts"
import { here } from "../../../here.ts"
import { Button, ButtonLink } from "../../button.tsx"
import { Kbd } from "../../kbd.tsx"
import type { Board } from "./columns.ts"
import { type Looked, searchOf } from "./looked.ts"

type Props = {
  readonly looked: Looked
  readonly board: Board
  /** Who changes the plan and books for callers. */
  readonly isOffice: boolean
  readonly children?: ReactNode
}

/** Which days, of whom, where; every choice is an address. */
export async function Toolbar({ looked, board, isOffice, children }: Props) {
  const { t, to, locale } = await here()
  return (
    <div className="unprinted relative grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="w-full text-lg font-semibold wide:me-auto wide:w-auto">
          <bdi>{titleOf(looked, locale)}</bdi>
        </h1>
        <Steps looked={looked} />
        <Views looked={looked} />
        {isOffice && (
          <ButtonLink
            kind="primary"
            size="small"
            href={`${to("/desk/bookings/new")}?day=${looked.day}`}
            data-key="c"
            className="max-wide:w-full"
          >
            <Plus size={16} aria-hidden />
            {t("desk.calendar.book")} <Kbd>C</Kbd>
          </ButtonLink>
        )}
      </div>
      <div className="flex flex-wrap items-end gap-x-5 gap-y-3">
        <Narrow looked={looked} board={board} />
        <div className="ms-auto flex flex-wrap items-center gap-x-5">
          <a href={to("/desk/requests")} className={place} data-key="a">
            {t("desk.calendar.requests", { count: board.requests })}
          </a>
          <a href={to("/desk/plan")} className={place} data-key="h">
            {t(isOffice ? "desk.plan.title" : "desk.plan.feed.title")}
          </a>
          {children}
        </div>
      </div>
    </div>
  )
}

const place = "link flex min-h-12 items-center text-sm font-medium wide:min-h-9"

/** As people read it: a day with its name, a week from its first day to its last. */
export function titleOf({ days, day, view }: Looked, locale: Locale): string {
  const said = (date: string) => formatDay(Temporal.PlainDate.from(date), locale, view === "week" ? "long" : "full")
  const [first, last] = [days[0] ?? day, days.at(-1) ?? day]
  return first === last ? said(first) : `${said(first)} – ${said(last)}`
}

async function linker() {
  const { to } = await here()
  return (looked: Looked, more: Partial<Looked>) => `${to("/desk/calendar")}${searchOf({ ...looked, ...more })}`
}

async function Steps({ looked }: { readonly looked: Looked }) {
  const [{ t }, link] = [await here(), await linker()]
  const first = looked.days[0] ?? looked.day
  const by = looked.view === "week" ? 7 : 1
  return (
    <div className="flex items-center">
      <ButtonLink
        size="small"
        kind="plain"
        href={link(looked, { day: shifted(first, -by) })}
        aria-label={t("desk.calendar.before")}
        data-key="p"
      >
        <ChevronLeft size={18} aria-hidden className="points" />
      </ButtonLink>
      <ButtonLink size="small" href={link(looked, { day: looked.today })} data-key="t">
        {t("desk.calendar.today")}
      </ButtonLink>
      <ButtonLink
        size="small"
        kind="plain"
        href={link(looked, { day: shifted(first, by) })}
        aria-label={t("desk.calendar.after")}
        data-key="n"
      >
        <ChevronRight size={18} aria-hidden className="points" />
      </ButtonLink>
    </div>
  )
}

async function Views({ looked }: { readonly looked: Looked }) {
  const [{ t }, link] = [await here(), await linker()]
  return (
    <nav
      aria-label={t("desk.calendar.title")}
      className="ms-auto flex rounded-s border border-line bg-card p-0.5 wide:ms-0"
    >
      {(["day", "week"] as const).map((view) => (
        <a
          key={view}
          href={link(looked, { view })}
          aria-current={view === looked.view ? "page" : undefined}
          data-key={view === "day" ? "d" : "w"}
          className="eases flex min-h-11 items-center rounded-s px-4 text-sm font-medium text-ink-2 aria-[current]:bg-accent-soft aria-[current]:text-accent wide:min-h-8"
        >
          {t(`desk.calendar.${view}`)}
        </a>
      ))}
    </nav>
  )
}

async function Narrow({ looked, board }: { readonly looked: Looked; readonly board: Board }) {
  const { t, to } = await here()
  return (
    <form action={to("/desk/calendar")} className="flex w-full flex-wrap items-end gap-3 wide:w-auto">
      <input type="hidden" name="day" value={looked.day} />
      <input type="hidden" name="view" value={looked.view} />
      <Select
        name="technician"
        label={t("desk.calendar.technician")}
        all={looked.view === "week" ? null : t("desk.calendar.everybody")}
        chosen={looked.technician}
        options={board.technicians}
      />
      <Select
        name="zone"
        label={t("desk.calendar.zone")}
        all={t("desk.calendar.everywhere")}
        chosen={looked.zone}
        options={board.zones}
      />
      <Button type="submit" size="small">
        {t("desk.calendar.show")}
      </Button>
    </form>
  )
}

const shifted = (day: string, by: number) => Temporal.PlainDate.from(day).add({ days: by }).toString()

type SelectProps = {
  readonly name: string
  readonly label: string
  /** The choice of everything; null where one is to be chosen. */
  readonly all: string | null
  readonly chosen: string | undefined
  readonly options: readonly { readonly id: string; readonly name: string }[]
}

function Select({ name, label, all, chosen, options }: SelectProps) {
  return (
    <label className="grid min-w-32 flex-1 gap-1 text-sm font-medium wide:w-52 wide:flex-none">
      {label}
      <select
        name={name}
        defaultValue={chosen ?? ""}
        className="input wide:min-h-9 wide:ps-3 wide:pt-1 wide:pb-1 wide:text-sm"
      >
        {all !== null && <option value="">{all}</option>}
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
    </label>
  )
}
