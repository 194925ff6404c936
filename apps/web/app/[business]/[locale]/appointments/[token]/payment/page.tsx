import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { formatTime } from "#kernel/format.ts"
import { isToPay, standingOf } from "../../../../../../appointment.ts"
import { ButtonLink } from "../../../../../../components/button.tsx"
import { LiveOrder } from "../../../../../../components/live-order.tsx"
import { CardMarks, SatimNote } from "../../../../../../components/marks.tsx"
import { Page } from "../../../../../../components/page.tsx"
import { Money } from "../../../../../../components/said.tsx"
import { Reference, Ticket } from "../../../../../../components/ticket.tsx"
import { here } from "../../../../../../here.ts"
import { isolated } from "../../../../../../words.ts"
import { appointmentOf } from "../appointment-of.ts"
import { DepositFailed, PayAgain } from "../next-step.tsx"

type Props = { readonly params: Promise<{ token: string }> }

/** A browser goes on to the gateway by itself after this many seconds, and looks again for its address this often. */
const forwardSeconds = 2
const againSeconds = 3
/** Waiting longer than this for the gateway's address, people are offered another try. */
const patienceMs = 12_000

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
          {isReady && <Ready address={redirectUrl} />}
          {standing === "failed" && <DepositFailed reason={reason} token={token} />}
          {!isReady && standing !== "failed" && <Starting token={token} since={appointment.timeline.at(-1)?.at} />}
          <SatimNote t={t} />
        </div>
      </Ticket>
      <ButtonLink kind="plain" wide href={to(`/appointments/${token}`)}>
        {t("web.deposit.to_visit")}
      </ButtonLink>
    </Page>
  )
}

async function Ready({ address }: { readonly address: string }) {
  const { t } = await here()
  return (
    <>
      <meta httpEquiv="refresh" content={`${forwardSeconds};url=${address}`} />
      <p>{t("web.pay.going")}</p>
      <ButtonLink kind="primary" wide className="min-h-14" href={address} rel="noreferrer">
        <CardMarks />
        {t("web.pay.go")}
      </ButtonLink>
    </>
  )
}

type StartingProps = { readonly token: string; readonly since: string | undefined }

/** The gateway has not said yet where to pay: wait a little, then offer to try again. */
async function Starting({ token, since }: StartingProps) {
  const { t } = await here()
  const isSlow = since !== undefined && Date.now() - Date.parse(since) > patienceMs
  return (
    <>
      <meta httpEquiv="refresh" content={String(againSeconds)} />
      <p className="waits font-medium" role="status">
        {t("web.pay.starting")}
      </p>
      {isSlow && (
        <>
          <p className="text-ink-2">{t("web.deposit.slow")}</p>
          <PayAgain token={token} />
        </>
      )}
    </>
  )
}
