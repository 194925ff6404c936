import { formatDay } from "#kernel/format.ts"
import { confirmHoliday, setWorksOn, writeHolidays } from "../../../app/[business]/[locale]/desk/plan/actions.ts"
import { here } from "../../../here.ts"
import { Chip } from "../../chip.tsx"
import { Empty } from "../../empty.tsx"
import { Field } from "../../field.tsx"
import { ActionForm } from "../../form.tsx"
import { SubmitButton } from "../../submit-button.tsx"
import { Opening } from "./opening.tsx"
import type { Plan } from "./week.ts"

type Holiday = Plan["holidays"][number]
type Props = { readonly holidays: readonly Holiday[]; readonly year: number }

/** The next twelve months of holidays: feasts of the moon are confirmed, and any of them may be worked. */
export async function Holidays({ holidays, year }: Props) {
  const { t } = await here()
  const isWritten = (each: number) => holidays.some(({ date }) => date.startsWith(String(each)))
  // Late in a year none of it is left, so it is missing only together with the next one.
  const missing = holidays.length === 0 ? [year, year + 1] : [year + 1].filter((each) => !isWritten(each))
  return (
    <section className="grid gap-3">
      <h2 className="text-lg font-semibold">{t("desk.plan.holidays.title")}</h2>
      {holidays.length === 0 && (
        <Empty title={t("desk.plan.holidays.none")}>{t("desk.plan.holidays.none_about")}</Empty>
      )}
      {holidays.length > 0 && (
        <ul className="grid divide-y divide-line rounded-m border border-line bg-card">
          {holidays.map((holiday) => (
            <Row key={holiday.id} holiday={holiday} isFirst={isFirst(holiday, holidays)} />
          ))}
        </ul>
      )}
      {missing.map((each) => (
        <ActionForm key={each} action={writeHolidays}>
          <input type="hidden" name="year" value={each} />
          <SubmitButton size="small" pending={t("desk.visit.actions.pending")}>
            {t("desk.plan.holidays.write", { year: String(each) })}
          </SubmitButton>
        </ActionForm>
      ))}
    </section>
  )
}

const feastOf = ({ code, date }: Holiday) => `${code.replace(/-\d$/, "")} ${date.slice(0, 7)}`

/** The days of one feast move together, so its first one asks. */
function isFirst(holiday: Holiday, all: readonly Holiday[]): boolean {
  return all.find((each) => feastOf(each) === feastOf(holiday))?.id === holiday.id
}

async function Row({ holiday, isFirst }: { readonly holiday: Holiday; readonly isFirst: boolean }) {
  const { t, locale } = await here()
  const { id, name, date, isEstimate, works } = holiday
  return (
    <li className="grid gap-1 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="grid min-w-48 flex-1">
          <bdi className="font-medium">{name}</bdi>
          <bdi className="text-sm text-ink-2">{formatDay(Temporal.PlainDate.from(date), locale, "full")}</bdi>
        </div>
        {isEstimate && <Chip tone="wait">{t("desk.plan.holidays.estimate")}</Chip>}
        {works && <Chip tone="good">{t("desk.plan.holidays.works")}</Chip>}
        <ActionForm action={setWorksOn}>
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="works" value={works ? "no" : "yes"} />
          <SubmitButton size="small" pending={t("desk.visit.actions.pending")}>
            {t(works ? "desk.plan.holidays.rest" : "desk.plan.holidays.work")}
          </SubmitButton>
        </ActionForm>
      </div>
      {isEstimate && isFirst && (
        <Opening label={t("desk.plan.holidays.confirm")}>
          <ActionForm action={confirmHoliday} className="flex flex-wrap items-end gap-3">
            <input type="hidden" name="id" value={id} />
            <Field name="date" type="date" label={t("desk.plan.holidays.announced")} defaultValue={date} required />
            <SubmitButton kind="primary" pending={t("desk.visit.actions.pending")}>
              {t("desk.plan.holidays.confirm")}
            </SubmitButton>
          </ActionForm>
        </Opening>
      )}
    </li>
  )
}
