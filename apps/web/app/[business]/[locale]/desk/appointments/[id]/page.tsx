import type { Metadata } from "next"
import { endpoints as board } from "#modules/booking/contract-board.ts"
import { endpoints } from "#modules/booking/contract-desk.ts"
import { api } from "../../../../../../api.ts"
import { Moved } from "../../../../../../components/desk/calendar/moved.tsx"
import { Shell } from "../../../../../../components/desk/shell.tsx"
import type { Moves } from "../../../../../../components/desk/visit/visit-actions.tsx"
import { type Visit, VisitDetail } from "../../../../../../components/desk/visit/visit-detail.tsx"
import { bookingHere } from "../../../../../../here.ts"
import { needed } from "../../../../../../needed.ts"
import { memberHere } from "../../../../../../staff.ts"
import { signOut } from "../../actions.ts"

type Props = {
  readonly params: Promise<{ id: string }>
  readonly searchParams: Promise<{ readonly [name in "done" | "moved" | "was" | "whose"]?: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await bookingHere()
  return { title: t("desk.visit.kind"), robots: { index: false } }
}

export default async function Appointment({ params, searchParams }: Props) {
  const [{ id }, { done, moved, was, whose }] = [await params, await searchParams]
  const path = `/desk/appointments/${id}`
  const who = await memberHere(path)
  const { t, to, locale, business } = await bookingHere()
  const visit = needed(await api(endpoints.showDeskAppointment, { params: { id }, query: { locale: locale.language } }))
  const day = Temporal.Instant.from(visit.startsAt).toZonedDateTimeISO(business.zone).toPlainDate()

  return (
    <Shell who={who} current="calendar" path={path} signOut={signOut}>
      <main className="grid w-full min-w-0 max-w-5xl grid-cols-[minmax(0,1fr)] content-start gap-4 overflow-y-auto p-4 desk:p-7">
        <a
          href={`${to("/desk/calendar")}?day=${day}`}
          className="unprinted link inline-flex min-h-12 w-fit items-center text-sm font-medium wide:min-h-0"
        >
          {t("desk.visit.back")}
        </a>
        {moved !== undefined && <Moved id={id} was={was} whose={whose} back={path} />}
        <VisitDetail visit={visit} moves={await movesOf(visit, day)} did={done} />
      </main>
    </Shell>
  )
}

/** The days around a visit in which it could be; none for one that cannot move. */
async function movesOf({ id, can }: Visit, day: Temporal.PlainDate): Promise<Moves> {
  if (!can.includes("move")) return { slots: [], names: {} }
  const from = day.toString()
  const [found, { technicians }] = await Promise.all([
    api(board.findMoves, { params: { id }, query: { from, days: 14 } }),
    api(board.showCalendar, { query: { from, days: 1 } }).then(needed),
  ])
  const names = Object.fromEntries(technicians.map((person) => [person.id, person.name]))
  return { slots: found.ok ? found.value.slots : [], names }
}
