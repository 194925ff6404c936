import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { ButtonLink } from "../../../../../../components/button.tsx"
import { LiveOrder } from "../../../../../../components/live-order.tsx"
import { SatimNote } from "../../../../../../components/marks.tsx"
import { Page } from "../../../../../../components/page.tsx"
import { Money } from "../../../../../../components/said.tsx"
import { Reference, Ticket } from "../../../../../../components/ticket.tsx"
import { PaymentStarting, ToGateway } from "../../../../../../components/to-gateway.tsx"
import { here } from "../../../../../../here.ts"
import { isToPay, mayPayAgain, standingOf } from "../../../../../../order.ts"
import { orderOf } from "../order-of.ts"
import { NotPaid, PayOptions } from "../to-pay.tsx"

type Props = { readonly params: Promise<{ token: string }> }

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
          {isReady && <ToGateway address={redirectUrl} />}
          {mayPayAgain(standing) && (
            <>
              <NotPaid standing={standing} reason={reason} />
              <PayOptions token={token} />
            </>
          )}
          {!isReady && !mayPayAgain(standing) && (
            <PaymentStarting since={order.placedAt}>
              <p className="text-ink-2">{t("web.pay.slow")}</p>
              <PayOptions token={token} />
            </PaymentStarting>
          )}
          <SatimNote t={t} />
        </div>
      </Ticket>
      <ButtonLink kind="plain" wide href={to(`/orders/${token}`)}>
        {t("web.pay.to_order")}
      </ButtonLink>
    </Page>
  )
}
