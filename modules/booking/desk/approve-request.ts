import * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { cancelled } from "../cancel-appointment.ts"
import { endpoints } from "../contract-desk.ts"
import { lockedAppointment } from "../found-appointment.ts"
import { slotOrRefused } from "../move-time.ts"
import type { Appointment } from "../queries/appointments.ts"
import { countTechnicians } from "../queries/calendar.ts"
import * as queries from "../queries/moves.ts"
import { refuse } from "../refusals.ts"
import { reminderJobs } from "../remind.ts"
import { seenAppointment } from "../seen-appointment.ts"
import { takenFirst } from "../take-time.ts"
import { movedView } from "./desk-view.ts"

/**
 * A request becomes a visit at the time that was asked for, by its technician or another who is free then. Approved
 * after its cut-off, cancelling costs nothing until it begins.
 */
export const approveAppointment = command({
  name: "appointment.approve",
  needs: "appointments.edit",
  sees: (request) => [
    seenAppointment(request.id),
    { ids: request.technicianId === undefined ? [] : [request.technicianId], counted: countTechnicians },
  ],
  input: z.strictObject({ id, ...endpoints.approveAppointment.body.shape }),
  yieldsTo: takenFirst,

  async run(acting, { id: appointmentId, technicianId }) {
    const { tx, business, now, tell } = acting
    const found = await requested(acting, appointmentId)
    const placed = technicianId === undefined ? found : await givenTo(acting, found, technicianId)
    await queries.confirm(tx, { businessId: business.id, id: appointmentId })
    await queries.waiveFee(tx, { businessId: business.id, id: appointmentId, now })
    tell("appointment.confirmed", {
      dossierId: appointmentId,
      audience: "customer",
      facts: { appointmentId, startsAt: found.startsAt.toString(), reinstated: false },
      jobs: reminderJobs(found),
    })
    return movedView({ ...placed, status: "confirmed" })
  },
})

async function givenTo(acting: Acting, request: Appointment, technicianId: string): Promise<Appointment> {
  if (technicianId === request.technicianId) return request
  const wish = { startsAt: request.startsAt, technicians: [technicianId], rules: "staff" } as const
  const slot = await slotOrRefused(acting, request, wish)
  const { id: appointmentId, cancelUntil } = request
  const plan = { cancelUntil, overrideReason: null, overrideBy: null }
  await queries.moveTime(acting.tx, { businessId: acting.business.id, id: appointmentId, ...slot, ...plan })
  return { ...request, technicianId }
}

/** A request that cannot be: its time is free again, and its customer reads why. */
export const refuseAppointment = command({
  name: "appointment.refuse",
  needs: "appointments.edit",
  sees: (request) => [seenAppointment(request.id)],
  input: z.strictObject({ id, ...endpoints.refuseAppointment.body.shape }),
  yieldsTo: takenFirst,

  async run(acting, { id: appointmentId, reason }) {
    const found = await requested(acting, appointmentId)
    await cancelled(acting, found, { code: "refused", reason, feeMinor: 0 })
    return { status: "cancelled" as const }
  },
})

async function requested(acting: Acting, appointmentId: string): Promise<Appointment> {
  const found = await lockedAppointment(acting, appointmentId)
  if (found.status !== "requested") refuse("appointment_not_requested", { status: found.status })
  return found
}
