import { errand, type Running } from "#kernel/errand.ts"
import { isPast } from "#kernel/time.ts"
import { raiseTask } from "#modules/dossiers/index.ts"
import { loadOpenAttempt, observeAttempt, recordObservation } from "#modules/payments/index.ts"
import { depositUntil } from "./appointment.ts"
import { expireAppointment } from "./follow-payment.ts"
import { lockedAppointment } from "./found-appointment.ts"
import * as queries from "./queries/appointments.ts"
import { extendHold } from "./queries/moves.ts"

const laterSeconds = 15 * 60
/** Four times a quarter of an hour without an answer: a person looks. */
const patience = { minutes: 60 }

/** Its deposit is awaited, and longer than its hold. */
function isDue({ status, holdUntil }: queries.Appointment, now: Temporal.Instant): boolean {
  return status === "held" && holdUntil !== null && isPast(holdUntil, now)
}

async function dueAppointment({ tx, subjectId, now }: Running): Promise<queries.Appointment | null> {
  const appointment = await queries.findAppointment(tx, { id: subjectId })
  return appointment !== null && isDue(appointment, now) ? appointment : null
}

/** The deposit did not come: the gateway is asked first; unpaid frees the time, paid confirms, no answer holds on (data rule 10). */
export const expireHeld = errand({
  name: "booking.expire",
  leaseMs: 60_000,
  async claim(running) {
    const appointment = await dueAppointment(running)
    if (appointment === null) return null
    return { appointment, attempt: await loadOpenAttempt(running, appointment.id) }
  },
  async call({ attempt }, reach) {
    return attempt === null ? null : observeAttempt(attempt, reach)
  },
  async record(acting, { loaded: { appointment, attempt }, answer: observation }) {
    const { id: appointmentId } = appointment
    const found = await lockedAppointment(acting, appointmentId)
    if (!isDue(found, acting.now)) return undefined
    const seen =
      attempt === null || observation === null
        ? "closed"
        : await recordObservation(acting, { loaded: attempt, observation, ends: true })
    if (seen === "paid") return undefined
    if (seen === "closed") {
      await expireAppointment.within(acting, { appointmentId })
      return undefined
    }

    const { tx, business, now } = acting
    await extendHold(tx, { businessId: business.id, id: appointmentId, until: now.add({ seconds: laterSeconds }) })
    if (isPast(depositUntil(found.bookedAt).add(patience), now))
      await raiseTask(acting, { dossierId: appointmentId, kind: "payment_unanswered" })
    return { againInSeconds: laterSeconds + 1 }
  },
  // Asking twice changes nothing at the gateway.
  onUnknown: async ({ attempt }, reach) => (attempt === null ? null : observeAttempt(attempt, reach)),
  dossierOf: ({ appointment }) => appointment.id,
})
