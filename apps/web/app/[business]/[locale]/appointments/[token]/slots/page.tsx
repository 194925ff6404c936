import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { formatDateTime } from "#kernel/format.ts"
import { endpoints } from "#modules/booking/contract.ts"
import { api } from "../../../../../../api.ts"
import { dateAt, daysShown, firstDay } from "../../../../../../booking.ts"
import { SlotChooser } from "../../../../../../components/booking/slot-chooser.tsx"
import { ButtonLink } from "../../../../../../components/button.tsx"
import { Page } from "../../../../../../components/page.tsx"
import { Reference } from "../../../../../../components/ticket.tsx"
import { here } from "../../../../../../here.ts"
import { isScripted } from "../../../../../../leave.ts"
import { needed } from "../../../../../../needed.ts"
import { reschedule } from "../actions.ts"
import { appointmentOf } from "../appointment-of.ts"

type Props = {
  readonly params: Promise<{ token: string }>
  readonly searchParams: Promise<{ readonly from?: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await here()
  return { title: t("web.move.title"), robots: { index: false } }
}

/** Where a visit could move to. Until a time is touched, the old one stands. */
export default async function Move({ params, searchParams }: Props) {
  const { t, to, locale } = await here()
  const { token } = await params
  const { number, startsAt, zone, can, faultType } = await appointmentOf(token)
  const page = `/appointments/${token}`
  if (!can.includes("reschedule") && !(await isScripted())) redirect(to(page))

  const today = dateAt(Date.now(), zone)
  const from = firstDay((await searchParams).from, today)
  const query = { from, days: daysShown, locale: locale.language }
  const { slots, days } = needed(await api(endpoints.findOtherSlots, { params: { token }, query }))
  const others = slots.filter((slot) => Date.parse(slot.startsAt) !== Date.parse(startsAt))
  return (
    <Page path={`${page}/slots`} width="narrow">
      <header className="grid gap-3">
        <h1 className="text-xl font-semibold">{t("web.move.title")}</h1>
        <p className="grid gap-0.5 rounded-m border border-line bg-card px-4 py-3">
          <span className="font-medium">
            {faultType.name} · <Reference className="text-sm">{number}</Reference>
          </span>
          <span className="text-sm text-ink-2">
            {t("web.move.now", { when: formatDateTime(startsAt, locale, { zone, style: "day" }) })}
          </span>
        </p>
        <p className="text-sm text-ink-2">{t("web.move.about")}</p>
      </header>
      <SlotChooser
        list={{ slots: others, days }}
        from={from}
        today={today}
        action={reschedule}
        hidden={{ token }}
        pageFrom={(date) => to(`${page}/slots${date <= today ? "" : `?from=${date}`}`)}
      />
      <ButtonLink kind="plain" wide href={to(page)}>
        {t("web.move.keep")}
      </ButtonLink>
    </Page>
  )
}
