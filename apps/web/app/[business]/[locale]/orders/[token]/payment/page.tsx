import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { ButtonLink } from "../../../../../../components/button.tsx"
import { LiveOrder } from "../../../../../../components/live-order.tsx"
import { CardMarks, SatimNote } from "../../../../../../components/marks.tsx"
import { Page } from "../../../../../../components/page.tsx"
import { Money } from "../../../../../../components/said.tsx"
import { Reference, Ticket } from "../../../../../../components/ticket.tsx"
import { here } from "../../../../../../here.ts"
import { isToPay, mayPayAgain, standingOf } from "../../../../../../order.ts"
import { orderOf } from "../order-of.ts"
import { NotPaid, PayOptions } from "../to-pay.tsx"

type Props = { readonly params: Promise<{ token: string }> }

/** A browser goes on to the gateway by itself after this many seconds, and looks again for its address this often. */
const forwardSeconds = 2
const againSeconds = 3
/** Waiting longer than this for the gateway's address, people are offered another way. */
const patienceMs = 12_000

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await here()
  return { title: t("web.pay.title"), robots: { index: false } }
}

/** Between our page and the gateway's: in this window, by a link of ours, because a form may not lead elsewhere. */
export default async function Payment({ params }: Props) {
  const { t, to, locale, apiTo } = await here()
  const { token } = await params
  const order = await orderOf(token)
  const standing = standingOf(order)
  if (!isToPay(standing)) redirect(to(`/orders/${token}`))

  const { redirectUrl, reason } = order.payment
  const isReady = standing === "waiting" && redirectUrl !== null
  return (
    <Page path={`/orders/${token}/payment`} width="narrow">
      <LiveOrder events={`${apiTo(`/orders/track/${token}/events`)}?after=${order.seq}`} />
      <Ticket
        stub={
          <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
            <div>
              <h1 className="label">{t("web.review.to_pay")}</h1>
              <p className="text-xl font-semibold">
                <Money value={order.totals.total} locale={locale} style={{ cents: "always" }} />
              </p>
            </div>
            <Reference className="text-sm text-ink-2">{order.number}</Reference>
          </div>
        }
      >
        <div className="grid gap-4">
          {isReady && <Ready address={redirectUrl} />}
          {mayPayAgain(standing) && (
            <>
              <NotPaid standing={standing} reason={reason} />
              <PayOptions token={token} />
            </>
          )}
          {!isReady && !mayPayAgain(standing) && <Starting token={token} since={order.placedAt} />}
          <SatimNote t={t} />
        </div>
      </Ticket>
      <ButtonLink kind="plain" wide href={to(`/orders/${token}`)}>
        {t("web.pay.to_order")}
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

/** The gateway has not said yet where to pay: wait a little, then offer to try again or to pay otherwise. */
async function Starting({ token, since }: { readonly token: string; readonly since: string }) {
  const { t } = await here()
  const isSlow = Date.now() - Date.parse(since) > patienceMs
  return (
    <>
      <meta httpEquiv="refresh" content={String(againSeconds)} />
      <p className="waits font-medium" role="status">
        {t("web.pay.starting")}
      </p>
      {isSlow && (
        <>
          <p className="text-ink-2">{t("web.pay.slow")}</p>
          <PayOptions token={token} />
        </>
      )}
    </>
  )
}
