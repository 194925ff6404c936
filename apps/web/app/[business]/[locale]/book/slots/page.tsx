import { randomUUID } from "node:crypto"
import { Bell } from "lucide-react"
import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { endpoints } from "#modules/booking/contract.ts"
import { api } from "../../../../../api.ts"
import { dateAt, daysShown, type FaultType, firstDay } from "../../../../../booking.ts"
import { durationSaid, moneySaid } from "../../../../../booking-words.ts"
import { SlotChooser } from "../../../../../components/booking/slot-chooser.tsx"
import { ButtonLink } from "../../../../../components/button.tsx"
import { Empty } from "../../../../../components/empty.tsx"
import { Page } from "../../../../../components/page.tsx"
import { Phone } from "../../../../../components/said.tsx"
import { bookingHere } from "../../../../../here.ts"
import { isScripted } from "../../../../../leave.ts"
import { needed } from "../../../../../needed.ts"
import { holdSlot } from "../actions.ts"
import { WaitingForm } from "../waiting/form.tsx"
import { slotsPath } from "./path.ts"

type Sought = { readonly faultType?: string; readonly commune?: string; readonly from?: string }
type Props = { readonly searchParams: Promise<Sought> }

/** Refusals that say of a place that no slot will ever be free there. */
const nobodyComes = ["commune_not_served", "nobody_comes"]

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await bookingHere()
  return { title: t("web.slots.title"), robots: { index: false } }
}

/** When somebody can come: the next time first, then the days. */
export default async function Slots({ searchParams }: Props) {
  const { t, to, locale, business } = await bookingHere()
  const { faultType = "", commune = "", from: asked } = await searchParams
  const today = dateAt(Date.now(), business.zone)
  const from = firstDay(asked, today)
  const [faultTypes, found] = await Promise.all([
    api(endpoints.listFaultTypes, { query: { locale: locale.language } }),
    api(endpoints.findSlots, { query: { faultType, commune, from, days: daysShown, locale: locale.language } }),
  ])
  const chosen = needed(faultTypes).items.find(({ id, slug }) => slug === faultType || id === faultType)
  if (chosen === undefined || commune === "") redirect(to("/book"))
  const sought = { faultType: chosen.slug, commune }
  if (!found.ok && nobodyComes.includes(found.problem.code)) {
    return (
      <Page path={slotsPath(sought)} width="narrow">
        <h1 className="text-xl font-semibold">{t("web.slots.title")}</h1>
        <Choice faultType={chosen} commune={commune} />
        <Empty title={found.problem.detail}>
          <Phone e164={business.contacts.phone} locale={locale} className="text-lg font-semibold" />
        </Empty>
      </Page>
    )
  }
  const list = needed(found)
  // The last slot of all may just have been taken by the form on this page, which stays to say so.
  const isEmpty = list.slots.length === 0 && from === today && !(await isScripted())

  return (
    <Page path={slotsPath({ ...sought, ...(from === today ? {} : { from }) })} width="narrow">
      <div className="grid gap-3">
        <h1 className="text-xl font-semibold">{t("web.slots.title")}</h1>
        <Choice faultType={chosen} commune={commune} />
      </div>
      {isEmpty ? (
        <>
          <Empty title={t("web.slots.none")}>
            <p>{t("web.slots.none_about")}</p>
          </Empty>
          <WaitingForm {...sought} fromDate={today} />
        </>
      ) : (
        <>
          <SlotChooser
            list={list}
            from={from}
            today={today}
            action={holdSlot}
            hidden={{ ...sought, key: randomUUID() }}
            pageFrom={(date) => to(slotsPath({ ...sought, ...(date <= today ? {} : { from: date }) }))}
          />
          <p className="border-t border-line pt-6">
            <ButtonLink kind="plain" wide href={to(`/book/waiting?${new URLSearchParams(sought)}`)}>
              <Bell size={18} aria-hidden />
              {t("web.waiting.link")}
            </ButtonLink>
          </p>
        </>
      )}
    </Page>
  )
}

/** What was chosen so far, and the way back to it. */
async function Choice({ faultType, commune }: { readonly faultType: FaultType; readonly commune: string }) {
  const at = await bookingHere()
  const { t, to } = at
  const { name, price, durationMinutes, slug } = faultType
  return (
    <div className="flex items-center justify-between gap-4 rounded-m border border-line bg-card px-4 py-3">
      <p className="grid min-w-0 gap-0.5">
        <span className="font-medium">{name}</span>
        <span className="num text-sm text-ink-2">
          <bdi>{commune}</bdi> · {t("web.book.lasts", { duration: durationSaid(durationMinutes, at) })} ·{" "}
          {price === null ? t("web.book.quote") : moneySaid(price, at)}
        </span>
      </p>
      <a
        href={to(`/book?${new URLSearchParams({ faultType: slug })}`)}
        className="link -my-3 flex min-h-12 shrink-0 items-center text-sm"
      >
        {t("web.review.change")}
      </a>
    </div>
  )
}
