import * as z from "zod"
import { command } from "#kernel/command.ts"
import { errand } from "#kernel/errand.ts"
import { type Job, job } from "#kernel/events.ts"
import { canText, queueMessage } from "#modules/inbox/index.ts"
import { appointmentFactsOf } from "./message-facts.ts"
import * as queries from "./queries/messages.ts"
import { dueReminder, nextReminderTime, type Reminded, reminders, reminderTime } from "./reminder.ts"

const errandName = "booking.remind"

type Planned = Pick<Reminded, "startsAt" | "consentsToReminders"> & { readonly id: string }

/** The jobs that an event carries when a visit is booked, confirmed or moved; none without consent. */
export function reminderJobs(appointment: Planned): Job[] {
  if (!appointment.consentsToReminders) return []
  return reminders.map((reminder) => job(errandName, appointment.id, reminderTime(appointment, reminder)))
}

/** One reminder, once: by SMS, or by mail where the business cannot text; nothing to who wrote STOP. */
const writeReminder = command({
  name: "appointment.remind",
  needs: "system.follow",
  input: z.strictObject({
    appointmentId: z.uuid(),
    reminder: z.enum(reminders),
    startsAt: z.instanceof(Temporal.Instant),
  }),

  async run(acting, { appointmentId, reminder, startsAt }) {
    const { tx, now, tell } = acting
    const { recipient, phone, facts } = await appointmentFactsOf(tx, appointmentId)
    const reach = await canText(acting, phone)
    const to = reach === "yes" ? { phone, recipient: null } : { phone: null, recipient }
    if (reach === "opted_out" || (to.phone ?? to.recipient) === null) return
    if ((await queries.markReminded(tx, { id: appointmentId, reminder, startsAt, now })) === 0) return

    tell("appointment.reminded", { dossierId: appointmentId, facts: { reminder } })
    const template = reminder === "day" ? "appointment-reminder-day" : "appointment-reminder-hours"
    await queueMessage.within(acting, { dossierId: appointmentId, template, facts, ...to })
  },
})

/** Looks at the visit as it stands now: a job of an older time finds nothing due, and asks to be run at the new one. */
export const remindOfVisit = errand({
  name: errandName,
  leaseMs: 60_000,
  claim: ({ tx, subjectId }) => queries.findReminded(tx, { id: subjectId }),
  call: async () => null,
  async record(acting, { loaded }) {
    const { id: appointmentId, startsAt } = loaded
    const reminder = dueReminder(loaded, acting.now)
    if (reminder !== null) await writeReminder.within(acting, { appointmentId, reminder, startsAt })

    const next = nextReminderTime(loaded, acting.now)
    return next === null ? undefined : { againInSeconds: Math.ceil(acting.now.until(next).total("seconds")) }
  },
  onUnknown: async () => null,
  dossierOf: ({ id }) => id,
})
