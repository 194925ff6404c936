import * as z from "zod"
import { command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { may } from "./appointment.ts"
import { endpoints } from "./contract.ts"
import { lockedAppointment } from "./found-appointment.ts"
import * as queries from "./queries/moves.ts"
import { refuse } from "./refusals.ts"
import { seenAppointment } from "./seen-appointment.ts"

/** I will be there. Said twice, it is said once. */
export const acknowledgeAppointment = command({
  name: "appointment.acknowledge",
  needs: "appointments.answer",
  sees: (appointment) => [seenAppointment(appointment.id)],
  input: z.strictObject({ id }),

  async run(acting, appointment) {
    const { tx, business, now, tell } = acting
    const found = await lockedAppointment(acting, appointment.id)
    if (!may(found, "acknowledge", now)) refuse("appointment_not_open", { status: found.status })
    if ((await queries.acknowledge(tx, { businessId: business.id, id: found.id, now })) > 0)
      tell("appointment.acknowledged", { dossierId: found.id, facts: { appointmentId: found.id } })

    return { status: found.status }
  },
})

/** I will be late: staff see by how much, and the last word counts. */
export const reportLateness = command({
  name: "appointment.report-lateness",
  needs: "appointments.answer",
  sees: (appointment) => [seenAppointment(appointment.id)],
  input: z.strictObject({ id, ...endpoints.reportLateness.body.shape }),

  async run(acting, { id: appointmentId, minutes }) {
    const { tx, business, now, tell } = acting
    const found = await lockedAppointment(acting, appointmentId)
    if (!may(found, "report_late", now)) refuse("appointment_not_open", { status: found.status })

    await queries.beLate(tx, { businessId: business.id, id: appointmentId, minutes })
    tell("appointment.late", { dossierId: appointmentId, facts: { appointmentId, minutes } })
    return { lateMinutes: minutes }
  },
})
