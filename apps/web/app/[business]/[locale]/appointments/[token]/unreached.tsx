import { Field } from "../../../../../components/field.tsx"
import { ActionForm } from "../../../../../components/form.tsx"
import { SubmitButton } from "../../../../../components/submit-button.tsx"
import { here } from "../../../../../here.ts"
import { changePhone } from "./actions.ts"

/** The number does not answer: said where the customer looks, with the way to mend it. */
export async function Unreached({ token }: { readonly token: string }) {
  const { t } = await here()
  return (
    <section className="unprinted grid gap-3 rounded-m bg-wait-soft p-5">
      <h2 className="font-semibold text-wait">{t("web.visit.unreached.title")}</h2>
      <p className="text-sm">{t("web.visit.unreached.about")}</p>
      <ActionForm action={changePhone} className="grid gap-3">
        <input type="hidden" name="token" value={token} />
        <Field
          name="phone"
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          dir="ltr"
          label={t("web.visit.unreached.phone")}
          required
        />
        <SubmitButton wide pending={t("web.checkout.checking")}>
          {t("web.visit.unreached.send")}
        </SubmitButton>
      </ActionForm>
    </section>
  )
}
