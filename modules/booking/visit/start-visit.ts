import * as z from "zod"
import { command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { startVisitInput } from "../contract-visit.ts"
import { seenAppointment } from "../seen-appointment.ts"
import { answerVisit, replayVisit } from "./answer-visit.ts"
import { openVisit } from "./found-visit.ts"
import * as queries from "./queries.ts"
import { happenedAt } from "./visit.ts"

/** The technician is there. Said twice, the first time counts. */
export const startVisit = command({
  name: "visit.start",
  needs: "visits.work",
  sees: ({ id }) => [seenAppointment(id)],
  input: z.strictObject({ id, ...startVisitInput.shape }),

  async run(acting, { id, at }) {
    const { tx, business, now, tell, made } = acting
    const { startsAt } = await openVisit(acting, id)
    made({ appointmentId: id })

    const started = await queries.startVisit(tx, { id, at: happenedAt(at, { startsAt, zone: business.zone, now }) })
    if (started > 0) tell("appointment.started", { dossierId: id })
    return answerVisit(acting, id)
  },

  replay: replayVisit,
})
