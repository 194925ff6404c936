import * as z from "zod"
import { command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { countTechnicians } from "../board/queries.ts"
import { datedPlanInput } from "../contract-plan.ts"
import { refuse } from "../refusals.ts"
import * as queries from "./queries.ts"
import { replaceWindows } from "./set-week.ts"

/** Other hours for a while: the closest plan of a day counts, alone. Visits that stand already stay. */
export const addDatedPlan = command({
  name: "plan.add-dated",
  needs: "plan.edit",
  sees: ({ technicianId }) => (technicianId === null ? [] : [{ ids: [technicianId], counted: countTechnicians }]),
  input: datedPlanInput,

  async run({ tx, business, tell, made }, { windows, ...plan }) {
    if (Temporal.PlainDate.compare(plan.from, plan.to) > 0) refuse("dates_out_of_order")
    const planId = newId()
    await queries.insertPlan(tx, { businessId: business.id, id: planId, ...plan })
    await replaceWindows(tx, { planId, windows })

    tell("plan.changed", { facts: { planId, technicianId: plan.technicianId, from: plan.from, to: plan.to } })
    made({ planId })
    return { id: planId }
  },

  replay: async (_, { planId = "" }) => ({ id: planId }),
})

export const removeDatedPlan = command({
  name: "plan.remove-dated",
  needs: "plan.edit",
  sees: (plan) => [{ ids: [plan.id], counted: queries.countDatedPlans }],
  input: z.strictObject({ id }),

  async run({ tx, tell }, plan) {
    await queries.deletePlan(tx, plan)
    tell("plan.changed", { facts: { planId: plan.id } })
    return plan
  },
})
