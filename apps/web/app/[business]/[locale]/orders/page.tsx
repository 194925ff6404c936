import type { Metadata } from "next"
import { Field } from "../../../../components/field.tsx"
import { ActionForm } from "../../../../components/form.tsx"
import { Page } from "../../../../components/page.tsx"
import { SubmitButton } from "../../../../components/submit-button.tsx"
import { orderedHere } from "../../../../here.ts"
import { askLink } from "./actions.ts"

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await orderedHere()
  return { title: t("web.find_order.title"), robots: { index: false } }
}

/** Whoever lost the link of their order or appointment has it sent again, where only they can read it. */
export default async function FindOrder() {
  const { t } = await orderedHere()
  return (
    <Page path="/orders" width="narrow">
      <header className="grid gap-2">
        <h1 className="text-xl leading-tight font-semibold">{t("web.find_order.title")}</h1>
        <p className="text-ink-2">{t("web.find_order.about")}</p>
      </header>
      <ActionForm action={askLink} className="grid gap-6 rounded-m border border-line bg-card p-5">
        <Field
          name="number"
          label={t("web.find_order.number")}
          hint={t("web.find_order.number_hint")}
          dir="ltr"
          className="num uppercase rtl:text-right"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          required
        />
        <Field
          name="phone"
          type="tel"
          label={t("web.find_order.phone")}
          dir="ltr"
          className="num rtl:text-right"
          autoComplete="tel"
          inputMode="tel"
          maxLength={30}
          required
        />
        <SubmitButton kind="primary" wide className="min-h-14" pending={t("web.find_order.sending")}>
          {t("web.find_order.send")}
        </SubmitButton>
      </ActionForm>
      <p className="text-sm text-ink-2">{t("web.find_order.no_number")}</p>
    </Page>
  )
}
