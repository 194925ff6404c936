import { EmailField, NameField, PhoneField } from "../../../../components/contact-fields.tsx"
import type { Draft } from "../../../../draft.ts"
import { here } from "../../../../here.ts"
import { Step } from "./step.tsx"

export async function CustomerFields({ draft }: { readonly draft: Draft }) {
  const { t } = await here()
  return (
    <Step number={1} title={t("web.checkout.you")}>
      <PhoneField hint={t("web.checkout.phone_why")} defaultValue={draft["customer.phone"]} />
      <NameField defaultValue={draft["customer.name"]} />
      <EmailField hint={t("web.checkout.email_why")} defaultValue={draft["customer.email"]} />
    </Step>
  )
}
