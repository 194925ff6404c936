import { type Acting, command } from "#kernel/command.ts"
import { raiseTask } from "#modules/dossiers/index.ts"
import { canText, countWritten, tellCustomer } from "#modules/inbox/index.ts"
import { endpoints } from "./contract.ts"
import { lockedAppointment } from "./found-appointment.ts"
import { appointmentFactsOf } from "./message-facts.ts"
import * as queries from "./queries/messages.ts"

/** Beyond this the phone has it, and somebody plays. */
const timesADay = 3
const day = { hours: 24 }

/**
 * Somebody lost the link of their appointment. It goes to the number and address of the appointment, never to one named
 * here; where neither can be written to, the counter calls back. Whether there is such an appointment is not said.
 */
export const askLink = command({
  name: "appointment.ask-link",
  needs: "appointments.ask-link",
  input: endpoints.askAppointmentLink.body,

  async run(acting, { number, phone }) {
    const found = await queries.findByNumber(acting.tx, { number, phone })
    if (found !== null) await answered(acting, found.id)
    return {}
  },
})

async function answered(acting: Acting, dossierId: string): Promise<void> {
  const { tx, now, tell } = acting
  await lockedAppointment(acting, dossierId)
  const { recipient, phone, facts } = await appointmentFactsOf(tx, dossierId)
  const message = { dossierId, template: "appointment-link" } as const
  if ((await countWritten(tx, { ...message, since: now.subtract(day) })) >= timesADay) return

  tell("link.asked", { dossierId, facts: { appointmentId: dossierId } })
  const isReached = recipient !== null || (await canText(acting, phone)) === "yes"
  if (!isReached) await raiseTask(acting, { dossierId, kind: "link_asked" })
  await tellCustomer(acting, { ...message, recipient, phone, facts })
}
