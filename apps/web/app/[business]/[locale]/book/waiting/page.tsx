import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { endpoints } from "#modules/booking/contract.ts"
import { api } from "../../../../../api.ts"
import { dateAt } from "../../../../../booking.ts"
import { ButtonLink } from "../../../../../components/button.tsx"
import { Page } from "../../../../../components/page.tsx"
import { bookingHere } from "../../../../../here.ts"
import { needed } from "../../../../../needed.ts"
import { slotsPath } from "../slots/path.ts"
import { WaitingForm } from "./form.tsx"

type Props = { readonly searchParams: Promise<{ readonly faultType?: string; readonly commune?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await bookingHere()
  return { title: t("web.waiting.title"), robots: { index: false } }
}

/** No time suits: the first that becomes free is offered by SMS, in the order of asking. */
export default async function Waiting({ searchParams }: Props) {
  const { t, to, locale, business } = await bookingHere()
  const { faultType = "", commune = "" } = await searchParams
  const faultTypes = needed(await api(endpoints.listFaultTypes, { query: { locale: locale.language } })).items
  const chosen = faultTypes.find(({ slug }) => slug === faultType)
  if (chosen === undefined || commune === "") redirect(to("/book"))

  const sought = { faultType, commune }
  return (
    <Page path={`/book/waiting?${new URLSearchParams(sought)}`} width="narrow">
      <header className="grid gap-2">
        <h1 className="text-xl font-semibold">{t("web.waiting.title")}</h1>
        <p className="text-ink-2">{t("web.waiting.about")}</p>
        <p className="font-medium">
          {chosen.name} · <bdi>{commune}</bdi>
        </p>
      </header>
      <WaitingForm {...sought} fromDate={dateAt(Date.now(), business.zone)} />
      <ButtonLink kind="plain" wide href={to(slotsPath(sought))}>
        {t("web.waiting.back")}
      </ButtonLink>
    </Page>
  )
}
