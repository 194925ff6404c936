import * as z from "zod"
import { command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { joinedName, pricedVariants, seenVariants, takeUnits } from "#modules/catalog/index.ts"
import { usePartInput } from "../contract-visit.ts"
import { refuse } from "../refusals.ts"
import { seenAppointment } from "../seen-appointment.ts"
import { answerVisit, replayVisit } from "./answer-visit.ts"
import { openVisit } from "./found-visit.ts"
import * as queries from "./queries.ts"
import { happenedAt } from "./visit.ts"
import { checkUnpaid, standingOf } from "./visit-state.ts"

/** A part was built in: its units leave the stock, at the price of the day. Refuses `part_short` with what is left. */
export const usePart = command({
  name: "visit.use-part",
  needs: "visits.work",
  sees: ({ id, variantId }) => [seenAppointment(id), seenVariants([variantId])],
  input: z.strictObject({ id, ...usePartInput.shape }),

  async run(acting, { id, variantId, quantity, at }) {
    const { tx, business, actor, now, tell, made } = acting
    const visit = await openVisit(acting, id)
    checkUnpaid(await standingOf(acting, visit))
    const [variant] = await pricedVariants(tx, [variantId])
    if (variant === undefined) throw new Error(`variant ${variantId} was seen and is gone`)
    const { sku, available } = variant
    if (!(await takeUnits(tx, { variantId, quantity }))) refuse("part_short", { sku, wanted: quantity, available })

    const partId = newId()
    await queries.insertPart(tx, {
      businessId: business.id,
      id: partId,
      appointmentId: id,
      variantId,
      sku,
      name: joinedName(variant.name, variant.variantName),
      quantity,
      unitPriceMinor: variant.priceMinor,
      totalMinor: variant.priceMinor * quantity,
      vatPercent: variant.vatPercent,
      usedBy: actor.scope === "member" ? actor.accountId : null,
      usedAt: happenedAt(at, { startsAt: visit.startsAt, zone: business.zone, now }),
    })
    made({ appointmentId: id })
    tell("part.used", { dossierId: id, facts: { partId, sku, quantity } })
    return answerVisit(acting, id)
  },

  replay: replayVisit,
})
