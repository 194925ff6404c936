import * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import { id, wireMoney } from "#kernel/contract.ts"
import { raiseTask } from "#modules/dossiers/index.ts"
import { askRefund, cancelRequest, paymentOf } from "#modules/payments/index.ts"
import { cancellationFeeMinor, canMove, may } from "./appointment.ts"
import { endpoints } from "./contract.ts"
import { lockedAppointment } from "./found-appointment.ts"
import type { Appointment } from "./queries/appointments.ts"
import * as queries from "./queries/moves.ts"
import { refuse } from "./refusals.ts"
import { seenAppointment } from "./seen-appointment.ts"
import { takenFirst } from "./take-time.ts"
import { hasWork } from "./visit/has-work.ts"
import { offerFreed } from "./waiting-list.ts"

type Code = "by_customer" | "by_staff" | "refused" | "refunded"

/**
 * Customers may until the visit begins, and after the cut-off it costs the fee; cancelled by us it costs nothing. Where
 * parts are built in or cash is taken, the visit is completed instead.
 */
export const cancelAppointment = command({
  name: "appointment.cancel",
  needs: "appointments.cancel",
  sees: (appointment) => [seenAppointment(appointment.id)],
  input: z.strictObject({ id, ...endpoints.cancelAppointment.body.shape }),
  yieldsTo: takenFirst,

  async run(acting, { id: appointmentId, reason }) {
    const { actor, now } = acting
    const isStaff = actor.scope === "member"
    const found = await lockedAppointment(acting, appointmentId)
    const isAllowed = isStaff ? canMove(found, "cancel") : may(found, "cancel", now)
    if (!isAllowed || (await hasWork(acting.tx, appointmentId)))
      refuse("appointment_not_cancellable", { status: found.status })

    const feeMinor = isStaff || found.status !== "confirmed" ? 0 : cancellationFeeMinor(found, now)
    const code = isStaff ? "by_staff" : "by_customer"
    await cancelled(acting, found, { code, reason, feeMinor })
    return { status: "cancelled" as const, fee: wireMoney(feeMinor, found.currency) }
  },
})

type Cancelling = { readonly code: Code; readonly reason: string | null; readonly feeMinor: number }

/** The time is free, the money goes back less the fee, and whoever waits is told. The reason stays in the row: events name nobody. */
export async function cancelled(acting: Acting, appointment: Appointment, cancelling: Cancelling): Promise<void> {
  const { tx, business, now, tell } = acting
  const { id: appointmentId } = appointment
  const { code, feeMinor } = cancelling
  const reason = cancelling.reason === "" ? null : cancelling.reason
  await queries.cancel(tx, { businessId: business.id, id: appointmentId, now, code, reason })
  tell("appointment.cancelled", {
    dossierId: appointmentId,
    audience: "customer",
    facts: { appointmentId, code, feeMinor },
  })

  if (code !== "refunded") await givenBack(acting, appointment, { feeMinor, reason: reason ?? code })
  await offerFreed(acting, appointment)
}

/** SATIM gives back no less than 50 DA (gateway guide, refund.do). */
const smallestRefundMinor = 5_000

/** What a deposit does not cover, or the gateway cannot give back, is for a person to settle. */
async function givenBack(
  acting: Acting,
  { id: dossierId }: Appointment,
  { feeMinor, reason }: { readonly feeMinor: number; readonly reason: string },
): Promise<void> {
  const payment = await paymentOf(acting.tx, dossierId, "deposit")
  if (payment?.status === "refunded") return
  if (payment === null || payment.paidAt === null) {
    if (payment !== null) await cancelRequest.within(acting, { requestId: payment.requestId })
    if (feeMinor > 0) await raiseTask(acting, { dossierId, kind: "late_fee", facts: { feeMinor } })
    return
  }

  const { requestId, amountMinor: paidMinor } = payment
  const amountMinor = Math.max(paidMinor - feeMinor, 0)
  if (feeMinor > paidMinor)
    await raiseTask(acting, { dossierId, kind: "late_fee", facts: { feeMinor: feeMinor - paidMinor } })
  if (amountMinor >= smallestRefundMinor) await askRefund.within(acting, { requestId, reason, amountMinor })
  else if (amountMinor > 0) await raiseTask(acting, { dossierId, kind: "refund_by_hand", facts: { amountMinor } })
}
