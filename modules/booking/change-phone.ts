import * as z from "zod"
import { command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { finishTask } from "#modules/dossiers/index.ts"
import { isPhoneUnreached } from "#modules/inbox/index.ts"
import { endpoints } from "./contract.ts"
import { lockedAppointment } from "./found-appointment.ts"
import * as queries from "./queries/moves.ts"
import { refuse } from "./refusals.ts"
import { seenAppointment } from "./seen-appointment.ts"

const open = ["held", "requested", "confirmed"]

/**
 * Another number, because no SMS reached the one that was given; how the appointment stands is then written there. A
 * number that is reached stays: whoever found a link must not lead its messages elsewhere.
 */
export const changePhone = command({
  name: "appointment.change-phone",
  needs: "appointments.answer",
  sees: (appointment) => [seenAppointment(appointment.id)],
  input: z.strictObject({ id, ...endpoints.changePhone.body.shape }),

  async run(acting, { id: appointmentId, phone }) {
    const { tx, business, tell } = acting
    const found = await lockedAppointment(acting, appointmentId)
    if (!open.includes(found.status)) refuse("appointment_not_open", { status: found.status })
    const isUnreached = await isPhoneUnreached(tx, { dossierId: appointmentId, phone: found.customerPhone })
    if (!isUnreached || phone === found.customerPhone) refuse("phone_is_reached")

    await queries.changePhone(tx, { businessId: business.id, id: appointmentId, phone })
    await finishTask(acting, { dossierId: appointmentId, kind: "phone_unreachable" })
    tell("appointment.phone-changed", { dossierId: appointmentId, facts: { appointmentId } })
    return { status: found.status }
  },
})
