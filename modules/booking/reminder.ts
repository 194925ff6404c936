import { isPast } from "#kernel/time.ts"
import type { AppointmentStatus } from "./appointment.ts"

export const reminders = ["day", "hours"] as const
export type Reminder = (typeof reminders)[number]

/** How long before the visit each is written. */
export const hoursBefore: Readonly<Record<Reminder, number>> = { day: 24, hours: 2 }

export type Reminded = {
  readonly status: AppointmentStatus
  readonly startsAt: Temporal.Instant
  readonly bookedAt: Temporal.Instant | null
  readonly consentsToReminders: boolean
  readonly remindedDayAt: Temporal.Instant | null
  readonly remindedHoursAt: Temporal.Instant | null
}

export function reminderTime({ startsAt }: Pick<Reminded, "startsAt">, reminder: Reminder): Temporal.Instant {
  return startsAt.subtract({ hours: hoursBefore[reminder] })
}

/** Confirmed, asked for, and not written yet; nor for a visit that was booked when its time was past already. */
function isWanted(visit: Reminded, reminder: Reminder): boolean {
  const { status, bookedAt, consentsToReminders, remindedDayAt, remindedHoursAt } = visit
  const isWritten = (reminder === "day" ? remindedDayAt : remindedHoursAt) !== null
  const isFresh = bookedAt === null || isPast(reminderTime(visit, reminder), bookedAt)
  return status === "confirmed" && consentsToReminders && !isWritten && !isFresh
}

/** The reminder whose time it is: one at a time, and none once the visit has begun. */
export function dueReminder(visit: Reminded, now: Temporal.Instant): Reminder | null {
  const begun = reminders.filter((reminder) => isPast(reminderTime(visit, reminder), now))
  const latest = begun.at(-1)
  return latest === undefined || isPast(visit.startsAt, now) || !isWanted(visit, latest) ? null : latest
}

/** When to look again; null when no reminder is left. */
export function nextReminderTime(visit: Reminded, now: Temporal.Instant): Temporal.Instant | null {
  const left = reminders.filter((reminder) => isWanted(visit, reminder) && !isPast(reminderTime(visit, reminder), now))
  return left[0] === undefined ? null : reminderTime(visit, left[0])
}
