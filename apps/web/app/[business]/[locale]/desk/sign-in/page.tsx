import type { Metadata } from "next"
import { Field } from "../../../../../components/field.tsx"
import { ActionForm } from "../../../../../components/form.tsx"
import { Mark } from "../../../../../components/header.tsx"
import { LanguageSwitch } from "../../../../../components/language-switch.tsx"
import { Notice } from "../../../../../components/notice.tsx"
import { SubmitButton } from "../../../../../components/submit-button.tsx"
import { Ticket } from "../../../../../components/ticket.tsx"
import { here } from "../../../../../here.ts"
import { signIn } from "../actions.ts"

type Props = { readonly searchParams: Promise<{ next?: string; ended?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await here()
  return { title: t("desk.sign_in.title"), robots: { index: false } }
}

export default async function SignIn({ searchParams }: Props) {
  const { visit, business, t } = await here()
  const { next = "", ended } = await searchParams
  return (
    <main className="grid min-h-dvh content-center justify-items-center gap-6 px-4 py-10">
      <div className="w-full max-w-md">
        <Ticket
          stub={
            <div className="flex items-center gap-3">
              <Mark>{business.look.mark}</Mark>
              <div className="min-w-0">
                <h1 className="text-lg font-semibold">{t("desk.sign_in.title")}</h1>
                <p className="text-sm text-ink-2">{t("desk.sign_in.about", { name: business.name })}</p>
              </div>
            </div>
          }
        >
          <ActionForm action={signIn} className="grid gap-5">
            {ended !== undefined && <Notice tone="wait">{t("desk.sign_in.ended")}</Notice>}
            <input type="hidden" name="next" value={next} />
            <Field
              name="email"
              type="email"
              label={t("desk.sign_in.email")}
              autoComplete="username"
              inputMode="email"
              dir="ltr"
              required
            />
            <Field
              name="password"
              type="password"
              label={t("desk.sign_in.password")}
              autoComplete="current-password"
              dir="ltr"
              required
            />
            <SubmitButton kind="primary" wide pending={t("desk.sign_in.pending")}>
              {t("desk.sign_in.submit")}
            </SubmitButton>
          </ActionForm>
        </Ticket>
      </div>
      <LanguageSwitch visit={visit} languages={business.locales} path="/desk/sign-in" t={t} />
    </main>
  )
}
