import { randomUUID } from "node:crypto"
import { formatDay, formatTime } from "#kernel/format.ts"
import { bookCaller } from "../../../app/[business]/[locale]/desk/bookings/new/actions.ts"
import { dateAt, laterDate, type SlotList } from "../../../booking.ts"
import { here } from "../../../here.ts"
import { Alternatives } from "../../booking/alternatives.tsx"
import { Consent, Field, SelectField, TextField } from "../../field.tsx"
import { ActionForm } from "../../form.tsx"
import { SubmitButton } from "../../submit-button.tsx"
import { Card } from "../card.tsx"
import { type SlotDay, SlotRadios } from "./slot-radios.tsx"

type Props = {
  readonly list: SlotList
  readonly day: string
  readonly daysShown: number
  readonly faultType: string
  readonly commune: string
  readonly technicians: readonly { readonly id: string; readonly name: string }[]
}

/** A free time, or another with a reason, and who called. */
export async function CallerForm({ list, day, daysShown, faultType, commune, technicians }: Props) {
  const { t, to, locale, business } = await here()
  const later = new URLSearchParams({ day: laterDate(day, daysShown), faultType, commune })
  return (
    <ActionForm action={bookCaller} className="grid gap-4" notice="none">
      {/* The enter key books; without this it would take the first of the times that are offered instead. */}
      <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      <input type="hidden" name="key" value={randomUUID()} />
      <input type="hidden" name="faultType" value={faultType} />
      <input type="hidden" name="commune" value={commune} />
      <Alternatives locale={locale} zone={business.zone} now={Date.now()} />
      <div className="group/when grid gap-3 rounded-m border border-line bg-card p-4 wide:px-5">
        <SlotRadios
          legend={t("desk.booking.when")}
          days={await daysIn(list, { from: day, count: daysShown })}
          other={t("desk.visit.actions.other")}
        />
        <OtherTime day={day} technicians={technicians} />
        <a href={`${to("/desk/bookings/new")}?${later}`} className="link w-fit text-sm font-medium">
          {t("web.slots.later")}
        </a>
      </div>
      <Caller />
      <SubmitButton kind="primary" className="wide:w-fit" pending={t("desk.visit.actions.pending")}>
        {t("desk.booking.book")}
      </SubmitButton>
    </ActionForm>
  )
}

async function daysIn(list: SlotList, { from, count }: { from: string; count: number }): Promise<SlotDay[]> {
  const { t, locale, business } = await here()
  return Array.from({ length: count }, (_, index) => {
    const date = laterDate(from, index)
    const slots = list.slots.filter(({ startsAt }) => dateAt(startsAt, business.zone) === date)
    const empty = list.days.find((day) => day.date === date)
    return {
      day: formatDay(Temporal.PlainDate.from(date), locale, "day"),
      reason: slots.length > 0 ? null : (empty?.name ?? t(`web.slots.short.${empty?.reason ?? "full"}`)),
      slots: slots.map(({ startsAt }) => ({ startsAt, time: formatTime(startsAt, locale, { zone: business.zone }) })),
    }
  })
}

/** Staff may go outside the plan, with a reason; over another visit nobody may. */
async function OtherTime({ day, technicians }: Pick<Props, "day" | "technicians">) {
  const { t } = await here()
  return (
    <div className="hidden gap-4 border-t border-line pt-4 group-has-[[value=other]:checked]/when:grid wide:grid-cols-3">
      <Field
        name="at"
        type="datetime-local"
        step={900}
        label={t("desk.visit.actions.at")}
        defaultValue={`${day}T17:00`}
      />
      <SelectField name="technicianId" label={t("desk.visit.technician")}>
        {technicians.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <Field name="override" label={t("desk.visit.actions.override")} maxLength={200} autoComplete="off" />
    </div>
  )
}

async function Caller() {
  const { t, locale, business } = await here()
  const optional = t("web.checkout.optional")
  return (
    <Card title={t("desk.visit.customer")}>
      <div className="grid gap-4 wide:grid-cols-2">
        <Field
          name="customer.phone"
          label={t("web.checkout.phone")}
          type="tel"
          inputMode="tel"
          autoComplete="off"
          dir="ltr"
          className="num rtl:text-right"
          maxLength={30}
          required
        />
        <Field
          name="customer.name"
          dir="auto"
          label={t("web.checkout.name")}
          autoComplete="off"
          maxLength={100}
          required
        />
        <Field
          name="address"
          dir="auto"
          label={t("web.checkout.address")}
          autoComplete="off"
          maxLength={200}
          required
        />
        <Field
          name="landmark"
          dir="auto"
          label={t("web.checkout.landmark")}
          optional={optional}
          autoComplete="off"
          maxLength={200}
        />
        <Field
          name="customer.email"
          label={t("web.checkout.email")}
          optional={optional}
          type="email"
          inputMode="email"
          autoComplete="off"
          dir="ltr"
          className="rtl:text-right"
          maxLength={200}
        />
        <SelectField name="locale" label={t("desk.booking.language")} defaultValue={locale.language}>
          {business.locales.map((language) => (
            <option key={language} value={language}>
              {t(`desk.booking.languages.${language}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <TextField name="notes" dir="auto" label={t("web.hold.notes")} optional={optional} maxLength={1_000} />
      <Consent name="consentsToReminders" defaultChecked>
        {t("desk.booking.reminders")}
      </Consent>
    </Card>
  )
}
