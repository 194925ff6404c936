import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { formatTime } from "#kernel/format.ts"
import { isToPay, standingOf } from "../../../../../../appointment.ts"
import { ButtonLink } from "../../../../../../components/button.tsx"
import { LiveOrder } from "../../../../../../components/live-order.tsx"
import { SatimNote } from "../../../../../../components/marks.tsx"
import { Page } from "../../../../../../components/page.tsx"
import { Money } from "../../../../../../components/said.tsx"
import { Reference, Ticket } from "../../../../../../components/ticket.tsx"
import { PaymentStarting, ToGateway } from "../../../../../../components/to-gateway.tsx"
import { here } from "../../../../../../here.ts"
import { isolated } from "../../../../../../words.ts"
import { appointmentOf } from "../appointment-of.ts"
import { DepositFailed, PayAgain } from "../next-step.tsx"

type Props = { readonly params: Promise<{ token: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await here()
  return { title: t("web.deposit.title"), robots: { index: false } }
}

/** Between our page and the gateway's: in this window, by a link of ours, because a form may not lead elsewhere. */
export default async function Deposit({ params }: Props) {
  const { t, to, locale, apiTo } = await here()
  const { token } = await params
  const appointment = await appointmentOf(token)
  const { deposit, number, seq, zone } = appointment
  const standing = standingOf(appointment)
  if (deposit === null || !isToPay(standing)) redirect(to(`/appointments/${token}`))

  const { amount, redirectUrl, reason, payUntil } = deposit
  const isReady = standing === "waiting" && redirectUrl !== null
  return (
    <Page path={`/appointments/${token}/payment`} width="narrow">
      <LiveOrder events={`${apiTo(`/appointments/${token}/events`)}?after=${seq}`} />
      <Ticket
        stub={
          <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
            <div>
              <h1 className="label">{t("web.deposit.to_pay")}</h1>
              <p className="text-xl font-semibold">
                <Money value={amount} locale={locale} style={{ cents: "always" }} />
              </p>
            </div>
            <Reference className="text-sm text-ink-2">{number}</Reference>
          </div>
        }
      >
        <div className="grid gap-4">
          {payUntil !== null && (
            <p className="text-ink-2">
              {t("web.deposit.kept_until", { time: isolated(formatTime(payUntil, locale, { zone })) })}
            </p>
          )}
          {isReady && <ToGateway address={redirectUrl} />}
          {standing === "failed" && <DepositFailed reason={reason} token={token} />}
          {!isReady && standing !== "failed" && (
            <PaymentStarting since={appointment.timeline.at(-1)?.at}>
              <p className="text-ink-2">{t("web.deposit.slow")}</p>
              <PayAgain token={token} />
            </PaymentStarting>
          )}
          <SatimNote t={t} />
        </div>
      </Ticket>
      <ButtonLink kind="plain" wide href={to(`/appointments/${token}`)}>
        {t("web.deposit.to_visit")}
      </ButtonLink>
    </Page>
  )
}
