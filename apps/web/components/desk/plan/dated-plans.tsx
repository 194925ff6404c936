import { randomUUID } from "node:crypto"
import { formatDay } from "#kernel/format.ts"
import { addDatedPlan, removeDatedPlan } from "../../../app/[business]/[locale]/desk/plan/actions.ts"
import { here } from "../../../here.ts"
import { Empty } from "../../empty.tsx"
import { Field, SelectField } from "../../field.tsx"
import { ActionForm } from "../../form.tsx"
import { SubmitButton } from "../../submit-button.tsx"
import { Card } from "../card.tsx"
import { Opening } from "./opening.tsx"
import type { Plan } from "./week.ts"
import { WeekSaid, weekdaysHere } from "./week-form.tsx"

type Props = { readonly plan: Plan; readonly today: string }

/** Other hours for some days: Ramadan, a fair, an odd morning. */
export async function DatedPlans({ plan, today }: Props) {
  const { t, locale } = await here()
  const said = (date: string) => formatDay(Temporal.PlainDate.from(date), locale, "long")
  const names = Object.fromEntries(plan.technicians.map(({ id, name }) => [id, name]))
  return (
    <section className="grid gap-3">
      <h2 className="text-lg font-semibold">{t("desk.plan.dated.title")}</h2>
      {plan.datedPlans.length === 0 && (
        <Empty title={t("desk.plan.dated.none")}>{t("desk.plan.dated.none_about")}</Empty>
      )}
      {plan.datedPlans.map(({ id, name, technicianId, from, to, windows }) => (
        <Card key={id}>
          <div className="flex flex-wrap items-start justify-between gap-3">
            <div className="grid gap-1">
              <h3 className="font-semibold">
                <bdi>{name}</bdi>
              </h3>
              <p className="text-sm text-ink-2">
                <bdi>{from === to ? said(from) : `${said(from)} – ${said(to)}`}</bdi> ·{" "}
                <bdi>{technicianId === null ? t("desk.calendar.everybody") : names[technicianId]}</bdi>
              </p>
            </div>
            <ActionForm action={removeDatedPlan}>
              <input type="hidden" name="id" value={id} />
              <SubmitButton size="small" pending={t("desk.visit.actions.pending")}>
                {t("desk.plan.dated.remove")}
              </SubmitButton>
            </ActionForm>
          </div>
          <WeekSaid windows={windows} />
        </Card>
      ))}
      <Opening label={t("desk.plan.dated.add")}>
        <Card>
          <AddForm plan={plan} today={today} />
        </Card>
      </Opening>
    </section>
  )
}

const times = ["from", "to", "breakFrom", "breakTo"] as const

async function AddForm({ plan, today }: Props) {
  const { t } = await here()
  return (
    <ActionForm action={addDatedPlan} className="grid gap-4">
      <p className="text-sm text-ink-2">{t("desk.plan.dated.about")}</p>
      <input type="hidden" name="key" value={randomUUID()} />
      <div className="grid gap-4 wide:grid-cols-2">
        <Field name="name.fr" dir="auto" label={t("desk.plan.dated.name")} maxLength={80} autoComplete="off" required />
        <SelectField name="technicianId" label={t("desk.calendar.technician")}>
          <option value="">{t("desk.calendar.everybody")}</option>
          {plan.technicians.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <Field name="fromDate" type="date" label={t("desk.plan.dated.first")} defaultValue={today} required />
        <Field name="toDate" type="date" label={t("desk.plan.dated.last")} defaultValue={today} required />
      </div>
      <fieldset>
        <legend className="mb-1 font-medium">{t("desk.plan.dated.days")}</legend>
        <div className="flex flex-wrap gap-x-5">
          {(await weekdaysHere()).map((weekday) => (
            <label key={weekday} className="flex min-h-12 cursor-pointer items-center gap-2">
              <input
                type="checkbox"
                name="weekday"
                value={weekday}
                defaultChecked={plan.week.some((window) => window.weekday === weekday)}
                className="size-5 accent-accent"
              />
              {t(`desk.plan.weekdays.${weekday}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="grid grid-cols-2 gap-3 wide:grid-cols-4">
        {times.map((name) => (
          <Field key={name} name={name} type="time" step={900} label={t(`desk.plan.${name}`)} />
        ))}
      </div>
      <div>
        <SubmitButton kind="primary" pending={t("desk.visit.actions.pending")}>
          {t("desk.plan.dated.save")}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
