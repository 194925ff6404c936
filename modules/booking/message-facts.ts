import type { Acting } from "#kernel/command.ts"
import type { Tx } from "#kernel/database/transaction.ts"
import { findProfile } from "#modules/businesses/index.ts"
import type { AppointmentFacts, Template } from "#modules/inbox/index.ts"
import { placeIn } from "./appointment-view.ts"
import * as queries from "./queries/messages.ts"
import { hoursBefore } from "./reminder.ts"

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
      commune: told.isHere
        ? placeIn((await findProfile(tx)).contacts.city, told.locale)
        : placeIn(told.commune, told.locale),
      isHere: told.isHere,
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

/** A visit that moves is reminded of anew; what is due already is said by the word about the move. */
export async function forgetReminders({ tx, now }: Pick<Acting, "tx" | "now">, appointmentId: string): Promise<void> {
  const [dayFrom, hoursFrom] = [now.add({ hours: hoursBefore.day }), now.add({ hours: hoursBefore.hours })]
  await queries.forgetReminders(tx, { id: appointmentId, dayFrom, hoursFrom, now })
}
