import { randomUUID } from "node:crypto"
import { CalendarPlus, Check } from "lucide-react"
import { type Appointment, isToPay, type Standing } from "../../../../../appointment.ts"
import { moneySaid } from "../../../../../booking-words.ts"
import { ButtonLink } from "../../../../../components/button.tsx"
import { ActionForm } from "../../../../../components/form.tsx"
import { CardMarks, SatimNote } from "../../../../../components/marks.tsx"
import { Notice } from "../../../../../components/notice.tsx"
import { SubmitButton } from "../../../../../components/submit-button.tsx"
import { here } from "../../../../../here.ts"
import { slotsPath } from "../../book/slots/path.ts"
import { acknowledge, checkDeposit, payAgain } from "./actions.ts"

type Props = { readonly appointment: Appointment; readonly standing: Standing; readonly token: string }

/** The one filled button of the page: pay, say that one will be there, keep the date, or begin anew. */
export async function NextStep({ appointment, standing, token }: Props) {
  const { t, to, apiTo } = await here()
  const { faultType, commune, seats } = appointment
  if (isToPay(standing)) return <ToPay appointment={appointment} standing={standing} token={token} />
  if (standing === "cancelled" || standing === "expired" || standing === "missed") {
    return (
      <ButtonLink
        kind="primary"
        wide
        className="unprinted"
        href={to(seats === null ? slotsPath({ faultType: faultType.slug, commune }) : "/book")}
      >
        {t(seats === null ? "web.visit.again" : "web.sessions.title")}
      </ButtonLink>
    )
  }
  if (standing === "done") return null

  const isAsked = appointment.can.includes("acknowledge") && isNear(appointment)
  const calendar = (isFirst: boolean) => (
    <ButtonLink kind={isFirst ? "primary" : "quiet"} wide href={apiTo(`/appointments/${token}.ics`)} download>
      <CalendarPlus size={18} aria-hidden />
      {t("web.visit.calendar")}
    </ButtonLink>
  )
  return (
    <section id="confirm" className="unprinted grid gap-3">
      {appointment.isAcknowledged && <Notice tone="good">{t("web.visit.acknowledged")}</Notice>}
      {isAsked && (
        <ActionForm action={acknowledge} className="grid gap-3">
          <input type="hidden" name="token" value={token} />
          <SubmitButton kind="primary" wide pending={t("web.checkout.checking")}>
            <Check size={18} aria-hidden />
            {t("web.visit.acknowledge")}
          </SubmitButton>
        </ActionForm>
      )}
      {calendar(standing === "confirmed" && !isAsked)}
    </section>
  )
}

/** The day before, and not while somebody is still booking: then it is what the reminder asks. */
function isNear({ startsAt, timeline }: Appointment): boolean {
  const hours = (from: string) => (Date.parse(from) - Date.now()) / 3_600_000
  return hours(startsAt) < 25 && timeline.every(({ at }) => hours(at) < -1)
}

/** The deposit is still to come: pay, pay again, or say that it is done. */
async function ToPay({ appointment, standing, token }: Props) {
  const at = await here()
  const { t, to } = at
  const { deposit } = appointment
  return (
    <section className="unprinted grid gap-4">
      {standing === "failed" ? (
        <DepositFailed reason={deposit?.reason ?? null} token={token} />
      ) : (
        <>
          <ButtonLink kind="primary" wide className="min-h-14" href={to(`/appointments/${token}/payment`)}>
            <CardMarks />
            {t("web.visit.pay", { amount: deposit === null ? "" : moneySaid(deposit.amount, at) })}
          </ButtonLink>
          <ActionForm action={checkDeposit} className="grid gap-3">
            <input type="hidden" name="token" value={token} />
            <SubmitButton wide pending={t("web.checkout.checking")}>
              {t("web.order.check")}
            </SubmitButton>
          </ActionForm>
        </>
      )}
      <SatimNote t={t} />
    </section>
  )
}

type FailedProps = { readonly reason: string | null; readonly token: string }

/** Why the bank said no, and another try. */
export async function DepositFailed({ reason, token }: FailedProps) {
  const { t } = await here()
  return (
    <>
      <Notice tone="bad">
        <p className="font-semibold">{t("web.result.rejected")}</p>
        {reason !== null && reason !== t("web.result.rejected") && <p className="text-sm">{reason}</p>}
      </Notice>
      <PayAgain token={token} />
    </>
  )
}

export async function PayAgain({ token }: { readonly token: string }) {
  const { t } = await here()
  return (
    <ActionForm action={payAgain} className="grid gap-3">
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="key" value={randomUUID()} />
      <SubmitButton kind="primary" wide className="min-h-14" pending={t("web.checkout.checking")}>
        <CardMarks />
        {t("web.order.pay_again")}
      </SubmitButton>
    </ActionForm>
  )
}
