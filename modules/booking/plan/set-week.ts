import type * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { idOf, newId } from "#kernel/ids.ts"
import { countTechnicians } from "../board/queries.ts"
import { endpoints } from "../contract-plan.ts"
import * as queries from "./queries.ts"

const input = endpoints.setWeek.body.extend({
  /** Null for everybody who has no week of their own. */
  technicianId: id.nullable(),
})

/** Hours from now on. Visits that stand already stay where they are. */
export const setWeek = command({
  name: "plan.set-week",
  needs: "plan.edit",
  sees: ({ technicianId }) => (technicianId === null ? [] : [{ ids: [technicianId], counted: countTechnicians }]),
  input,

  async run(acting, { technicianId, windows }) {
    const { tx, tell } = acting
    if (technicianId !== null && windows.length === 0) await forgetWeek(acting, technicianId)
    else await replaceWindows(tx, { planId: await weekOf(acting, technicianId), windows })

    tell("plan.changed", { facts: { technicianId } })
    return { windows }
  },
})

async function forgetWeek({ tx }: Acting, technicianId: string): Promise<void> {
  const own = await queries.findWeek(tx, { technicianId })
  if (own !== null) await queries.deletePlan(tx, own)
}

/** The id is made of whose week it is, so that two who make it at once make one. */
async function weekOf({ tx, business }: Acting, technicianId: string | null): Promise<string> {
  const found = await queries.findWeek(tx, { technicianId })
  if (found !== null) return found.id

  const planId = idOf(business.id, "week", technicianId ?? "everybody")
  const name = { fr: "Semaine", ar: "الأسبوع", en: "Week" }
  await queries.insertPlan(tx, { businessId: business.id, id: planId, technicianId, name, from: null, to: null })
  return planId
}

type Windows = z.output<typeof input>["windows"]

export async function replaceWindows(
  tx: Acting["tx"],
  { planId, windows }: { readonly planId: string; readonly windows: Windows },
): Promise<void> {
  await queries.deleteWindows(tx, { planId })
  const rows = windows.map((window) => ({ ...window, id: newId() }))
  await queries.insertWindows(tx, { businessId: tx.businessId, planId, windows: rows })
}
