import type { House } from "../../../checks/testing/house.ts"
import { bookAppointment } from "../book-appointment.ts"
import { holdSlot } from "../hold-slot.ts"

/** Sunday at ten in Algiers: two days after the clock of the small house. */
export const sunday = (hour: number, minute = 0) =>
  Temporal.ZonedDateTime.from({ timeZone: "Africa/Algiers", year: 2026, month: 11, day: 22, hour, minute })
    .toInstant()
    .toString()

/** The same time of day, so many days later; Algiers keeps its clock all year. */
export function later(instant: string, days: number): string {
  return Temporal.Instant.from(instant)
    .add({ hours: 24 * days })
    .toString()
}

type Wanted = {
  readonly faultType?: "panne" | "entretien" | "remplacement"
  readonly commune?: string
  readonly startsAt?: string
}

export function wish({ faultType = "panne", commune = "Bab Ezzouar", startsAt = sunday(10) }: Wanted = {}) {
  return { faultType, commune, startsAt }
}

/** One visitor, with a browser's own name. */
export const visitor = (house: House, name: string) => house.as({ scope: "public", visitor: name })

let people = 0
/** A number that nobody else has. */
export function newPhone(): string {
  people += 1
  return `05${String(50_000_000 + people)}`
}

export function form(holdToken: string, { phone = newPhone() }: { readonly phone?: string } = {}) {
  return {
    holdToken,
    customer: { name: "Nadia Benali", phone },
    address: "Cité 5 juillet, bât. 12",
    consentsToReminders: true,
    locale: "fr",
  }
}

/** Held and booked by somebody new. */
export async function booking(house: House, wanted: Wanted & { readonly phone?: string } = {}) {
  const phone = wanted.phone ?? newPhone()
  const { holdToken } = await holdSlot(visitor(house, phone), wish(wanted))
  return bookAppointment(visitor(house, phone), form(holdToken, { phone }))
}
