import type { Profile } from "./profile.ts"

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

export type Opening = {
  readonly isOpen: boolean
  /** When it closes, or opens next; null where it never opens. */
  readonly changesAt: Temporal.Instant | null
}

/** Whether the counter is open now, on its own clock. */
export function openingAt(now: Temporal.Instant, { hours, zone }: { hours: Profile["hours"]; zone: string }): Opening {
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const instantAt = (date: Temporal.PlainDate, time: string) =>
    date.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant()

  for (let ahead = 0; ahead <= weekdays.length; ahead += 1) {
    const date = today.add({ days: ahead })
    const span = weekdays.map((weekday) => hours[weekday])[date.dayOfWeek - 1] ?? null
    if (span === null) continue

    const [opens, closes] = [instantAt(date, span[0]), instantAt(date, span[1])]
    if (Temporal.Instant.compare(now, opens) < 0) return { isOpen: false, changesAt: opens }
    if (Temporal.Instant.compare(now, closes) < 0) return { isOpen: true, changesAt: closes }
  }
  return { isOpen: false, changesAt: null }
}
