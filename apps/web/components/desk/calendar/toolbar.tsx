import { ChevronLeft, ChevronRight } from "lucide-react"
import { formatDay } from "#kernel/format.ts"
import { here } from "../../../here.ts"
import { Button, ButtonLink } from "../../button.tsx"
import type { Board } from "./columns.ts"
import { type Looked, searchOf } from "./looked.ts"

type Props = { readonly looked: Looked; readonly board: Board }

/** Which days, of whom, where; every choice is an address. */
export async function Toolbar({ looked, board }: Props) {
  const { t, to, locale } = await here()
  const { day, view, days, today } = looked
  const by = view === "week" ? 7 : 1
  const link = (more: Partial<Looked>) => `${to("/desk/calendar")}${searchOf({ ...looked, ...more })}`
  const [first, last] = [days[0] ?? day, days.at(-1) ?? day]
  const said = (date: string) => formatDay(Temporal.PlainDate.from(date), locale, view === "week" ? "long" : "full")
  return (
    <div className="unprinted grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="me-auto text-lg font-semibold">
          <bdi>{first === last ? said(first) : `${said(first)} – ${said(last)}`}</bdi>
        </h1>
        <ButtonLink
          size="small"
          kind="plain"
          href={link({ day: shifted(first, -by) })}
          aria-label={t("desk.calendar.before")}
          data-key="p"
        >
          <ChevronLeft size={18} aria-hidden className="points" />
        </ButtonLink>
        <ButtonLink size="small" href={link({ day: today })} data-key="t">
          {t("desk.calendar.today")}
        </ButtonLink>
        <ButtonLink
          size="small"
          kind="plain"
          href={link({ day: shifted(first, by) })}
          aria-label={t("desk.calendar.after")}
          data-key="n"
        >
          <ChevronRight size={18} aria-hidden className="points" />
        </ButtonLink>
        <nav aria-label={t("desk.calendar.title")} className="flex rounded-s border border-line bg-card p-0.5">
          {(["day", "week"] as const).map((name) => (
            <a
              key={name}
              href={link({ view: name, day })}
              aria-current={name === view ? "page" : undefined}
              data-key={name === "day" ? "d" : "w"}
              className="eases flex min-h-11 items-center rounded-s px-4 text-sm font-medium text-ink-2 aria-[current]:bg-accent-soft aria-[current]:text-accent wide:min-h-8"
            >
              {t(`desk.calendar.${name}`)}
            </a>
          ))}
        </nav>
      </div>
      <form action={to("/desk/calendar")} className="flex flex-wrap items-end gap-3">
        <input type="hidden" name="day" value={day} />
        <input type="hidden" name="view" value={view} />
        <Select
          name="technician"
          label={t("desk.calendar.technician")}
          all={t("desk.calendar.everybody")}
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
        <a
          href={to("/desk/requests")}
          className="link ms-auto flex min-h-12 items-center text-sm font-medium wide:min-h-9"
          data-key="a"
        >
          {t("desk.calendar.requests", { count: board.requests })}
        </a>
      </form>
    </div>
  )
}

const shifted = (day: string, by: number) => Temporal.PlainDate.from(day).add({ days: by }).toString()

type SelectProps = {
  readonly name: string
  readonly label: string
  readonly all: string
  readonly chosen: string | undefined
  readonly options: readonly { readonly id: string; readonly name: string }[]
}

function Select({ name, label, all, chosen, options }: SelectProps) {
  return (
    <label className="grid min-w-40 flex-1 gap-1 text-sm font-medium wide:max-w-56">
      {label}
      <select name={name} defaultValue={chosen ?? ""} className="input">
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
    </label>
  )
}
