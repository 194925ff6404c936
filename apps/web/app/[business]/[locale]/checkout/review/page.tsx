import type { Metadata } from "next"
import { redirect } from "next/navigation"
import type { ReactNode } from "react"
import { endpoints as captcha } from "#modules/captcha/contract.ts"
import { endpoints as orders, placeOrderInput } from "#modules/orders/contract.ts"
import { api } from "../../../../../api.ts"
import { ActionForm } from "../../../../../components/form.tsx"
import { Page } from "../../../../../components/page.tsx"
import { readCart, readDraft } from "../../../../../cookie-jar.ts"
import { orderParts } from "../../../../../draft.ts"
import { here, shopHere } from "../../../../../here.ts"
import { isScripted } from "../../../../../leave.ts"
import { needed } from "../../../../../needed.ts"
import { placeOrder } from "../actions.ts"
import { Confirm } from "./confirm.tsx"
import { Recap } from "./recap.tsx"

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await here()
  return { title: t("web.review.title"), robots: { index: false } }
}

/** The last look before the money: what, where, how much, and the button. */
export default async function Review() {
  const { t, to, visit } = await shopHere()
  const [cart, draft] = [await readCart(), await readDraft()]
  const input = placeOrderInput.safeParse({ ...orderParts(draft), lines: cart, acceptTerms: true })
  // The order was just placed by the form on this page: it stays in place, because it knows where to go on.
  if (cart.length === 0 && (await isScripted())) {
    return (
      <Frame>
        <p className="waits py-20 text-center text-lg font-medium">{t("web.review.placed")}</p>
      </Frame>
    )
  }
  if (cart.length === 0) redirect(to("/cart"))
  if (!input.success) redirect(to("/checkout"))

  const { customer, delivery, payment, lines } = input.data
  const where = { method: delivery.method, wilaya: delivery.wilaya }
  const [priced, question] = await Promise.all([
    api(orders.previewOrder, { body: { lines, delivery: where, payment, locale: visit.language } }),
    api(captcha.askCaptcha, { query: { locale: visit.language } }),
  ])
  if (!priced.ok && priced.problem.code === "delivery_not_served") redirect(to("/checkout"))
  const preview = needed(priced)
  const isWhole =
    preview.missing.length === 0 && preview.lines.every(({ available, quantity }) => available >= quantity)
  if (!isWhole) redirect(to("/cart"))

  return (
    <Frame>
      <h1 className="text-xl font-semibold">{t("web.review.title")}</h1>
      <Recap preview={preview} customer={customer} delivery={delivery} method={payment.method} />
      <Confirm
        question={needed(question)}
        termsVersion={preview.termsVersion}
        total={preview.totals.total}
        method={payment.method}
        orderKey={draft.key ?? crypto.randomUUID()}
      />
    </Frame>
  )
}

function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <Page path="/checkout/review" width="narrow">
      <ActionForm action={placeOrder} className="grid gap-8">
        {children}
      </ActionForm>
    </Page>
  )
}
