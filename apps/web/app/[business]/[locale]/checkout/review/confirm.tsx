import type { WireMoney } from "#kernel/contract.ts"
import { formatMoney } from "#kernel/format.ts"
import { Consent, Field } from "../../../../../components/field.tsx"
import { CardMarks, SatimNote } from "../../../../../components/marks.tsx"
import { SubmitButton } from "../../../../../components/submit-button.tsx"
import { here } from "../../../../../here.ts"
import { versionSaid } from "../../../../../version-said.ts"

type Props = {
  readonly question: { readonly question: string; readonly token: string }
  readonly termsVersion: string
  readonly total: WireMoney
  readonly method: "satim" | "cash_on_delivery"
  /** One per checkout: the same form sent twice is one order. */
  readonly orderKey: string
}

/** The terms, a small question, and the button that pays. */
export async function Confirm({ question, termsVersion, total, method, orderKey }: Props) {
  const { locale, t, to } = await here()
  const amount = formatMoney({ amountMinor: total.amount, currency: total.currency }, locale)
  const isCard = method === "satim"

  return (
    <div className="grid gap-5">
      <input type="hidden" name="key" value={orderKey} />
      <input type="hidden" name="captchaToken" value={question.token} />
      <Field
        name="captcha"
        label={question.question}
        hint={t("web.review.question_why")}
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
      />
      <Consent name="acceptTerms">
        {t("web.review.accept")}{" "}
        <a
          className="link font-medium"
          href={to(`/legal/terms?version=${termsVersion}`)}
          target="_blank"
          rel="noopener"
        >
          {t("web.review.terms")}
        </a>{" "}
        <span className="text-ink-2">({t("web.legal.version", { date: versionSaid(termsVersion, locale) })})</span>
        {isCard && <span className="block text-sm text-ink-2">{t("web.review.accept_card")}</span>}
      </Consent>
      <SubmitButton kind="primary" wide className="min-h-14" pending={t("web.review.sending")}>
        {isCard && <CardMarks />}
        {t(isCard ? "web.review.pay" : "web.review.order", { amount })}
      </SubmitButton>
      {isCard && <SatimNote t={t} />}
    </div>
  )
}
