import type { Metadata } from "next"
import { formatTime, type Locale } from "#kernel/format.ts"
import { endpoints } from "#modules/booking/contract-board.ts"
import { api } from "../../../../../api.ts"
import { AbsenceForm } from "../../../../../components/desk/calendar/absence-form.tsx"
import { Agenda } from "../../../../../components/desk/calendar/agenda.tsx"
import { blocksOf, columnsOf } from "../../../../../components/desk/calendar/columns.ts"
import { stepMinutes } from "../../../../../components/desk/calendar/geometry.ts"
import { Grid } from "../../../../../components/desk/calendar/grid.tsx"
import { type Asked, type Looked, lookedAt, searchOf } from "../../../../../components/desk/calendar/looked.ts"
import { Moved } from "../../../../../components/desk/calendar/moved.tsx"
import { Toolbar, titleOf } from "../../../../../components/desk/calendar/toolbar.tsx"
import { Shell } from "../../../../../components/desk/shell.tsx"
import { bookingHere } from "../../../../../here.ts"
import { needed } from "../../../../../needed.ts"
import { memberHere } from "../../../../../staff.ts"
import { signOut } from "../actions.ts"
import { moveVisit } from "./actions.ts"

type Search = Asked & { readonly [name in "moved" | "was" | "whose"]?: string }

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await bookingHere()
  return { title: t("desk.calendar.title"), robots: { index: false } }
}

/** Days side by side: everybody's day, or one technician's week. */
export default async function Calendar({ searchParams }: { readonly searchParams: Promise<Search> }) {
  const { moved, was, whose, ...asked } = await searchParams
  const who = await memberHere("/desk/calendar")
  const { t, to, locale, business } = await bookingHere()
  const clock = Temporal.Now.zonedDateTimeISO(business.zone)
  const wanted = lookedAt(asked, { country: business.country, today: clock.toPlainDate().toString() })
  const { days, technician, zone } = wanted
  const from = days[0] ?? wanted.day
  const board = needed(
    await api(endpoints.showCalendar, {
      query: { from, days: days.length, technician, zone, locale: locale.language },
    }),
  )
  const told = { locale, zone: business.zone, t }
  const looked = { ...wanted, technician: shown(wanted, board.technicians) }
  const people = board.technicians.filter((person) => isChosen(person, looked))
  const [columns, blocks] = [columnsOf(board, { ...told, days, people }), blocksOf(board, told)]
  const path = `/desk/calendar${searchOf(looked)}`

  return (
    <Shell who={who} current="calendar" path={path} signOut={signOut}>
      <main className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-4 p-4 desk:grid-rows-[auto_minmax(0,1fr)] desk:content-stretch desk:px-6 desk:py-5">
        <div className="grid gap-4">
          <Toolbar looked={looked} board={board} isOffice={who.role !== "technician"}>
            {who.role !== "technician" && <AbsenceForm board={board} day={looked.day} />}
          </Toolbar>
          {moved !== undefined && <Moved id={moved} was={was} whose={whose} back={path} />}
        </div>
        <div className="hidden min-h-0 wide:block print:hidden">
          <Grid
            columns={columns}
            blocks={blocks.filter(({ column }) => columns.some(({ key }) => key === column))}
            pages={{ visits: to("/desk/appointments"), absences: to("/desk/absences") }}
            back={path}
            now={{ date: looked.today, minute: clock.hour * 60 + clock.minute }}
            times={timesOf(locale)}
            words={gridWords(t)}
            move={moveVisit}
          />
        </div>
        <div className="wide:hidden print:block">
          <Agenda title={titleOf(looked, locale)} columns={columns} blocks={blocks} />
        </div>
      </main>
    </Shell>
  )
}

type Person = { readonly id: string; readonly zones: readonly string[] }

/** Whose calendar: a week is one technician's, the first who serves the zone when none is chosen. */
function shown({ view, technician, zone }: Looked, all: readonly Person[]): string | undefined {
  if (technician !== undefined || view === "day") return technician
  return all.find(({ zones }) => zone === undefined || zones.includes(zone))?.id
}

function isChosen({ id, zones }: Person, { technician, zone }: Looked): boolean {
  if (technician !== undefined) return id === technician
  return zone === undefined || zones.includes(zone)
}

/** Each quarter of an hour as people read it. */
function timesOf(locale: Locale): string[] {
  const quarters = (24 * 60) / stepMinutes
  return Array.from({ length: quarters + 1 }, (_, n) => formatTime(n * stepMinutes * 60_000, locale, { zone: "UTC" }))
}

function gridWords(t: (key: string) => string) {
  const word = (name: string) => t(`desk.calendar.move.${name}`)
  return {
    ...{ free: word("free"), overlap: word("overlap"), outside: word("outside"), keys: word("keys") },
    ...{ hint: t("desk.calendar.hint"), away: t("desk.calendar.away") },
    ...{ reason: word("reason"), move: word("move"), cancel: word("cancel"), pending: word("pending") },
  }
}
