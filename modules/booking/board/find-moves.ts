import * as z from "zod"
import { query } from "#kernel/query.ts"
import { refuse } from "#kernel/refusals.ts"
import { endpoints } from "../contract-board.ts"
import { type Slot, searchSlots } from "../slots.ts"
import * as queries from "./queries.ts"

const { findMoves: endpoint } = endpoints

/** Where a visit could go: staff are held back by the plan alone. Refuses `not_found` for what cannot move any more. */
export const findMoves = query({
  name: "appointments.find-moves",
  needs: "appointments.list",
  input: z.strictObject({ ...endpoint.params.shape, ...endpoint.query.shape }),

  async run({ tx, now }, { id, from, days, technician = null }) {
    const visit = await queries.findMovable(tx, { id })
    if (visit === null) return refuse("not_found")

    const { faultTypeId, zoneId } = visit
    const wanted = { faultTypeId, zoneId, now, technicianId: technician, leavingOut: id, rules: "staff" } as const
    const { slots } = await searchSlots(tx, { ...wanted, from: Temporal.PlainDate.from(from), days })
    return { slots: slots.flatMap(slotView) }
  },
})

/** A slot with who comes; seats of a session have nobody to move. */
export function slotView({ startsAt, endsAt, technicianId }: Slot) {
  return technicianId === null ? [] : [{ startsAt: startsAt.toString(), endsAt: endsAt.toString(), technicianId }]
}
