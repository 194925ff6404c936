import type { Tx } from "#kernel/database/transaction.ts"
import type { AppointmentFacts, Template } from "#modules/inbox/index.ts"
import * as queries from "./queries/messages.ts"

type Told = NonNullable<Awaited<ReturnType<typeof queries.findTold>>>

/** Who is told about an appointment, in which words, and the facts that they say. */
export type AppointmentMessage = {
  readonly template: Template
  readonly recipient: string | null
  readonly phone: string | null
  readonly facts: AppointmentFacts
}

/**
 * `template` says how the appointment stands now; a reminder or another word about it takes the facts alone. What
 * cancelling cost, its event knows.
 */
export async function appointmentFactsOf(tx: Tx, appointmentId: string): Promise<AppointmentMessage> {
  const told = await queries.findTold(tx, { id: appointmentId })
  if (told === null) throw new Error(`appointment ${appointmentId} is gone, or only held`)
  const { number, faultName, currency, depositMinor } = told
  return {
    template: templateOf(told),
    recipient: told.customerEmail,
    phone: told.customerPhone,
    facts: {
      customerName: told.customerName ?? "",
      number,
      faultName,
      startsAt: told.startsAt.toString(),
      technicianName: told.technicianName?.split(" ")[0] ?? null,
      commune: told.commune ?? "",
      currency,
      depositMinor,
      payUntil: told.holdUntil?.toString() ?? null,
      cancelUntil: told.cancelUntil?.toString() ?? null,
      feeMinor: 0,
      cancelledBy: told.cancelCode === "by_customer" ? "customer" : "staff",
      reason: told.cancelReason ?? "",
    },
  }
}

function templateOf({ status, needsApproval, cancelCode }: Told): Template {
  switch (status) {
    case "held":
      return "appointment-deposit-needed"
    case "requested":
      return "appointment-requested"
    case "cancelled":
      if (cancelCode === "refused") return "appointment-refused"
      return cancelCode === "hold_expired" ? "appointment-expired" : "appointment-cancelled"
    case "expired":
      return "appointment-expired"
    case "done":
      return "visit-done"
    case "no_show":
      return "appointment-missed"
    case "confirmed":
      return needsApproval ? "appointment-confirmed" : "appointment-booked"
  }
}

/** A visit that moves is reminded of anew. */
export async function forgetReminders(tx: Tx, appointmentId: string): Promise<void> {
  await queries.forgetReminders(tx, { id: appointmentId })
}
