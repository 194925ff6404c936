"use server"

import { endpoints } from "#modules/booking/contract-desk.ts"
import { endpoints as dossiers } from "#modules/dossiers/contract.ts"
import { api, type Result } from "../../../../../api.ts"
import { type FormState, refused } from "../../../../../form-state.ts"
import { here } from "../../../../../here.ts"
import { leaveTo } from "../../../../../leave.ts"

const said = (form: FormData, name: string) => {
  const value = form.get(name)
  return typeof value === "string" ? value.trim() : ""
}

/** One action on one appointment, named by its button; afterwards its page says what was done. */
export async function actOnVisit(before: FormState, form: FormData): Promise<FormState> {
  const { to } = await here()
  const [id, action] = [said(form, "id"), said(form, "action")]
  const result = await acted({ id, action, form })
  if (!result.ok) return refused(result.problem, { form, before })

  return leaveTo(`${to(`/desk/appointments/${encodeURIComponent(id)}`)}?done=${action}`)
}

type Acting = { readonly id: string; readonly action: string; readonly form: FormData }

function acted({ id, action, form }: Acting): Promise<Result<unknown>> {
  const params = { id }
  const reason = said(form, "reason")
  const technicianId = said(form, "technicianId")
  switch (action) {
    case "approve":
      return api(endpoints.approveAppointment, { params, body: technicianId === "" ? {} : { technicianId } })
    case "refuse":
      return api(endpoints.refuseAppointment, { params, body: { reason } })
    case "cancel":
      return api(endpoints.cancelDeskAppointment, { params, body: { reason } })
    case "miss":
      return api(endpoints.markMissed, { params, body: {} })
    case "task":
      return api(dossiers.finishTask, { params: { id: said(form, "task") }, body: {} })
    default:
      throw new Error("no button of the desk has this action")
  }
}
