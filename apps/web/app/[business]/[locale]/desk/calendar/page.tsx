import type { Metadata } from "next"
import { formatTime, type Locale } from "#kernel/format.ts"
import { endpoints } from "#modules/booking/contract-board.ts"
import { api } from "../../../../../api.ts"
import { AbsenceForm } from "../../../../../components/desk/calendar/absence-form.tsx"
import { Agenda } from "../../../../../components/desk/calendar/agenda.tsx"
import { blocksOf, columnsOf } from "../../../../../components/desk/calendar/columns.ts"
import { stepMinutes } from "../../../../../components/desk/calendar/geometry.ts"
import { Grid } from "../../../../../components/desk/calendar/grid.tsx"
import { type Asked, lookedAt, searchOf } from "../../../../../components/desk/calendar/looked.ts"
import { Moved } from "../../../../../components/desk/calendar/moved.tsx"
import { Toolbar } from "../../../../../components/desk/calendar/toolbar.tsx"
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
  const looked = lookedAt(asked, { country: business.country, today: clock.toPlainDate().toString() })
  const { days, technician, zone } = looked
  const from = days[0] ?? looked.day
  const board = needed(
    await api(endpoints.showCalendar, {
      query: { from, days: days.length, technician, zone, locale: locale.language },
    }),
  )
  const told = { locale, zone: business.zone, t }
  const people = board.technicians.filter((person) => chosen(person, looked, board.technicians))
  const [columns, blocks] = [columnsOf(board, { ...told, days, people }), blocksOf(board, told)]
  const path = `/desk/calendar${searchOf(looked)}`

  return (
    <Shell who={who} current="calendar" path={path} signOut={signOut}>
      <main className="grid min-w-0 content-start gap-4 overflow-y-auto p-4 desk:p-6">
        <Toolbar looked={looked} board={board} />
        {moved !== undefined && <Moved id={moved} was={was} whose={whose} back={path} />}
        <div className="hidden wide:block print:hidden">
          <Grid
            columns={columns}
            blocks={blocks.filter(({ column }) => columns.some(({ key }) => key === column))}
            visits={to("/desk/appointments")}
            back={path}
            now={{ date: looked.today, minute: clock.hour * 60 + clock.minute }}
            times={timesOf(locale)}
            words={gridWords(t)}
            move={moveVisit}
          />
          <p className="scripted hidden pt-2 text-xs text-ink-3 desk:block">{t("desk.calendar.hint")}</p>
        </div>
        <div className="wide:hidden print:block">
          <Agenda columns={columns} blocks={blocks} />
        </div>
        {who.role !== "technician" && <AbsenceForm board={board} day={looked.day} />}
      </main>
    </Shell>
  )
}

type Person = { readonly id: string; readonly zones: readonly string[] }

/** A week shows one technician, the first when none is chosen; a day shows all who serve the zone. */
function chosen(
  { id, zones }: Person,
  { view, technician, zone }: ReturnType<typeof lookedAt>,
  all: readonly Person[],
): boolean {
  if (technician !== undefined) return id === technician
  if (view === "week") return id === all.find((person) => zone === undefined || person.zones.includes(zone))?.id
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
    ...{ reason: word("reason"), move: word("move"), cancel: word("cancel"), pending: word("pending") },
  }
}
