import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactNode } from "react"
import { endpoints } from "#modules/booking/contract.ts"
import { api } from "../../../../../api.ts"
import { Alternatives } from "../../../../../components/booking/alternatives.tsx"
import { ActionForm } from "../../../../../components/form.tsx"
import { Page } from "../../../../../components/page.tsx"
import { readBooking } from "../../../../../cookie-jar.ts"
import { bookingHere } from "../../../../../here.ts"
import { isScripted } from "../../../../../leave.ts"
import { needed } from "../../../../../needed.ts"
import { bookAppointment } from "../actions.ts"
import { Confirm } from "./confirm.tsx"
import { DetailFields } from "./detail-fields.tsx"
import { Held } from "./held.tsx"
import { Over } from "./over.tsx"

type Props = { readonly params: Promise<{ holdToken: string }> }

const tokenShape = /^[0-9a-hjkmnp-tv-z]{26}$/

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await bookingHere()
  return { title: t("web.hold.title"), robots: { index: false } }
}

/** The slot is kept: who comes to whom, what it costs, and the button that books. */
export default async function KeptSlot({ params }: Props) {
  const { t, locale, business } = await bookingHere()
  const { holdToken } = await params
  if (!tokenShape.test(holdToken)) notFound()
  const draft = await readBooking()
  const shown = await api(endpoints.showHold, { params: { holdToken }, query: { locale: locale.language } })
  const isOver = !shown.ok && shown.problem.code === "hold_expired"
  if (!isOver) {
    const hold = needed(shown)
    return (
      <Frame holdToken={holdToken}>
        <h1 className="text-xl font-semibold">{t("web.hold.title")}</h1>
        <Alternatives locale={locale} zone={business.zone} now={Date.now()} />
        <Held hold={hold} />
        <DetailFields draft={draft} hold={hold} holdToken={holdToken} />
        <Confirm hold={hold} />
      </Frame>
    )
  }

  // Booked, or held anew, by the form on this page: it stays in place, because it knows where to go on.
  const isLeaving = draft.holdToken !== holdToken && (await isScripted())
  return (
    <Frame holdToken={holdToken}>
      {isLeaving ? (
        <p className="waits py-20 text-center text-lg font-medium">{t("web.hold.leaving")}</p>
      ) : (
        <Over draft={draft} />
      )}
    </Frame>
  )
}

function Frame({ holdToken, children }: { readonly holdToken: string; readonly children: ReactNode }) {
  return (
    <Page path={`/book/${holdToken}`} width="narrow">
      <ActionForm action={bookAppointment} className="grid gap-8" notice="none">
        {/* What a key pressed in a field means: the first button of a form. */}
        <button type="submit" hidden />
        <input type="hidden" name="holdToken" value={holdToken} />
        {children}
      </ActionForm>
    </Page>
  )
}
