import type { Answered } from "#kernel/contract.ts"
import type { endpoints } from "#modules/booking/contract.ts"

export type FaultType = Answered<typeof endpoints.listFaultTypes>["items"][number]
export type SlotList = Answered<typeof endpoints.findSlots>
export type Slot = SlotList["slots"][number]
export type Reason = SlotList["days"][number]["reason"]

/** One cell of the days: its free times, or why there is none. */
export type BookingDay = {
  /** `2026-11-22`, on the calendar of the business. */
  readonly date: string
  readonly slots: readonly Slot[]
  readonly reason: Reason | null
  /** Of the holiday. */
  readonly name: string | null
}

/** Two weeks: two rows of days, and what one search asks for. */
export const daysShown = 14
const noon = 12

type Span = { readonly from: string; readonly zone: string }

/** Every day of the search in order; one that the answer forgot counts as full, never as free. */
export function daysOf({ slots, days }: SlotList, { from, zone }: Span): BookingDay[] {
  const byDate = Map.groupBy(slots, ({ startsAt }) => dateAt(startsAt, zone))
  return Array.from({ length: daysShown }, (_, index) => {
    const date = laterDate(from, index)
    const free = byDate.get(date) ?? []
    const empty = days.find((day) => day.date === date)
    return { date, slots: free, reason: free.length > 0 ? null : (empty?.reason ?? "full"), name: empty?.name ?? null }
  })
}

/** The day that is open first: the one asked for, or else the first that has a free time. */
export function openDay(days: readonly BookingDay[], wanted: string | undefined): BookingDay | undefined {
  return days.find(({ date }) => date === wanted) ?? days.find(({ slots }) => slots.length > 0) ?? days.find(() => true)
}

/** Free times of a day before noon and after, on the wall clock. */
export function halvesOf(
  slots: readonly Slot[],
  zone: string,
): { morning: readonly Slot[]; afternoon: readonly Slot[] } {
  const isMorning = ({ startsAt }: Slot) => clockAt(startsAt, zone).hour < noon
  return { morning: slots.filter(isMorning), afternoon: slots.filter((slot) => !isMorning(slot)) }
}

const isoDate = /^\d{4}-\d{2}-\d{2}$/

/** The day that an address asks for, when it is one and not over; otherwise today. */
export function firstDay(asked: string | undefined, today: string): string {
  if (asked === undefined || !isoDate.test(asked) || !isDate(asked) || asked < today) return today
  return asked
}

function isDate(text: string): boolean {
  return !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)
}

export function laterDate(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

export function dateAt(at: string | number, zone: string): string {
  return clockAt(at, zone).toPlainDate().toString()
}

function clockAt(at: string | number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(typeof at === "number" ? at : Date.parse(at)).toZonedDateTimeISO(zone)
}

/** Until when cancelling costs nothing. */
export function freeUntil(startsAt: string, { cutoffMinutes }: Pick<FaultType, "cutoffMinutes">): string {
  return new Date(Date.parse(startsAt) - cutoffMinutes * 60_000).toISOString()
}
