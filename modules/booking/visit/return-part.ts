import * as z from "zod"
import { command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { refuse } from "#kernel/refusals.ts"
import { putUnitsBack } from "#modules/catalog/index.ts"
import { seenAppointment } from "../seen-appointment.ts"
import { answerVisit } from "./answer-visit.ts"
import { openVisit } from "./found-visit.ts"
import * as queries from "./queries.ts"
import { checkUnpaid, standingOf } from "./visit-state.ts"

/** It was not needed after all: its units are back in the stock, once. */
export const returnPart = command({
  name: "visit.return-part",
  needs: "visits.work",
  sees: ({ id }) => [seenAppointment(id)],
  input: z.strictObject({ id, partId: id }),

  async run(acting, { id, partId }) {
    const { tx, now, tell } = acting
    const visit = await openVisit(acting, id)
    const part = await queries.findPart(tx, { id: partId, appointmentId: id })
    if (part === null) return refuse("not_found")
    if (part.isReturned) return answerVisit(acting, id)
    checkUnpaid(await standingOf(acting, visit))

    await queries.returnPart(tx, { id: partId, returnedAt: now })
    await putUnitsBack(tx, part)
    tell("part.returned", { dossierId: id, facts: { partId, quantity: part.quantity } })
    return answerVisit(acting, id)
  },
})
