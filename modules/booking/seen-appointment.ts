import type { Sight } from "#kernel/sight.ts"
import { countAppointments } from "./queries/appointments.ts"

/** An appointment that somebody has booked, as far as the visitor's scope shows it; holds are nobody's. */
export function seenAppointment(id: string): Sight {
  return { ids: [id], counted: countAppointments }
}
