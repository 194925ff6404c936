import type { Metadata } from "next"
import { formatDate, formatDateTime, formatRelativeDay, formatTime } from "#kernel/format.ts"
import {
  type Appointment,
  isToPay,
  type Standing,
  type Step,
  standingOf,
  stepsOf,
  tones,
} from "../../../../../appointment.ts"
import { apart, moneySaid } from "../../../../../booking-words.ts"
import { Chip } from "../../../../../components/chip.tsx"
import { LiveOrder } from "../../../../../components/live-order.tsx"
import { Page } from "../../../../../components/page.tsx"
import { Phone } from "../../../../../components/said.tsx"
import { Reference, Ticket } from "../../../../../components/ticket.tsx"
import { Timeline } from "../../../../../components/timeline.tsx"
import { type Here, here } from "../../../../../here.ts"
import { isolated } from "../../../../../words.ts"
import { PaymentResult } from "../../orders/[token]/payment-result.tsx"
import { Actions } from "./actions-list.tsx"
import { appointmentOf } from "./appointment-of.ts"
import { NextStep } from "./next-step.tsx"
import { Papers } from "./papers.tsx"
import { Particulars } from "./particulars.tsx"
import { Unreached } from "./unreached.tsx"

type Props = { readonly params: Promise<{ token: string }> }

/** Seconds after which a browser without scripts looks again. */
const againSeconds = 10

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t } = await here()
  const { number } = await appointmentOf((await params).token)
  return { title: t("web.visit.title_of", { number }), robots: { index: false } }
}

/** The appointment as its ticket: when, where it stands, what happened and what comes next. */
export default async function AppointmentPage({ params }: Props) {
  const at = await here()
  const { t, locale, business, apiTo } = at
  const { token } = await params
  const appointment = await appointmentOf(token)
  const standing = standingOf(appointment)
  const waits = isToPay(standing) || standing === "requested"

  return (
    <Page path={`/appointments/${token}`} width="narrow">
      <LiveOrder events={`${apiTo(`/appointments/${token}/events`)}?after=${appointment.seq}`} />
      {waits && (
        <noscript>
          <meta httpEquiv="refresh" content={String(againSeconds)} />
        </noscript>
      )}
      <p className="hidden text-sm print:block">
        <strong>{business.name}</strong> · {business.contacts.address}, {business.contacts.city} ·{" "}
        <Phone e164={business.contacts.phone} locale={locale} />
      </p>
      <Ticket stub={<Stub appointment={appointment} standing={standing} at={at} />}>
        <Timeline
          steps={stepsOf(appointment).map((step) => ({
            ...step,
            title: stepWords(step, appointment, t),
            when: step.at === null ? undefined : formatTime(step.at, locale, { zone: business.zone }),
            day: step.at === null ? undefined : formatDate(step.at, locale, { zone: business.zone, style: "short" }),
          }))}
          now={nowSaid({ appointment, standing, at })}
        />
      </Ticket>
      {appointment.isUnreached && <Unreached token={token} />}
      <NextStep appointment={appointment} standing={standing} token={token} />
      <Papers documents={appointment.documents} token={token} />
      <PaymentResult receipt={appointment.deposit?.receipt ?? null} token={token} />
      <Particulars appointment={appointment} token={token} />
      <Actions appointment={appointment} token={token} />
    </Page>
  )
}

type Told = { readonly appointment: Appointment; readonly standing: Standing; readonly at: Here }

function Stub({ appointment, standing, at }: Told) {
  const { t, locale } = at
  const { number, faultType, startsAt, endsAt, zone } = appointment
  const time = (when: string) => formatTime(when, locale, { zone })
  const isOff = standing === "cancelled" || standing === "expired"
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="label">
          {t("web.visit.label")} <Reference className="text-sm text-ink">{number}</Reference>
        </p>
        <Chip tone={tones[standing]}>{t(`web.visit.standings.${standing}`)}</Chip>
      </div>
      <h1 className={`grid gap-1 font-semibold ${isOff ? "text-ink-3 line-through decoration-1" : ""}`}>
        <span className="block text-lg first-letter:uppercase">
          {formatDate(startsAt, locale, { zone, style: "day" })}
        </span>
        <span className="num text-xl">{t("web.hours.span", { from: time(startsAt), to: time(endsAt) })}</span>
      </h1>
      <p className="font-medium">{faultType.name}</p>
      <p className="text-ink-2" aria-live="polite">
        {nextWords({ appointment, standing, at })}
      </p>
    </div>
  )
}

/** Beside the step that is waited for: a visit has its day, everything else is on its way. */
function nowSaid({ appointment, standing, at: { t, locale } }: Told): string {
  const { startsAt, zone } = appointment
  return standing === "confirmed" ? formatRelativeDay(startsAt, locale, { zone, now: Date.now() }) : t("web.visit.now")
}

/** Who has a seat comes to us: what happens then is called otherwise. */
function stepWords({ name, state }: Step, { seats }: Appointment, t: Here["t"]): string {
  const isHere = seats !== null && (name === "visit" || name === "done")
  if (isHere) return t(state === "done" ? "web.sessions.over" : `web.sessions.to_come.${name}`)
  return t(state === "done" ? `web.visit.steps.${name}` : `web.visit.to_come.${name}`)
}

/** What comes next and by when, in one sentence. */
function nextWords({ appointment, standing, at }: Told): string {
  const { t, locale, business } = at
  const { deposit, technician, lateMinutes, startsAt, zone, timeline, lateFee } = appointment
  if (appointment.seats !== null && standing === "confirmed") {
    return t("web.sessions.confirmed", { seats: appointment.seats })
  }
  const until = deposit?.payUntil ?? null
  const { code = "", feeMinor = 0 } = timeline.findLast(({ name }) => name === "appointment.cancelled")?.facts ?? {}
  return t(`web.visit.next.${standing}`, {
    code: String(code),
    fee: feeMinor === 0 ? "no" : moneySaid({ ...lateFee, amount: Number(feeMinor) }, at),
    held: until === null ? "no" : "yes",
    time: until === null ? "" : isolated(formatTime(until, locale, { zone })),
    hasTechnician: technician === null ? "no" : "yes",
    technician: technician === null ? "" : apart(technician),
    when: formatDateTime(startsAt, locale, { zone, style: "day" }),
    late: lateMinutes ?? 0,
    business: business.name,
  })
}
