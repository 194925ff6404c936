import { endpoints as captcha } from "#modules/captcha/contract.ts"
import { api } from "../../../../../api.ts"
import { cutoffOf, cutoffSaid, moneySaid } from "../../../../../booking-words.ts"
import { Field } from "../../../../../components/field.tsx"
import { CardMarks, SatimNote } from "../../../../../components/marks.tsx"
import { SubmitButton } from "../../../../../components/submit-button.tsx"
import { bookingHere } from "../../../../../here.ts"
import { needed } from "../../../../../needed.ts"
import { Step } from "../../checkout/step.tsx"
import type { Hold } from "./held.tsx"

/** A small question, what it costs to change one's mind, and the button that books. */
export async function Confirm({ hold }: { readonly hold: Hold }) {
  const at = await bookingHere()
  const { t, to, locale, business } = at
  const { needsApproval, deposit: one } = hold.faultType
  const deposit = one === null ? null : { ...one, amount: one.amount * (hold.seats ?? 1) }
  const question = needed(await api(captcha.askCaptcha, { query: { locale: locale.language } }))
  const kind = deposit !== null ? "pay" : needsApproval ? "ask" : "book"

  return (
    <Step number={hold.seats === null ? 3 : 2} title={t("web.hold.confirm")}>
      <input type="hidden" name="captchaToken" value={question.token} />
      <Field
        name="captcha"
        label={question.question}
        hint={t("web.review.question_why")}
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
      />
      <ul className="grid gap-2 text-sm text-ink-2">
        {deposit !== null && <li>{t("web.hold.pays_deposit", { amount: moneySaid(deposit, at) })}</li>}
        {kind === "ask" && <li>{t("web.hold.asks")}</li>}
        <li>{cutoffSaid(cutoffOf(hold.startsAt, hold.faultType), at)}</li>
        {business.features.includes("shop") && (
          <li>
            {t("web.hold.accept")}{" "}
            <a className="link" href={to("/legal/terms")} target="_blank" rel="noopener">
              {t("web.review.terms")}
            </a>
          </li>
        )}
      </ul>
      <SubmitButton kind="primary" wide className="min-h-14" pending={t("web.hold.sending")}>
        {kind === "pay" && <CardMarks />}
        {t(`web.hold.${kind}`, { amount: deposit === null ? "" : moneySaid(deposit, at) })}
      </SubmitButton>
      {kind === "pay" && <SatimNote t={t} />}
    </Step>
  )
}
