import { Field } from "../../../../components/field.tsx"
import type { Draft } from "../../../../draft.ts"
import { here } from "../../../../here.ts"
import { Step } from "./step.tsx"

export async function CustomerFields({ draft }: { readonly draft: Draft }) {
  const { t } = await here()
  return (
    <Step number={1} title={t("web.checkout.you")}>
      <Field
        name="customer.phone"
        label={t("web.checkout.phone")}
        hint={t("web.checkout.phone_why")}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        dir="ltr"
        className="num rtl:text-right"
        maxLength={30}
        defaultValue={draft["customer.phone"]}
      />
      <Field
        name="customer.name"
        label={t("web.checkout.name")}
        autoComplete="name"
        maxLength={100}
        defaultValue={draft["customer.name"]}
      />
      <Field
        name="customer.email"
        label={t("web.checkout.email")}
        optional={t("web.checkout.optional")}
        hint={t("web.checkout.email_why")}
        type="email"
        inputMode="email"
        autoComplete="email"
        dir="ltr"
        className="rtl:text-right"
        maxLength={200}
        defaultValue={draft["customer.email"]}
      />
    </Step>
  )
}
