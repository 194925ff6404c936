import * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { issueInvoice } from "#modules/billing/index.ts"
import { raiseTask } from "#modules/dossiers/index.ts"
import { completeVisitInput } from "../contract-visit.ts"
import { refuse } from "../refusals.ts"
import { seenAppointment } from "../seen-appointment.ts"
import { answerVisit, replayVisit } from "./answer-visit.ts"
import { foundVisit } from "./found-visit.ts"
import { visitDraftOf } from "./invoice-draft.ts"
import * as queries from "./queries.ts"
import { happenedAt } from "./visit.ts"
import { type Standing, standingOf } from "./visit-state.ts"

/** The visit is over: its invoice is issued on the spot. Said twice, the first time counts. */
export const completeVisit = command({
  name: "visit.complete",
  needs: "visits.work",
  sees: ({ id }) => [seenAppointment(id)],
  input: z.strictObject({ id, ...completeVisitInput.shape }),

  async run(acting, { id, at }) {
    const { tx, business, now, tell, made } = acting
    const visit = await foundVisit(acting, id)
    made({ appointmentId: id })
    if (visit.status === "done") return answerVisit(acting, id)
    if (visit.status !== "confirmed") refuse("appointment_not_open", { status: visit.status })
    if (visit.startedAt === null) refuse("visit_not_started")
    const standing = await standingOf(acting, visit)
    if (standing.visitMinor === null) refuse("report_missing")

    await queries.completeVisit(tx, { id, at: happenedAt(at, { startsAt: visit.startsAt, zone: business.zone, now }) })
    await invoiced(acting, standing)
    tell("appointment.completed", { dossierId: id, audience: "customer", facts: { appointmentId: id } })
    return answerVisit(acting, id)
  },

  replay: replayVisit,
})

/** Work for nothing has no invoice. What is still owed, or was paid too much ahead, is for the office. */
async function invoiced(acting: Acting, standing: Standing): Promise<void> {
  const { visit, totalMinor, dueMinor, depositMinor } = standing
  if (totalMinor > 0) await issueInvoice.within(acting, await visitDraftOf(acting, standing))
  if (dueMinor > 0) await raiseTask(acting, { dossierId: visit.id, kind: "visit_unpaid", facts: { dueMinor } })
  const surplusMinor = depositMinor - totalMinor
  if (surplusMinor > 0)
    await raiseTask(acting, { dossierId: visit.id, kind: "deposit_exceeds", facts: { surplusMinor } })
}
