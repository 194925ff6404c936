import * as z from "zod"
import { actorId } from "#kernel/actor.ts"
import { type Acting, command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { endpoints } from "../contract-desk.ts"
import { lockedAppointment } from "../found-appointment.ts"
import { lockedSlot, movedTo } from "../move-time.ts"
import type { Appointment } from "../queries/appointments.ts"
import { countTechnicians } from "../queries/calendar.ts"
import { refuse } from "../refusals.ts"
import { seenAppointment } from "../seen-appointment.ts"
import { type Rules, slotAt } from "../slots.ts"
import { alternatives, takenFirst } from "../take-time.ts"
import { movedView } from "./desk-view.ts"

/** Staff move a visit to any time of the plan, and with a reason outside of it; over another visit never. */
export const moveAppointment = command({
  name: "appointment.move",
  needs: "appointments.edit",
  sees: ({ id: appointmentId, technicianId }) => [
    seenAppointment(appointmentId),
    { ids: [technicianId], counted: countTechnicians },
  ],
  input: z.strictObject({ id, ...endpoints.moveAppointment.body.shape }),
  yieldsTo: takenFirst,

  async run(acting, { id: appointmentId, technicianId, override, ...input }) {
    const startsAt = Temporal.Instant.from(input.startsAt)
    const found = await lockedAppointment(acting, appointmentId)
    const isOpen = found.status === "requested" || found.status === "confirmed"
    if (!isOpen || found.sessionId !== null) refuse("appointment_not_movable", { status: found.status })
    const rules = rulesOf(override)
    const slot = await lockedSlot(acting, found, { startsAt, technicianId, rules })
    if (slot === null) return refuseTime(acting, { ...found, startsAt, technicianId, rules, leavingOut: appointmentId })

    const moved = await movedTo(acting, found, { slot, ...overrideOf(acting, override) })
    return movedView(moved)
  },
})

export function rulesOf(override: string | undefined): Rules {
  return override === undefined ? "staff" : "override"
}

export function overrideOf({ actor }: Acting, override: string | undefined) {
  return { overrideReason: override ?? null, overrideBy: override === undefined ? null : actorId(actor) }
}

type Refused = Pick<Appointment, "faultTypeId" | "zoneId" | "startsAt"> & {
  readonly technicianId: string | null
  readonly rules: Rules
  readonly leavingOut?: string
}

/** Refuses `outside_the_plan` where a reason would do, and `slot_taken` where nothing does. */
export async function refuseTime(acting: Acting, wanted: Refused): Promise<never> {
  const { tx, business, now } = acting
  if (wanted.rules === "staff" && wanted.technicianId !== null) {
    const visit = { ...wanted, now, zone: business.zone }
    const beyond = await slotAt(tx, { ...visit, rules: "override" })
    if (typeof beyond !== "string") refuse("outside_the_plan", { reason: await slotAt(tx, visit) })
  }
  return refuse("slot_taken", { alternatives: await alternatives(acting, wanted) })
}
