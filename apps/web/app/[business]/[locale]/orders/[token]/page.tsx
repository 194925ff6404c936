import type { Metadata } from "next"
import { formatDay, formatTime } from "#kernel/format.ts"
import { ButtonLink } from "../../../../../components/button.tsx"
import { Chip } from "../../../../../components/chip.tsx"
import { LiveOrder } from "../../../../../components/live-order.tsx"
import { Page } from "../../../../../components/page.tsx"
import { Phone } from "../../../../../components/said.tsx"
import { Reference, Ticket } from "../../../../../components/ticket.tsx"
import { Timeline } from "../../../../../components/timeline.tsx"
import { type Here, here } from "../../../../../here.ts"
import { isToPay, type Standing, standingOf, stepsOf, type TrackedOrder, tones } from "../../../../../order.ts"
import { isolated } from "../../../../../words.ts"
import { Bill } from "./bill.tsx"
import { orderOf } from "./order-of.ts"
import { Papers } from "./papers.tsx"
import { PaymentResult } from "./payment-result.tsx"
import { ToPay } from "./to-pay.tsx"

type Props = { readonly params: Promise<{ token: string }> }

/** Seconds after which a browser without scripts looks again. */
const againSeconds = 10

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t } = await here()
  const { number } = await orderOf((await params).token)
  return { title: t("web.order.title_of", { number }), robots: { index: false } }
}

/** The order as its ticket: number, where it stands, what happened and what comes next. */
export default async function Order({ params }: Props) {
  const at = await here()
  const { t, to, locale, business, apiTo } = at
  const { token } = await params
  const order = await orderOf(token)
  const standing = standingOf(order)

  return (
    <Page path={`/orders/${token}`} width="narrow">
      <LiveOrder events={`${apiTo(`/orders/track/${token}/events`)}?after=${order.seq}`} />
      {(isToPay(standing) || standing === "to_confirm") && (
        <noscript>
          <meta httpEquiv="refresh" content={String(againSeconds)} />
        </noscript>
      )}
      <p className="hidden text-sm print:block">
        <bdi className="font-semibold">{business.name}</bdi> ·{" "}
        <bdi>
          {business.contacts.address}, {business.contacts.city}
        </bdi>{" "}
        · <Phone e164={business.contacts.phone} locale={locale} />
      </p>
      <Ticket
        stub={
          <div className="grid gap-3">
            <p className="label">{t("web.order.yours", { name: order.customer.name })}</p>
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <h1 className="text-[1.375rem] leading-tight wide:text-xl">
                <Reference>{order.number}</Reference>
              </h1>
              <Chip tone={tones[standing]}>{t(`web.order.standings.${standing}`)}</Chip>
            </div>
            <p className="text-ink-2" aria-live="polite">
              {nextWords({ at, order, standing })}
            </p>
          </div>
        }
      >
        <Timeline
          steps={stepsOf(order).map((step) => ({
            ...step,
            title: step.state === "done" ? t(`web.order.steps.${step.name}`) : t(`web.order.to_come.${step.name}`),
            when: step.at === null ? undefined : formatTime(step.at, locale, { zone: business.zone }),
            day: step.at === null ? undefined : dayOf(step.at, at),
          }))}
          now={t("web.order.now")}
        />
      </Ticket>
      {isToPay(standing) && <ToPay token={token} order={order} />}
      {standing === "cancelled" && (
        <ButtonLink kind="primary" wide className="unprinted" href={to("/products")}>
          {t("web.order.to_shop")}
        </ButtonLink>
      )}
      <PaymentResult receipt={order.payment.receipt} token={token} />
      <Bill order={order} />
      <Papers order={order} token={token} />
    </Page>
  )
}

function dayOf(at: string, { locale, business }: Here): string {
  const [month = 1, day = 1, year = 1970] = new Intl.DateTimeFormat("en-US", { timeZone: business.zone })
    .format(new Date(at))
    .split("/")
    .map(Number)
  return formatDay({ year, month, day }, locale, "short")
}

type Told = { readonly at: Here; readonly order: TrackedOrder; readonly standing: Standing }

/** What comes next and by when, in one sentence. */
function nextWords({ at: { t, locale, business }, order, standing }: Told): string {
  const { payment, carrier, delivery, timeline } = order
  const days = t("web.checkout.days", { count: delivery.days })
  const facts = {
    time: payment.heldUntil === null ? "" : formatTime(payment.heldUntil, locale, { zone: business.zone }),
    held: payment.heldUntil === null ? "no" : "yes",
    carrier: carrier?.name ?? "",
    reference: carrier === null ? "" : isolated(carrier.reference),
    method: delivery.method,
    days,
    code: String(timeline.find(({ name }) => name === "order.cancelled")?.facts.code ?? ""),
  }
  return t(`web.order.next.${standing}`, facts)
}
