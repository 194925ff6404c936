import * as z from "zod"
import { command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { raiseTask } from "#modules/dossiers/index.ts"
import { paymentOf } from "#modules/payments/index.ts"
import { lockedAppointment } from "../found-appointment.ts"
import * as queries from "../queries/moves.ts"
import { refuse } from "../refusals.ts"
import { seenAppointment } from "../seen-appointment.ts"
import { hasWork } from "../visit/has-work.ts"
import { canMiss } from "./desk-view.ts"

/** Nobody was there. It is remembered, a deposit stays, and without one the fee is for staff to ask. */
export const markMissed = command({
  name: "appointment.mark-missed",
  needs: "appointments.miss",
  sees: (appointment) => [seenAppointment(appointment.id)],
  input: z.strictObject({ id }),

  async run(acting, { id: appointmentId }) {
    const { tx, business, now, tell } = acting
    const found = await lockedAppointment(acting, appointmentId)
    if (!canMiss(found, now) || (await hasWork(tx, appointmentId)))
      refuse("appointment_not_missable", { status: found.status })

    await queries.miss(tx, { businessId: business.id, id: appointmentId })
    tell("appointment.missed", { dossierId: appointmentId, audience: "customer", facts: { appointmentId } })
    const deposit = await paymentOf(tx, appointmentId, "deposit")
    const feeMinor = found.lateFeeMinor - (deposit?.status === "paid" ? deposit.amountMinor : 0)
    if (feeMinor > 0) await raiseTask(acting, { dossierId: appointmentId, kind: "late_fee", facts: { feeMinor } })
    return { status: "no_show" as const }
  },
})
