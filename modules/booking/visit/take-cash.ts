import * as z from "zod"
import { command } from "#kernel/command.ts"
import { id, wireMoney } from "#kernel/contract.ts"
import { askPayment, receiveCash } from "#modules/payments/index.ts"
import { takeCashInput } from "../contract-visit.ts"
import { refuse } from "../refusals.ts"
import { seenAppointment } from "../seen-appointment.ts"
import { answerVisit, replayVisit } from "./answer-visit.ts"
import { openVisit } from "./found-visit.ts"
import { checkUnpaid, standingOf } from "./visit-state.ts"

/** A named member of staff has the money in hand: what is due and its stamp duty, to the centime. */
export const takeCash = command({
  name: "visit.take-cash",
  needs: "visits.take-cash",
  sees: ({ id }) => [seenAppointment(id)],
  input: z.strictObject({ id, ...takeCashInput.shape }),

  async run(acting, { id, collected }) {
    const { business, actor, made } = acting
    const visit = await openVisit(acting, id)
    const standing = await standingOf(acting, visit)
    checkUnpaid(standing)
    if (visit.startedAt === null) refuse("visit_not_started")
    if (standing.visitMinor === null) refuse("report_missing")
    if (standing.dueMinor === 0) refuse("nothing_due")
    const { currency } = business
    const amountMinor = standing.dueMinor + standing.stampMinor
    if (collected.amount !== amountMinor || collected.currency !== currency)
      refuse("cash_differs", { expected: wireMoney(amountMinor, currency), amountMinor, currency })
    if (actor.scope !== "member") throw new Error("cash is taken by a named member of staff")

    const asked = { dossierId: id, purpose: "balance", method: "cash_on_delivery", expiresAt: null } as const
    const { requestId } = await askPayment(acting, { ...asked, amountMinor, currency })
    await receiveCash.within(acting, { requestId, receivedBy: actor.accountId })
    made({ appointmentId: id })
    return answerVisit(acting, id)
  },

  replay: replayVisit,
})
