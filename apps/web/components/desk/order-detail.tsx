import type { Answered } from "#kernel/contract.ts"
import { formatPhone } from "#kernel/format.ts"
import { endpoints as businesses } from "#modules/businesses/contract.ts"
import type { endpoints } from "#modules/orders/contract.ts"
import { api } from "../../api.ts"
import { actOnOrder } from "../../app/[business]/[locale]/desk/actions.ts"
import { here } from "../../here.ts"
import { ActionForm } from "../form.tsx"
import { Notice } from "../notice.tsx"
import { DateTime, Money, Phone } from "../said.tsx"
import { SubmitButton } from "../submit-button.tsx"
import { Reference } from "../ticket.tsx"
import { Card } from "./card.tsx"
import { OrderActions } from "./order-actions.tsx"
import { OrderStatus } from "./order-status.tsx"
import { eventWords } from "./said-at-desk.ts"
import { Tasks } from "./tasks.tsx"

export type Order = Answered<typeof endpoints.showOrder>
type Props = { readonly order: Order }

const actions = ["confirm", "ship", "deliver", "cancel", "refund", "settle", "task"]

/** One order for the desk: its number, the next step, what is in it, and what happened. */
export async function OrderDetail({ order, done }: Props & { readonly done?: string | undefined }) {
  const { t } = await here()
  return (
    <div className="grid gap-5">
      {done !== undefined && actions.includes(done) && <Notice tone="good">{t(`desk.done.${done}`)}</Notice>}
      <Tasks id={order.id} tasks={order.tasks} action={actOnOrder} />
      <Head order={order} />
      <OrderActions order={order} />
      <div className="grid items-start gap-5 wide:grid-cols-[3fr_2fr]">
        <div className="grid gap-5">
          <Lines order={order} />
          <Payments order={order} />
          <Messages order={order} />
        </div>
        <div className="grid gap-5">
          <Person order={order} />
          <Timeline order={order} />
          <Documents order={order} />
        </div>
      </div>
    </div>
  )
}

async function Head({ order }: Props) {
  const { t, business, locale } = await here()
  return (
    <header className="flex flex-wrap items-start justify-between gap-3">
      <div className="grid gap-1">
        <p className="label">{t("desk.order.kind")}</p>
        <h1 className="text-xl font-semibold">
          <Reference>{order.number}</Reference>
        </h1>
        <p className="text-sm text-ink-2">
          <bdi>{order.customer.name}</bdi> · <DateTime at={order.placedAt} zone={business.zone} locale={locale} />
        </p>
      </div>
      <OrderStatus
        order={{ ...order, paymentMethod: order.payment.method, isRefunding: order.payment.isRefunding }}
        t={t}
      />
    </header>
  )
}

async function Lines({ order }: Props) {
  const { t, locale } = await here()
  const sums = [
    { name: "carriage", value: order.totals.delivery, shown: true },
    { name: "stamp", value: order.totals.stamp, shown: order.totals.stamp.amount > 0 },
  ]
  return (
    <Card title={t("desk.order.lines")}>
      <table className="w-full border-collapse">
        <tbody className="divide-y divide-line">
          {order.lines.map((line) => (
            <tr key={line.sku}>
              <th scope="row" className="py-2.5 pe-3 text-start font-medium">
                <bdi>{line.name}</bdi>
                <Reference className="block text-xs text-ink-3">{line.sku}</Reference>
              </th>
              <td className="num px-3 text-end whitespace-nowrap text-ink-2">× {line.quantity}</td>
              <td className="text-end">
                <Money value={line.total} locale={locale} />
              </td>
            </tr>
          ))}
          {sums
            .filter(({ shown }) => shown)
            .map(({ name, value }) => (
              <tr key={name}>
                <th scope="row" colSpan={2} className="py-2.5 text-start font-normal">
                  {t(`desk.order.${name}`)}
                </th>
                <td className="text-end">
                  <Money value={value} locale={locale} />
                </td>
              </tr>
            ))}
          <tr>
            <th scope="row" colSpan={2} className="py-2.5 text-start font-normal text-ink-2">
              {t("desk.order.vat")}
            </th>
            <td className="text-end text-ink-2">
              <Money value={order.totals.vat} locale={locale} />
            </td>
          </tr>
        </tbody>
        <tfoot>
          <tr className="border-t border-line">
            <th scope="row" colSpan={2} className="pt-3 text-start font-semibold">
              {t("desk.order.total")}
            </th>
            <td className="pt-3 text-end">
              <Money value={order.totals.total} locale={locale} className="text-lg font-semibold" />
            </td>
          </tr>
        </tfoot>
      </table>
    </Card>
  )
}

async function Person({ order }: Props) {
  const { t, to, locale, business } = await here()
  const { delivery, customer, payment } = order
  const wilayas = await api(businesses.listWilayas, { query: { locale: locale.language } })
  const wilaya = wilayas.ok ? wilayas.value.items.find(({ code }) => code === delivery.wilaya)?.name : undefined
  return (
    <Card title={t("desk.order.customer")}>
      <div className="grid gap-1">
        <span className="font-medium">
          <bdi>{customer.name}</bdi>
        </span>
        <span className="flex flex-wrap gap-x-4">
          <Phone e164={customer.phone} locale={locale} className="py-1" />
          <a
            className="link py-1"
            href={`https://wa.me/${customer.phone.slice(1)}`}
            rel="noreferrer"
            aria-label={`WhatsApp ${formatPhone(customer.phone, locale)}`}
          >
            WhatsApp
          </a>
        </span>
        {customer.email !== null && (
          <a className="link py-1 break-all" href={`mailto:${customer.email}`}>
            <bdi dir="ltr">{customer.email}</bdi>
          </a>
        )}
      </div>
      <div className="grid gap-0.5 border-t border-line pt-3">
        <p className="label">
          {t("desk.order.delivery")} · {t(`desk.order.methods.${delivery.method}`)}
        </p>
        {delivery.address !== "" && (
          <span>
            <bdi>{delivery.address}</bdi>
          </span>
        )}
        {delivery.landmark !== null && (
          <span className="text-sm text-ink-2">{t("desk.order.landmark", { landmark: delivery.landmark })}</span>
        )}
        <span>
          <bdi>{delivery.commune}</bdi>
          {wilaya !== undefined && (
            <>
              {" · "}
              <bdi>{wilaya}</bdi>
            </>
          )}
        </span>
        {order.carrier !== null && (
          <p className="pt-2 text-sm">
            {t("desk.order.carrier")} <bdi className="font-medium">{order.carrier.name}</bdi>{" "}
            <Reference>{order.carrier.reference}</Reference>
          </p>
        )}
      </div>
      <div className="grid gap-1 border-t border-line pt-3 text-sm text-ink-2">
        {payment.heldUntil !== null && (
          <p>
            {t("desk.order.held")}{" "}
            <DateTime at={payment.heldUntil} zone={business.zone} locale={locale} style="short" />
          </p>
        )}
        <a className="link py-1" href={to(`/orders/${order.trackingToken}`)}>
          {t("desk.order.follow")}
        </a>
      </div>
    </Card>
  )
}

async function Payments({ order }: Props) {
  const { t, locale, business } = await here()
  if (order.attempts.length === 0 && order.refunds.length === 0) return null
  return (
    <Card title={t("desk.order.attempts")}>
      <ul className="grid divide-y divide-line">
        {order.attempts.map((attempt) => (
          <li key={attempt.id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2">
            <span>
              {t("desk.order.payment.satim")}{" "}
              {attempt.reference !== null && <Reference className="text-sm text-ink-2">{attempt.reference}</Reference>}
            </span>
            <span className="text-sm text-ink-2">
              <DateTime at={attempt.startedAt} zone={business.zone} locale={locale} style="short" />
            </span>
            <span className="flex w-full justify-between gap-4">
              <span className="font-medium">{t(`desk.payments.${attempt.status}`)}</span>
              <Money value={attempt.amount} locale={locale} />
            </span>
          </li>
        ))}
        {order.refunds.map((refund) => (
          <li key={refund.id} className="flex flex-wrap justify-between gap-x-4 gap-y-2 py-2">
            <span>
              {t("desk.order.refunds")}: <span className="font-medium">{t(`desk.refunds.${refund.status}`)}</span>
            </span>
            <Money value={refund.amount} locale={locale} />
            {refund.canSettle && <RefundOutcome orderId={order.id} refundId={refund.id} />}
          </li>
        ))}
      </ul>
    </Card>
  )
}

type RefundProps = { readonly orderId: string; readonly refundId: string }

/** The gateway never answered: whoever asked the bank says what came of it. */
async function RefundOutcome({ orderId, refundId }: RefundProps) {
  const { t } = await here()
  return (
    <div className="unprinted grid w-full gap-2">
      <p className="text-sm text-ink-2">{t("desk.actions.settle_about")}</p>
      <div className="flex flex-wrap gap-2">
        {["done", "failed"].map((outcome) => (
          <ActionForm key={outcome} action={actOnOrder}>
            <input type="hidden" name="id" value={orderId} />
            <input type="hidden" name="action" value="settle" />
            <input type="hidden" name="refund" value={refundId} />
            <input type="hidden" name="outcome" value={outcome} />
            <SubmitButton kind="quiet" size="small" pending={t("desk.actions.pending")}>
              {t(`desk.actions.settle_${outcome}`)}
            </SubmitButton>
          </ActionForm>
        ))}
      </div>
    </div>
  )
}

async function Messages({ order }: Props) {
  const { t, to, locale, business } = await here()
  if (order.messages.length === 0) return null
  return (
    <Card title={t("desk.order.messages")}>
      <ul className="grid divide-y divide-line">
        {order.messages.map((message) => (
          <li key={message.id}>
            <a
              href={to(`/desk/messages/${message.id}`)}
              className="grid min-h-12 content-center gap-0.5 py-2 hover:underline"
            >
              <span className="font-medium">
                <bdi>{message.subject ?? message.body.slice(0, 80)}</bdi>
              </span>
              <span className="text-sm text-ink-2">
                {t(`desk.messages.statuses.${message.status}`)} ·{" "}
                <DateTime at={message.writtenAt} zone={business.zone} locale={locale} style="short" />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Card>
  )
}

async function Timeline({ order }: Props) {
  const { t, locale, business } = await here()
  return (
    <Card title={t("desk.order.timeline")}>
      <ol className="grid gap-3">
        {order.timeline.toReversed().map((entry) => (
          <li key={`${entry.at} ${entry.name}`} className="grid gap-0.5">
            <span>{eventWords(t, entry.name, entry.facts)}</span>
            <DateTime at={entry.at} zone={business.zone} locale={locale} style="short" className="text-xs text-ink-3" />
          </li>
        ))}
      </ol>
    </Card>
  )
}

async function Documents({ order }: Props) {
  const { t, apiTo } = await here()
  if (order.documents.length === 0) return null
  return (
    <Card title={t("desk.order.documents")}>
      <ul className="grid gap-1">
        {order.documents.map((document) => (
          <li key={document.id} className="flex min-h-12 items-center justify-between gap-4">
            <span>{t(`desk.documents.${document.kind}`)}</span>
            {document.isReady ? (
              <a className="link" href={apiTo(`/desk/documents/${document.id}`)}>
                <Reference>{document.number}</Reference>
              </a>
            ) : (
              <span className="text-sm text-ink-2">
                <Reference>{document.number}</Reference> {t("desk.order.preparing")}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
