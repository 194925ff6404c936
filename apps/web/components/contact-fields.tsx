import type { ReactNode } from "react"
import { here } from "../here.ts"
import { Field } from "./field.tsx"

type Props = { readonly defaultValue: string | undefined; readonly hint?: ReactNode }

/** Whom to ask for: the same fields wherever a visitor leaves them. */
export async function PhoneField({ defaultValue, hint }: Props) {
  const { t } = await here()
  return (
    <Field
      name="customer.phone"
      label={t("web.checkout.phone")}
      hint={hint}
      type="tel"
      inputMode="tel"
      autoComplete="tel"
      dir="ltr"
      className="num rtl:text-right"
      maxLength={30}
      defaultValue={defaultValue}
    />
  )
}

export async function NameField({ defaultValue }: Props) {
  const { t } = await here()
  return (
    <Field
      name="customer.name"
      dir="auto"
      label={t("web.checkout.name")}
      autoComplete="name"
      maxLength={100}
      defaultValue={defaultValue}
    />
  )
}

export async function EmailField({ defaultValue, hint }: Props) {
  const { t } = await here()
  return (
    <Field
      name="customer.email"
      label={t("web.checkout.email")}
      optional={t("web.checkout.optional")}
      hint={hint}
      type="email"
      inputMode="email"
      autoComplete="email"
      dir="ltr"
      className="rtl:text-right"
      maxLength={200}
      defaultValue={defaultValue}
    />
  )
}
