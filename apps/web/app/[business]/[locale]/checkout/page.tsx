import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { endpoints as places } from "#modules/businesses/contract.ts"
import { endpoints as orders } from "#modules/orders/contract.ts"
import { api } from "../../../../api.ts"
import { ActionForm } from "../../../../components/form.tsx"
import { Page } from "../../../../components/page.tsx"
import { SubmitButton } from "../../../../components/submit-button.tsx"
import { readCart, readDraft } from "../../../../cookie-jar.ts"
import { here, shopHere } from "../../../../here.ts"
import { needed } from "../../../../needed.ts"
import { keepDetails } from "./actions.ts"
import { CustomerFields } from "./customer-fields.tsx"
import { Delivery } from "./delivery.tsx"
import { deliveryWords, type Rate } from "./delivery-words.ts"
import { Payment } from "./payment.tsx"
import { Summary } from "./summary.tsx"

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await here()
  return { title: t("web.checkout.title"), robots: { index: false } }
}

/** Who, where, how: one page of fields. The amount to pay comes on the next. */
export default async function Checkout() {
  const at = await shopHere()
  const { t, to, visit, locale } = at
  const [cart, draft] = [await readCart(), await readDraft()]
  if (cart.length === 0) redirect(to("/cart"))

  const wilaya = draft["delivery.wilaya"] ?? ""
  const [wilayas, communes, rates] = await Promise.all([
    api(places.listWilayas, { query: { locale: visit.language } }),
    wilaya === "" ? null : api(places.listCommunes, { params: { wilaya }, query: { locale: visit.language } }),
    api(orders.listDeliveryRates, {}),
  ])
  const rateItems: readonly Rate[] = needed(rates).items

  return (
    <Page path="/checkout" width="narrow">
      <div className="grid gap-1">
        <h1 className="text-xl font-semibold">{t("web.checkout.title")}</h1>
        <p className="text-ink-2">{t("web.checkout.about")}</p>
      </div>
      <ActionForm action={keepDetails} className="grid gap-8">
        <CustomerFields draft={draft} />
        <Delivery
          key={wilaya}
          draft={draft}
          wilayas={needed(wilayas).items}
          communes={communes?.ok ? communes.value.items : []}
          rates={rateItems}
          locale={locale}
          places={at.apiTo("/places")}
          words={deliveryWords(t, at.business.contacts)}
        />
        <Payment draft={draft} cart={cart} />
        <Summary cart={cart} />
        <SubmitButton kind="primary" wide pending={t("web.checkout.checking")}>
          {t("web.checkout.next")}
        </SubmitButton>
      </ActionForm>
    </Page>
  )
}
