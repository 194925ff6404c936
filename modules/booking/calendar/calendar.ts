import { ICalAlarmType, ICalCalendar, ICalCalendarMethod, ICalEventStatus } from "ical-generator"
import { timeZone } from "./zone.ts"

/** An appointment as a calendar knows it. `uid` never changes; `sequence` counts what the calendar must hear of. */
export type Entry = {
  readonly uid: string
  readonly sequence: number
  readonly status: "tentative" | "confirmed" | "cancelled"
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  /** IANA. */
  readonly zone: string
  readonly summary: string
  readonly description: string
  readonly location: string
  readonly url: string | null
  readonly organizer: { readonly name: string; readonly email: string }
  /** Without an address the customer is named by phone (RFC 3966). */
  readonly attendee: { readonly name: string; readonly email: string | null; readonly phone: string } | null
  /** Minutes before the visit. */
  readonly alarmMinutes: number | null
  /** When this was written: of two with the same sequence, a calendar believes the later. */
  readonly writtenAt: Temporal.Instant
}

const statuses = {
  tentative: ICalEventStatus.TENTATIVE,
  confirmed: ICalEventStatus.CONFIRMED,
  cancelled: ICalEventStatus.CANCELLED,
} as const satisfies Record<Entry["status"], ICalEventStatus>

/** One appointment to keep, change or take out (RFC 5546 REQUEST and CANCEL). */
export function invitation(entry: Entry): string {
  const isOver = entry.status === "cancelled"
  return written([entry], { method: isOver ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST })
}

/** Appointments to look at (PUBLISH), asked for again every quarter of an hour. */
export function feed(entries: readonly Entry[], { name }: { readonly name: string }): string {
  return written(entries, { method: ICalCalendarMethod.PUBLISH, name, ttl: 15 * 60 })
}

type Heading = { readonly method: ICalCalendarMethod; readonly name?: string; readonly ttl?: number }

function written(entries: readonly Entry[], heading: Heading): string {
  const calendar = new ICalCalendar({ ...heading, prodId: { company: "Guichet", product: "Guichet" } })
  calendar.timezone({ name: null, generator: (zone) => timeZone(zone, spanOf(entries)) })
  for (const entry of entries) add(calendar, entry)
  // The library writes every attendee as a mail address; a phone number is one of its own.
  return `${calendar.toString().replaceAll(/MAILTO:(?=(?:\r\n )?t(?:\r\n )?e(?:\r\n )?l(?:\r\n )?:)/gi, "")}\r\n`
}

function spanOf(entries: readonly Entry[]) {
  const starts = entries.map(({ startsAt }) => startsAt).toSorted(Temporal.Instant.compare)
  const ends = entries.map(({ endsAt }) => endsAt).toSorted(Temporal.Instant.compare)
  const [from, to] = [starts[0], ends.at(-1)]
  if (from === undefined || to === undefined) throw new Error("an empty calendar asks for no zone")
  return { from, to }
}

function add(calendar: ICalCalendar, entry: Entry): void {
  const { uid, sequence, status, startsAt, endsAt, zone, organizer, attendee, alarmMinutes, url, writtenAt } = entry
  const event = calendar.createEvent({
    id: uid,
    sequence,
    status: statuses[status],
    start: startsAt.toZonedDateTimeISO(zone),
    end: endsAt.toZonedDateTimeISO(zone),
    timezone: zone,
    stamp: writtenAt.toZonedDateTimeISO("UTC"),
    lastModified: writtenAt.toZonedDateTimeISO("UTC"),
    summary: entry.summary,
    description: entry.description,
    location: entry.location,
    organizer,
    url,
  })
  if (attendee !== null) {
    event.createAttendee({ name: attendee.name, email: attendee.email ?? `tel:${attendee.phone}`, rsvp: false })
  }
  if (alarmMinutes !== null && status !== "cancelled") {
    event.createAlarm({ type: ICalAlarmType.display, trigger: alarmMinutes * 60, description: entry.summary })
  }
}
