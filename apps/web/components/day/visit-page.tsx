"use client"

import { ChevronLeft, MapPin, MessageCircle, Phone } from "lucide-react"
import { formatDate, formatTime } from "#kernel/format.ts"
import type { Day, Deed, Sending, ShownVisit } from "../../day/day.ts"
import { Button, ButtonLink } from "../button.tsx"
import { Chip } from "../chip.tsx"
import { Money } from "../said.tsx"
import { Reference, Ticket } from "../ticket.tsx"
import { Closing } from "./closing.tsx"
import { Parts } from "./parts.tsx"
import { Photos } from "./photos.tsx"
import { Report } from "./report.tsx"
import { useSpoken } from "./spoken.tsx"
import { standingOf } from "./visit-list.tsx"

export type VisitProps = {
  readonly visit: ShownVisit
  readonly day: Day
  readonly sendings: readonly Sending[]
  readonly act: (deed: Deed) => Promise<void>
}

/** One visit, from the door to the invoice; what comes next is the only filled button. */
export function VisitPage(props: VisitProps) {
  const { visit, act } = props
  const { w } = useSpoken()
  const isOpen = visit.status === "confirmed"
  const isUnderWay = isOpen && visit.startedAt !== null
  return (
    <article data-open={visit.number} className="grid gap-4">
      <a href="#visits" className="flex min-h-12 items-center gap-1 font-medium text-ink-2">
        <ChevronLeft size={20} aria-hidden className="points" /> {w.back}
      </a>
      <Who visit={visit} />
      {isOpen && !isUnderWay && (
        <Button
          type="button"
          kind="primary"
          wide
          className="min-h-16 text-lg"
          onClick={() => void act({ kind: "start" })}
        >
          {w.start}
        </Button>
      )}
      <History visit={visit} />
      <Photos {...props} />
      {(isUnderWay || visit.parts.length > 0) && <Parts {...props} />}
      {isUnderWay && <Report key={visit.id} {...props} />}
      {visit.startedAt !== null && <Closing {...props} />}
    </article>
  )
}

function Who({ visit }: { readonly visit: ShownVisit }) {
  const { w, locale, zone } = useSpoken()
  const { tone, word } = standingOf(visit)
  const place = [visit.address, visit.commune].filter((line) => line !== "").join(", ")
  const big = "min-h-14 flex-col gap-1 px-2 text-sm"
  return (
    <Ticket
      stub={
        <div className="grid gap-3">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <Reference className="text-sm text-ink-2">{visit.number}</Reference>
            <Chip tone={tone}>{w[word]}</Chip>
          </div>
          <h1 className="text-lg font-semibold">
            <bdi>{visit.customer.name}</bdi>
          </h1>
          <p className="num font-medium">
            <bdi>{formatTime(visit.startsAt, locale, { zone })}</bdi> –{" "}
            <bdi>{formatTime(visit.endsAt, locale, { zone })}</bdi>
            {" · "}
            {visit.faultType}
          </p>
          <div className="grid grid-cols-3 gap-2">
            <ButtonLink href={`tel:${visit.customer.phone}`} className={big}>
              <Phone size={20} aria-hidden /> {w.call}
            </ButtonLink>
            <ButtonLink
              href={`https://wa.me/${visit.customer.phone.slice(1)}`}
              rel="noreferrer"
              target="_blank"
              className={big}
            >
              <MessageCircle size={20} aria-hidden /> {w.whatsapp}
            </ButtonLink>
            <ButtonLink
              href={`https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(place)}`}
              rel="noreferrer"
              target="_blank"
              className={big}
            >
              <MapPin size={20} aria-hidden /> {w.navigate}
            </ButtonLink>
          </div>
        </div>
      }
    >
      <dl className="grid gap-3">
        <div>
          {[visit.address, visit.commune].map((line) => (
            <dd key={line}>
              <bdi>{line}</bdi>
            </dd>
          ))}
          {visit.landmark !== "" && (
            <dd className="text-ink-2">
              <bdi>{visit.landmark}</bdi>
            </dd>
          )}
        </div>
        {visit.boiler !== null && <Fact label={w.boiler}>{visit.boiler}</Fact>}
        {visit.notes !== "" && <Fact label={w.notes}>{visit.notes}</Fact>}
        {visit.lateMinutes !== null && <Fact label={w.late}>{String(visit.lateMinutes)}</Fact>}
        {visit.totals.deposit.amount > 0 && (
          <div>
            <dt className="label">{w.deposit}</dt>
            <dd>
              <Money value={visit.totals.deposit} locale={locale} />
            </dd>
          </div>
        )}
        {visit.startedAt !== null && (
          <Fact label={visit.finishedAt === null ? w.started : w.finished}>
            {formatTime(visit.finishedAt ?? visit.startedAt, locale, { zone })}
          </Fact>
        )}
      </dl>
    </Ticket>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: string }) {
  return (
    <div>
      <dt className="label">{label}</dt>
      <dd className="whitespace-pre-line">
        <bdi>{children}</bdi>
      </dd>
    </div>
  )
}

function History({ visit }: { readonly visit: ShownVisit }) {
  const { w, locale, zone } = useSpoken()
  if (visit.history.length === 0) return <p className="px-1 text-sm text-ink-2">{w.no_history}</p>
  return (
    <details className="rounded-m border border-line bg-card">
      <summary className="flex min-h-14 items-center justify-between px-4 font-medium">
        {w.history} <span className="num text-ink-3">{visit.history.length}</span>
      </summary>
      <ul className="grid divide-y divide-line border-t border-line">
        {visit.history.map((past) => (
          <li key={past.startsAt} className="grid gap-1 px-4 py-3">
            <span className="text-sm font-medium">
              <bdi>{formatDate(past.startsAt, locale, { zone })}</bdi> · {past.faultType}
            </span>
            {past.workDone !== null && <bdi className="whitespace-pre-line">{past.workDone}</bdi>}
            {past.parts.length > 0 && <span className="text-sm text-ink-2">{past.parts.join(" · ")}</span>}
          </li>
        ))}
      </ul>
    </details>
  )
}
