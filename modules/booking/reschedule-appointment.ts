import * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { isPast } from "#kernel/time.ts"
import { may } from "./appointment.ts"
import { lockedAppointment } from "./found-appointment.ts"
import { movedTo, slotOrRefused } from "./move-time.ts"
import { refuse } from "./refusals.ts"
import { seenAppointment } from "./seen-appointment.ts"
import { asPlanned, takenFirst } from "./take-time.ts"

/** The customer moves their own visit: with the same technician when they are free, else with whoever comes best. */
export const rescheduleAppointment = command({
  name: "appointment.reschedule",
  needs: "appointments.reschedule",
  sees: (appointment) => [seenAppointment(appointment.id)],
  input: z.strictObject({ id, startsAt: z.iso.datetime({ offset: true }) }),
  yieldsTo: takenFirst,

  async run(acting: Acting, input) {
    const { now } = acting
    const found = await lockedAppointment(acting, input.id)
    if (!may(found, "reschedule", now)) refuse("appointment_not_movable", { status: found.status })
    const startsAt = Temporal.Instant.from(input.startsAt)
    if (isPast(startsAt, now)) refuse("slot_in_the_past")
    if (startsAt.equals(found.startsAt)) return moved(found)

    const wish = { startsAt, technicians: [found.technicianId, null], rules: "customer" } as const
    return moved(await movedTo(acting, found, { slot: await slotOrRefused(acting, found, wish), ...asPlanned }))
  },
})

function moved({ startsAt, endsAt, status }: Awaited<ReturnType<typeof movedTo>>) {
  return { startsAt: startsAt.toString(), endsAt: endsAt.toString(), status }
}
