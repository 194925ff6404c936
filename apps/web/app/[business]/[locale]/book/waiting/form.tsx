import { randomUUID } from "node:crypto"
import { endpoints as captcha } from "#modules/captcha/contract.ts"
import { api } from "../../../../../api.ts"
import { laterDate } from "../../../../../booking.ts"
import { NameField, PhoneField } from "../../../../../components/contact-fields.tsx"
import { Field } from "../../../../../components/field.tsx"
import { ActionForm } from "../../../../../components/form.tsx"
import { SubmitButton } from "../../../../../components/submit-button.tsx"
import { readBooking } from "../../../../../cookie-jar.ts"
import { bookingHere } from "../../../../../here.ts"
import { needed } from "../../../../../needed.ts"
import { joinWaiting } from "../actions.ts"

/** As far ahead as people usually can wait. */
const waitingDays = 30

type Props = { readonly faultType: string; readonly commune: string; readonly fromDate: string }

/** Whoever leaves a number here hears of the first slot that becomes free. */
export async function WaitingForm({ faultType, commune, fromDate }: Props) {
  const { t, locale } = await bookingHere()
  const question = needed(await api(captcha.askCaptcha, { query: { locale: locale.language } }))
  const draft = await readBooking()
  const ends = { min: fromDate, dir: "ltr", className: "num rtl:text-right" } as const
  return (
    <ActionForm action={joinWaiting} className="grid gap-5 rounded-m border border-line bg-card p-5">
      {Object.entries({ faultType, commune, key: randomUUID(), captchaToken: question.token }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <PhoneField hint={t("web.waiting.phone_why")} defaultValue={draft["customer.phone"]} />
      <NameField defaultValue={draft["customer.name"]} />
      <div className="grid gap-5 wide:grid-cols-2 wide:gap-3">
        <Field name="fromDate" label={t("web.waiting.from")} type="date" defaultValue={fromDate} {...ends} />
        <Field
          name="toDate"
          label={t("web.waiting.to")}
          type="date"
          defaultValue={laterDate(fromDate, waitingDays)}
          {...ends}
        />
      </div>
      <Field
        name="captcha"
        label={question.question}
        hint={t("web.review.question_why")}
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
      />
      <SubmitButton kind="primary" wide className="min-h-14" pending={t("web.find_order.sending")}>
        {t("web.waiting.send")}
      </SubmitButton>
    </ActionForm>
  )
}
