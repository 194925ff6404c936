"use server"

import { endpoints } from "#modules/booking/contract-board.ts"
import { endpoints as desk } from "#modules/booking/contract-desk.ts"
import { api } from "../../../../../api.ts"
import { type FormState, refused } from "../../../../../form-state.ts"
import { here } from "../../../../../here.ts"
import { leaveTo } from "../../../../../leave.ts"
import type { Problem } from "../../../../../problem.ts"

const said = (form: FormData, name: string) => {
  const value = form.get(name)
  return typeof value === "string" ? value.trim() : ""
}

/** A visit to another time or technician; the page that it came from says so and offers the way back. */
export async function moveVisit(before: FormState, form: FormData): Promise<FormState> {
  const { t, to, business } = await here()
  const [id, override] = [said(form, "id"), said(form, "override")]
  const was = await api(desk.showDeskAppointment, { params: { id }, query: {} })
  const [startsAt, technicianId] = chosen(form, business.zone)
  const place = { technicianId, startsAt }
  const first = await moveTo(id, place, override)
  // Where it stood before, it may stand again: that needs no reason of anybody's.
  const isBack = said(form, "undo") !== "" && !first.ok && first.problem.code === "outside_the_plan"
  const moved = isBack ? await moveTo(id, place, t("desk.calendar.undo")) : first
  if (!moved.ok) return refusedMove(moved.problem, { form, before, taken: t("desk.calendar.taken") })

  const back = said(form, "back")
  const page = /^\/desk\/[\w/-]*(\?[\w=&%.:-]*)?$/.test(back) ? back : `/desk/appointments/${id}`
  const undo = was.ok ? { was: was.value.startsAt, whose: was.value.technician?.id ?? "" } : {}
  return leaveTo(`${to(page)}${page.includes("?") ? "&" : "?"}${new URLSearchParams({ moved: id, ...undo })}`)
}

type Place = { readonly technicianId: string; readonly startsAt: string }

function moveTo(id: string, place: Place, override: string) {
  const body = { ...place, ...(override === "" ? {} : { override }) }
  return api(desk.moveAppointment, { params: { id }, body })
}

/** Outside the plan asks for a reason, under the field for it; a time that is gone asks for a look at what is left. */
function refusedMove(problem: Problem, sent: { form: FormData; before: FormState; taken: string }): FormState {
  const state = refused(problem, sent)
  if (problem.code === "slot_taken") {
    return { ...state, alternatives: [], notice: { tone: "bad", text: sent.taken } }
  }
  if (problem.code !== "outside_the_plan") return state
  return { ...state, errors: { ...state.errors, override: problem.detail } }
}

/** Where the form says: a slot of a list (`start|technician`), an instant, or a time on the wall clock. */
function chosen(form: FormData, zone: string): [startsAt: string, technicianId: string] {
  const slot = said(form, "slot")
  if (slot !== "") {
    const [startsAt = "", technicianId = ""] = slot.split("|")
    return [startsAt, technicianId]
  }
  const technicianId = said(form, "technicianId")
  const at = said(form, "at")
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(at)) return [instantAt(at, zone), technicianId]
  const [date, minute] = [said(form, "date"), Number(said(form, "minute"))]
  if (date === "") return [said(form, "startsAt"), technicianId]
  const wall = Temporal.PlainDate.from(date).toPlainDateTime().add({ minutes: minute })
  return [wall.toZonedDateTime(zone).toInstant().toString(), technicianId]
}

const instantAt = (local: string, zone: string) =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant().toString()

/** Away from a day to another, whole days or some hours; what stands there is then to be moved. */
export async function recordAbsence(before: FormState, form: FormData): Promise<FormState> {
  const { to, business } = await here()
  const instant = (name: string) => {
    const local = said(form, name)
    return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local) ? instantAt(local, business.zone) : ""
  }
  const recorded = await api(endpoints.recordAbsence, {
    body: { technicianId: said(form, "technicianId"), startsAt: instant("startsAt"), endsAt: instant("endsAt") },
    idempotencyKey: said(form, "key"),
  })
  if (!recorded.ok) return refused(recorded.problem, { form, before })
  return leaveTo(to(`/desk/absences/${recorded.value.id}`))
}

export async function endAbsence(before: FormState, form: FormData): Promise<FormState> {
  const { to } = await here()
  const ended = await api(endpoints.endAbsence, { params: { id: said(form, "id") } })
  if (!ended.ok) return refused(ended.problem, { form, before })
  return leaveTo(to("/desk/calendar"))
}
