import type { Metadata } from "next"
import type { Answered } from "#kernel/contract.ts"
import { formatDateTime } from "#kernel/format.ts"
import { endpoints } from "#modules/booking/contract-board.ts"
import { api } from "../../../../../../api.ts"
import { Moved } from "../../../../../../components/desk/calendar/moved.tsx"
import { Card } from "../../../../../../components/desk/card.tsx"
import { Shell } from "../../../../../../components/desk/shell.tsx"
import { Empty } from "../../../../../../components/empty.tsx"
import { ActionForm } from "../../../../../../components/form.tsx"
import { DateTime } from "../../../../../../components/said.tsx"
import { SubmitButton } from "../../../../../../components/submit-button.tsx"
import { Reference } from "../../../../../../components/ticket.tsx"
import { bookingHere } from "../../../../../../here.ts"
import { needed } from "../../../../../../needed.ts"
import { memberHere } from "../../../../../../staff.ts"
import { signOut } from "../../actions.ts"
import { endAbsence, moveVisit } from "../../calendar/actions.ts"

type Props = {
  readonly params: Promise<{ id: string }>
  readonly searchParams: Promise<{ readonly [name in "moved" | "was" | "whose"]?: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await bookingHere()
  return { title: t("desk.visit.absence.title"), robots: { index: false } }
}

/** Somebody is away: each visit that stands in it, with the nearest free slots as buttons. */
export default async function Absence({ params, searchParams }: Props) {
  const [{ id }, { moved, was, whose }] = [await params, await searchParams]
  const path = `/desk/absences/${id}`
  const who = await memberHere(path)
  const { t, to, locale, business } = await bookingHere()
  const absence = needed(await api(endpoints.showAbsence, { params: { id } }))
  const day = absence.startsAt.slice(0, 10)
  const { technicians } = needed(await api(endpoints.showCalendar, { query: { from: day, days: 1 } }))
  const names = Object.fromEntries(technicians.map((person) => [person.id, person.name]))

  return (
    <Shell who={who} current="calendar" path={path} signOut={signOut}>
      <main className="grid w-full min-w-0 max-w-4xl grid-cols-[minmax(0,1fr)] content-start gap-4 overflow-y-auto p-4 desk:p-7">
        <a
          href={`${to("/desk/calendar")}?day=${day}`}
          className="link inline-flex min-h-12 w-fit items-center text-sm font-medium wide:min-h-0"
        >
          {t("desk.visit.back")}
        </a>
        <h1 className="text-xl font-semibold">{t("desk.visit.absence.title")}</h1>
        <p className="text-ink-2">
          <bdi>{names[absence.technicianId]}</bdi> ·{" "}
          <DateTime at={absence.startsAt} zone={business.zone} locale={locale} /> –{" "}
          <DateTime at={absence.endsAt} zone={business.zone} locale={locale} />
        </p>
        {moved !== undefined && <Moved id={moved} was={was} whose={whose} back={path} />}
        {absence.visits.length === 0 && <Empty title={t("desk.visit.absence.none")} />}
        {absence.visits.map((visit) => (
          <Stranded key={visit.id} visit={visit} names={names} back={path} />
        ))}
        <ActionForm action={endAbsence}>
          <input type="hidden" name="id" value={id} />
          <SubmitButton size="small" pending={t("desk.visit.actions.pending")}>
            {t("desk.visit.absence.end")}
          </SubmitButton>
        </ActionForm>
      </main>
    </Shell>
  )
}

type StrandedProps = {
  readonly visit: Answered<typeof endpoints.showAbsence>["visits"][number]
  readonly names: { readonly [technicianId: string]: string }
  readonly back: string
}

async function Stranded({ visit, names, back }: StrandedProps) {
  const { t, to, locale, business } = await bookingHere()
  return (
    <Card>
      <div className="flex flex-wrap justify-between gap-3">
        <a href={to(`/desk/appointments/${visit.id}`)} data-row className="link font-semibold">
          <bdi>{visit.customerName}</bdi>
        </a>
        <Reference className="text-sm text-ink-2">{visit.number}</Reference>
      </div>
      <p>
        <DateTime at={visit.startsAt} zone={business.zone} locale={locale} style="full" />
      </p>
      {visit.proposals.length === 0 && <p className="text-sm text-ink-2">{t("desk.visit.absence.no_slot")}</p>}
      <ul className="flex flex-wrap gap-2">
        {visit.proposals.map(({ startsAt, technicianId }) => (
          <li key={`${startsAt} ${technicianId}`}>
            <ActionForm action={moveVisit}>
              <input type="hidden" name="id" value={visit.id} />
              <input type="hidden" name="slot" value={`${startsAt}|${technicianId}`} />
              <input type="hidden" name="back" value={back} />
              <SubmitButton size="small" pending={t("desk.visit.actions.pending")}>
                {formatDateTime(startsAt, locale, { zone: business.zone, style: "day" })} · {names[technicianId]}
              </SubmitButton>
            </ActionForm>
          </li>
        ))}
      </ul>
    </Card>
  )
}
