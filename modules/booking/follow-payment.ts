import * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import { isPast } from "#kernel/time.ts"
import { finishTask, raiseTask } from "#modules/dossiers/index.ts"
import { askRefund, cancelRequest, paymentOf } from "#modules/payments/index.ts"
import { canMove } from "./appointment.ts"
import { cancelled } from "./cancel-appointment.ts"
import { lockedAppointment } from "./found-appointment.ts"
import { lockedSlot } from "./move-time.ts"
import type { Appointment } from "./queries/appointments.ts"
import { endLapsedSeats } from "./queries/holds.ts"
import * as queries from "./queries/moves.ts"
import { reminderJobs } from "./remind.ts"
import { hasWork } from "./visit/has-work.ts"
import { offerFreed } from "./waiting-list.ts"

const input = z.object({ appointmentId: z.uuid(), requestId: z.uuid() })

/** The deposit is there: the visit stands. One that had expired takes its time again when it is free, or the money goes back, and staff see it. */
export const depositPaid = command({
  name: "appointment.mark-deposit-paid",
  needs: "system.follow",
  input,

  async run(acting, { appointmentId, requestId }) {
    const { tx, business } = acting
    const appointment = await lockedAppointment(acting, appointmentId)
    const deposit = await paymentOf(tx, appointmentId, "deposit")
    if (deposit?.requestId !== requestId) return
    const isExpired = appointment.status === "expired"
    if (appointment.status === "held") await queries.confirm(tx, { businessId: business.id, id: appointmentId })
    else if (!isExpired || !(await isTakenAgain(acting, appointment)))
      return refundedLate(acting, { appointmentId, requestId })

    acting.tell("appointment.confirmed", {
      dossierId: appointmentId,
      audience: "customer",
      facts: { appointmentId, startsAt: appointment.startsAt.toString(), reinstated: isExpired },
      jobs: reminderJobs(appointment),
    })
  },
})

/** At the same time, with the same technician or another who is free. */
async function isTakenAgain(acting: Acting, appointment: Appointment): Promise<boolean> {
  const { tx, business, now } = acting
  const { id, technicianId, sessionId, seats, startsAt, endsAt } = appointment
  const mine = { businessId: business.id, id }
  if (isPast(startsAt, now)) return false
  if (sessionId !== null) {
    await endLapsedSeats(tx, { businessId: business.id, sessionId, now })
    if ((await queries.takeSeatsAgain(tx, { businessId: business.id, sessionId, seats, now })) === 0) return false
    return (await queries.takeAgain(tx, { ...mine, technicianId, blockedFrom: startsAt, blockedTo: endsAt })) > 0
  }

  const wish = { startsAt, rules: "staff" } as const
  const slot =
    (await lockedSlot(acting, appointment, { ...wish, technicianId })) ??
    (await lockedSlot(acting, appointment, { ...wish, technicianId: null }))
  return slot !== null && (await queries.takeAgain(tx, { ...mine, ...slot })) > 0
}

async function refundedLate(acting: Acting, { appointmentId, requestId }: z.output<typeof input>): Promise<void> {
  await raiseTask(acting, { dossierId: appointmentId, kind: "paid_too_late" })
  acting.tell("appointment.paid_too_late", { dossierId: appointmentId, audience: "customer", facts: { appointmentId } })
  await askRefund.within(acting, { requestId, reason: "paid_too_late" })
}

/** The whole deposit went back: what still stood upon it is over. */
export const depositRefunded = command({
  name: "appointment.mark-deposit-refunded",
  needs: "system.follow",
  input,

  async run(acting, { appointmentId, requestId }) {
    const appointment = await lockedAppointment(acting, appointmentId)
    const deposit = await paymentOf(acting.tx, appointmentId, "deposit")
    if (deposit?.requestId !== requestId) return

    await finishTask(acting, { dossierId: appointmentId, kind: "paid_too_late" })
    if (canMove(appointment, "cancel") && !(await hasWork(acting.tx, appointmentId)))
      await cancelled(acting, appointment, { code: "refunded", reason: null, feeMinor: 0 })
    else
      acting.tell("appointment.refunded", { dossierId: appointmentId, audience: "customer", facts: { appointmentId } })
  },
})

/** Nobody paid the deposit, the gateway says: the time is free again. */
export const expireAppointment = command({
  name: "appointment.expire",
  needs: "system.follow",
  input: z.object({ appointmentId: z.uuid() }),

  async run(acting, { appointmentId }) {
    const { tx, business, tell } = acting
    const appointment = await lockedAppointment(acting, appointmentId)
    if ((await queries.expire(tx, { businessId: business.id, id: appointmentId })) === 0) return

    tell("appointment.expired", { dossierId: appointmentId, audience: "customer", facts: { appointmentId } })
    const deposit = await paymentOf(tx, appointmentId, "deposit")
    if (deposit !== null) await cancelRequest.within(acting, { requestId: deposit.requestId })
    await offerFreed(acting, appointment)
  },
})
