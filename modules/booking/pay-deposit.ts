import * as z from "zod"
import { command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { job } from "#kernel/events.ts"
import { paymentOf, startAttempt } from "#modules/payments/index.ts"
import { depositUntil, expiresAt, may } from "./appointment.ts"
import { lockedAppointment } from "./found-appointment.ts"
import { extendHold } from "./queries/moves.ts"
import { refuse } from "./refusals.ts"
import { seenAppointment } from "./seen-appointment.ts"

/** No deposit holds a technician's time longer than this, however often it is tried. */
const longest = { hours: 2 }

/** The holder of the link tries to pay the deposit again; the slot is kept for as long as the gateway's page lives. */
export const payDeposit = command({
  name: "appointment.pay-deposit",
  needs: "appointments.pay",
  sees: (appointment) => [seenAppointment(appointment.id)],
  input: z.strictObject({ id }),

  async run(acting, { id: appointmentId }) {
    const { tx, business, now, tell, made } = acting
    const found = await lockedAppointment(acting, appointmentId)
    const deposit = await paymentOf(tx, appointmentId, "deposit")
    if (deposit === null || !may(found, "pay", now)) return refuse("deposit_not_awaited", { status: found.status })

    const [wanted, latest] = [depositUntil(now), found.bookedAt.add(longest)]
    const until = Temporal.Instant.compare(wanted, latest) < 0 ? wanted : latest
    const { requestId, amountMinor } = deposit
    const asked = { requestId, method: "satim", amountMinor, expiresAt: until.toString() } as const
    const { attemptId } = await startAttempt.within(acting, asked)
    await extendHold(tx, { businessId: business.id, id: appointmentId, until })
    tell("appointment.payment_chosen", {
      dossierId: appointmentId,
      audience: "customer",
      facts: { appointmentId, amountMinor },
      jobs: [job("booking.expire", appointmentId, expiresAt(until))],
    })
    made(attemptId === null ? { appointmentId } : { appointmentId, attemptId })
    return { attemptId }
  },

  replay: async (_, { attemptId }) => ({ attemptId: attemptId ?? null }),
})
