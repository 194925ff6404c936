import { formatTime, weekStart } from "#kernel/format.ts"
import { setWeek } from "../../../app/[business]/[locale]/desk/plan/actions.ts"
import { here } from "../../../here.ts"
import { Field } from "../../field.tsx"
import { ActionForm } from "../../form.tsx"
import { SubmitButton } from "../../submit-button.tsx"
import { groupsOf, timesOf, type Windows, weekdaysFrom } from "./week.ts"

/** The weekdays of this business in its order. */
export async function weekdaysHere(): Promise<number[]> {
  const { business } = await here()
  return weekdaysFrom(weekStart(business.country))
}

/** A week in a few lines. */
export async function WeekSaid({ windows }: { readonly windows: Windows }) {
  const { t, locale } = await here()
  const groups = groupsOf(windows, await weekdaysHere())
  const clock = (minute: number) => formatTime(minute * 60_000, locale, { zone: "UTC" })
  if (groups.length === 0) return <p className="text-sm text-ink-2">{t("desk.plan.off")}</p>
  return (
    <ul className="grid gap-1 text-sm">
      {groups.map(({ weekdays, spans }) => (
        <li key={weekdays.join()} className="flex flex-wrap gap-x-3">
          <span className="font-medium">{weekdays.map((day) => t(`web.slots.weekdays.${day}`)).join(" ")}</span>
          {spans.map(({ from, to }) => (
            <bdi key={from} className="num text-ink-2">
              {clock(from)} – {clock(to)}
            </bdi>
          ))}
        </li>
      ))}
    </ul>
  )
}

type Props = {
  readonly windows: Windows
  /** Whose week; everybody's without. */
  readonly technicianId?: string
}

const columns = ["from", "to", "breakFrom", "breakTo"] as const

/** From, to and the break of each weekday; a day left empty is off. */
export async function WeekForm({ windows, technicianId }: Props) {
  const { t } = await here()
  return (
    <ActionForm action={setWeek} className="grid gap-4">
      {technicianId !== undefined && <input type="hidden" name="technicianId" value={technicianId} />}
      {(await weekdaysHere()).map((weekday) => {
        const name = t(`desk.plan.weekdays.${weekday}`)
        const times = timesOf(windows, weekday)
        return (
          <fieldset
            key={weekday}
            className="grid grid-cols-2 gap-x-3 gap-y-2 border-t border-line pt-3 wide:grid-cols-[8rem_repeat(4,minmax(0,1fr))] wide:items-end"
          >
            <legend className="sr-only">{name}</legend>
            <span aria-hidden="true" className="col-span-full font-medium wide:col-span-1 wide:pb-1.5">
              {name}
            </span>
            {columns.map((column) => (
              <Field
                key={column}
                name={`${weekday}.${column}`}
                type="time"
                step={900}
                label={<span className="text-xs font-normal text-ink-2">{t(`desk.plan.${column}`)}</span>}
                defaultValue={times[column]}
                className="wide:min-h-9 wide:pt-1 wide:pb-1 wide:text-sm"
              />
            ))}
          </fieldset>
        )
      })}
      <div>
        <SubmitButton kind="primary" pending={t("desk.visit.actions.pending")}>
          {t("desk.plan.save")}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
