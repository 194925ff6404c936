import type { Answered } from "#kernel/contract.ts"
import type { endpoints } from "#modules/booking/contract-desk.ts"
import { actOnVisit } from "../../../app/[business]/[locale]/desk/appointments/actions.ts"
import { here } from "../../../here.ts"
import { Notice } from "../../notice.tsx"
import { DateTime, Money, Phone } from "../../said.tsx"
import { Reference } from "../../ticket.tsx"
import { VisitChip } from "../calendar/visit-chip.tsx"
import { Card } from "../card.tsx"
import { eventWords } from "../said-at-desk.ts"
import { Tasks } from "../tasks.tsx"
import { type Moves, VisitActions } from "./visit-actions.tsx"

export type Visit = Answered<typeof endpoints.showDeskAppointment>
type Props = { readonly visit: Visit }

const done = ["book", "approve", "refuse", "cancel", "miss"]

type DetailProps = Props & { readonly moves: Moves; readonly did: string | undefined }

/** One appointment for the desk: when and who, the next step, where, and what happened. */
export async function VisitDetail({ visit, moves, did }: DetailProps) {
  const { t } = await here()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      {did !== undefined && done.includes(did) && <Notice tone="good">{t(`desk.visit.done.${did}`)}</Notice>}
      <Tasks id={visit.id} tasks={visit.tasks} action={actOnVisit} />
      <Head visit={visit} />
      <VisitActions visit={visit} moves={moves} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 wide:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-5">
          <When visit={visit} />
          <Photos visit={visit} />
          <Messages visit={visit} />
        </div>
        <div className="grid gap-5">
          <Person visit={visit} />
          <Documents visit={visit} />
          <Events visit={visit} />
        </div>
      </div>
    </div>
  )
}

async function Head({ visit }: Props) {
  const { t, business, locale } = await here()
  return (
    <header className="flex flex-wrap items-start justify-between gap-3">
      <div className="grid gap-1">
        <p className="label">{t("desk.visit.kind")}</p>
        <h1 className="text-xl font-semibold">
          <Reference>{visit.number}</Reference>
        </h1>
        <p className="text-ink-2">
          <bdi>{visit.customer.name}</bdi> ·{" "}
          <DateTime at={visit.startsAt} zone={business.zone} locale={locale} style="full" />
        </p>
      </div>
      <VisitChip status={visit.status} />
    </header>
  )
}

async function When({ visit }: Props) {
  const { t, locale } = await here()
  const rows = [
    { name: "technician", value: <bdi>{visit.technician?.name ?? t("desk.visit.nobody")}</bdi> },
    {
      name: "place",
      value: <bdi>{[visit.address, visit.landmark, visit.commune].filter((part) => part !== "").join(", ")}</bdi>,
    },
    {
      name: "price",
      value: visit.price === null ? t("desk.visit.quote") : <Money value={visit.price} locale={locale} />,
    },
    ...(visit.deposit === null
      ? []
      : [{ name: "deposit", value: <Money value={visit.deposit.amount} locale={locale} /> }]),
    ...(visit.boiler === null ? [] : [{ name: "boiler", value: <bdi>{visit.boiler}</bdi> }]),
    ...(visit.notes === "" ? [] : [{ name: "notes", value: <bdi className="whitespace-pre-line">{visit.notes}</bdi> }]),
  ]
  return (
    <Card title={visit.faultType}>
      <dl className="grid items-baseline gap-x-4 gap-y-1 wide:grid-cols-[8rem_1fr] wide:gap-y-2">
        {rows.map(({ name, value }) => (
          <div key={name} className="contents">
            <dt className="text-sm text-ink-2">{t(`desk.visit.${name}`)}</dt>
            <dd className="max-wide:pb-1">{value}</dd>
          </div>
        ))}
      </dl>
      {visit.overrideReason !== null && (
        <p className="text-sm text-ink-2">{t("desk.visit.overridden", { reason: visit.overrideReason })}</p>
      )}
    </Card>
  )
}

async function Photos({ visit }: Props) {
  const { t, apiTo } = await here()
  if (visit.photos.length === 0) return null
  return (
    <Card title={t("desk.visit.photos")}>
      <ul className="grid grid-cols-3 gap-2">
        {visit.photos.map((photo, index) => {
          const address = apiTo(`/desk/appointments/${visit.id}/photos/${photo.id}`)
          return (
            <li key={photo.id}>
              <a href={address} className="block overflow-hidden rounded-s border border-line">
                {/* biome-ignore lint/performance/noImgElement: private, already small, and from our own API. */}
                <img
                  src={`${address}?size=thumb`}
                  alt={t("desk.visit.photo", { n: index + 1 })}
                  width={photo.width}
                  height={photo.height}
                  loading="lazy"
                  className="aspect-square h-auto w-full object-cover"
                />
              </a>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

async function Person({ visit: { customer, trackingToken } }: Props) {
  const { t, to, locale } = await here()
  return (
    <Card title={t("desk.visit.customer")}>
      <p className="font-medium">
        <bdi>{customer.name}</bdi>
      </p>
      <Phone e164={customer.phone} locale={locale} />
      {customer.email !== null && (
        <a href={`mailto:${customer.email}`} className="link">
          <bdi>{customer.email}</bdi>
        </a>
      )}
      <p className="text-sm text-ink-2">
        {t("desk.visit.visits", { count: customer.visits })}
        {customer.missed > 0 && (
          <span className="font-medium text-bad"> · {t("desk.visit.missed", { count: customer.missed })}</span>
        )}
      </p>
      <a href={to(`/appointments/${trackingToken}`)} className="link text-sm">
        {t("desk.visit.follow")}
      </a>
    </Card>
  )
}

async function Documents({ visit: { documents } }: Props) {
  const { t, apiTo } = await here()
  if (documents.length === 0) return null
  return (
    <Card title={t("desk.visit.documents")}>
      <ul className="grid gap-1">
        {documents.map((document) => (
          <li key={document.id}>
            <a href={apiTo(`/desk/documents/${document.id}`)} className="link">
              <Reference>{document.number}</Reference>
            </a>
            {!document.isReady && <span className="text-sm text-ink-2"> {t("desk.visit.preparing")}</span>}
          </li>
        ))}
      </ul>
    </Card>
  )
}

async function Messages({ visit: { messages } }: Props) {
  const { t, business, locale } = await here()
  if (messages.length === 0) return null
  return (
    <Card title={t("desk.visit.messages")}>
      <ul className="grid divide-y divide-line">
        {messages.map((message) => (
          <li key={message.id} className="grid gap-1 py-2">
            <p className="flex flex-wrap justify-between gap-x-3 text-xs text-ink-2">
              <span>{t(`desk.visit.channels.${message.channel}`)}</span>
              <DateTime at={message.writtenAt} zone={business.zone} locale={locale} style="short" />
            </p>
            {message.subject !== null && (
              <p className="font-medium">
                <bdi>{message.subject}</bdi>
              </p>
            )}
            <p className="text-sm whitespace-pre-line wrap-anywhere">
              <bdi>{message.body}</bdi>
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}

async function Events({ visit: { timeline } }: Props) {
  const { t, business, locale } = await here()
  return (
    <Card title={t("desk.visit.timeline")}>
      <ol className="grid gap-2">
        {timeline.map((entry) => (
          <li key={`${entry.at} ${entry.name}`} className="grid">
            <span className="text-sm">{eventWords(t, entry.name, entry.facts)}</span>
            <DateTime at={entry.at} zone={business.zone} locale={locale} style="short" className="text-xs text-ink-2" />
          </li>
        ))}
      </ol>
    </Card>
  )
}
