import type { Acting } from "#kernel/command.ts"
import { lockDossier } from "#modules/dossiers/index.ts"
import { refuse } from "../refusals.ts"
import * as queries from "./queries.ts"

/** The visit, locked after its dossier. Refuses `visit_not_yours` to a technician whose visit it is not. */
export async function foundVisit({ tx, actor }: Acting, id: string): Promise<queries.Visited> {
  await lockDossier(tx, { dossierId: id })
  const visit = await queries.lockVisit(tx, { id })
  if (visit === null) throw new Error(`appointment ${id} was seen and is gone`)
  const isOthers =
    actor.scope === "member" && actor.role === "technician" && visit.technicianAccountId !== actor.accountId
  if (isOthers) refuse("visit_not_yours")
  return visit
}

/** As `foundVisit`, while it is still to be done. Refuses `appointment_not_open` with where it stands. */
export async function openVisit(acting: Acting, id: string): Promise<queries.Visited> {
  const visit = await foundVisit(acting, id)
  if (visit.status !== "confirmed") refuse("appointment_not_open", { status: visit.status })
  return visit
}
