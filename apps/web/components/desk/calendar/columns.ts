import type { Answered } from "#kernel/contract.ts"
import { formatDay, formatTime, type Locale } from "#kernel/format.ts"
import type { Words } from "#kernel/words.ts"
import type { endpoints } from "#modules/booking/contract-board.ts"
import type { Block, Column, Span } from "./geometry.ts"

export type Board = Answered<typeof endpoints.showCalendar>
type Told = { readonly locale: Locale; readonly zone: string; readonly t: Words }
type Person = Board["technicians"][number]

const dayMinutes = 24 * 60

/** One column for each of these technicians on each of these days. */
export function columnsOf(
  board: Board,
  { days, people, ...told }: Told & { days: readonly string[]; people: readonly Person[] },
) {
  const isWeek = days.length > 1
  return days.flatMap((date) =>
    people.map(({ id, name, zones }): Column => {
      const key = keyOf(id, date)
      const work = board.work
        .filter((span) => span.technicianId === id && dateOf(span.startsAt, told.zone) === date)
        .map((span) => spanOf(span, { date, zone: told.zone }))
      const day = formatDay(Temporal.PlainDate.from(date), told.locale, "day")
      const [title, about] = isWeek ? [day, people.length > 1 ? name : ""] : [name, ""]
      return {
        key,
        technicianId: id,
        date,
        title,
        about,
        zones,
        work,
        closed: work.length > 0 ? null : reasonOf(board, { technicianId: id, date, ...told }),
        away: awayOn(board, { technicianId: id, date, ...told }),
      }
    }),
  )
}

type Day = Told & { readonly technicianId: string; readonly date: string }

function reasonOf(board: Board, { t, ...day }: Day): string {
  const holiday = board.holidays.find(({ date, works }) => date === day.date && !works)
  if (holiday !== undefined)
    return holiday.isEstimate ? t("desk.calendar.estimate", { name: holiday.name }) : holiday.name
  return awayOn(board, { t, ...day }).length > 0 ? "" : t("desk.calendar.off")
}

function awayOn({ absences }: Board, { technicianId, date, zone }: Day): Column["away"] {
  return absences
    .filter((absence) => absence.technicianId === technicianId)
    .map((absence) => ({ id: absence.id, ...spanOf(absence, { date, zone }) }))
    .filter(({ from, to }) => from < to)
}

const movable = ["requested", "confirmed"]

/** Everything that stands in the columns. A hold says that time is taken, and no name. */
export function blocksOf(board: Board, { locale, zone, t }: Told): Block[] {
  return board.appointments.flatMap((row): Block[] => {
    if (row.status === "cancelled" || row.status === "expired") return []
    const date = dateOf(row.startsAt, zone)
    const who = row.seats === null ? row.customerName : t("desk.calendar.seats", { ...row.seats })
    return [
      {
        ...{ id: row.id, column: keyOf(row.technicianId, date), zoneId: row.zoneId, status: row.status },
        ...spanOf(row, { date, zone }),
        blocked: spanOf({ startsAt: row.blockedFrom, endsAt: row.blockedTo }, { date, zone }),
        title: who ?? t("desk.calendar.hold"),
        time: formatTime(row.startsAt, locale, { zone }),
        about: [row.faultType, row.commune].filter((part) => part !== null).join(" · "),
        flag: flagOf(row, t),
        canMove: movable.includes(row.status) && row.number !== null,
        opens: row.number !== null,
      },
    ]
  })
}

function flagOf({ lateMinutes, isOverridden }: Board["appointments"][number], t: Words): string | null {
  if (lateMinutes !== null) return t("desk.calendar.late", { minutes: lateMinutes })
  return isOverridden ? t("desk.calendar.overridden") : null
}

export const keyOf = (technicianId: string, date: string) => `${technicianId} ${date}`

function dateOf(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** As minutes of one day, cut at its midnights. */
function spanOf(
  { startsAt, endsAt }: { startsAt: string; endsAt: string },
  { date, zone }: { date: string; zone: string },
): Span {
  const minute = (instant: string) => {
    const at = Temporal.Instant.from(instant).toZonedDateTimeISO(zone)
    const away = at.toPlainDate().since(Temporal.PlainDate.from(date)).days
    return Math.min(Math.max(away * dayMinutes + at.hour * 60 + at.minute, 0), dayMinutes)
  }
  return { from: minute(startsAt), to: minute(endsAt) }
}
