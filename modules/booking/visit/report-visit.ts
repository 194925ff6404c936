import * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { reportVisitInput } from "../contract-visit.ts"
import { refuse } from "../refusals.ts"
import { seenAppointment } from "../seen-appointment.ts"
import { answerVisit, replayVisit } from "./answer-visit.ts"
import { openVisit } from "./found-visit.ts"
import * as queries from "./queries.ts"
import { happenedAt } from "./visit.ts"
import { type Standing, standingOf } from "./visit-state.ts"

const input = z.strictObject({ id, ...reportVisitInput.shape })

/** What was done, what it costs and who signed for it; written again, it says the new. */
export const reportVisit = command({
  name: "visit.report",
  needs: "visits.work",
  sees: ({ id }) => [seenAppointment(id)],
  input,

  async run(acting, { id, workDone, labour, signature, at }) {
    const { tx, business, actor, now, tell, made } = acting
    const visit = await openVisit(acting, id)
    const labourMinor = labourOf(acting, { labour, standing: await standingOf(acting, visit) })
    const writtenAt = happenedAt(at, { startsAt: visit.startsAt, zone: business.zone, now })

    await queries.saveReport(tx, {
      businessId: business.id,
      appointmentId: id,
      workDone,
      labourMinor,
      signedName: signature?.name ?? null,
      signature: signature?.path ?? null,
      signedAt: signature === null ? null : writtenAt,
      writtenBy: actor.scope === "member" ? actor.accountId : null,
      writtenAt,
    })
    made({ appointmentId: id })
    tell("visit.reported", { dossierId: id, facts: { isSigned: signature !== null } })
    return answerVisit(acting, id)
  },

  replay: replayVisit,
})

type Written = { readonly labour: z.output<typeof input>["labour"]; readonly standing: Standing }

/** A priced visit keeps its price; a quote may change until it is paid. Refuses `visit_paid`. */
function labourOf({ business }: Acting, { labour, standing }: Written): number {
  const { visit, report, cashMinor } = standing
  if (visit.priceMinor !== null) return visit.priceMinor
  const labourMinor = labour?.amount ?? report?.labourMinor
  if (labourMinor === undefined || labourMinor < 0 || (labour !== null && labour.currency !== business.currency))
    return refuse("report_missing")
  if (cashMinor > 0 && labourMinor !== report?.labourMinor) refuse("visit_paid")
  return labourMinor
}
