"use server"

import { endpoints as feeds } from "#modules/booking/contract-calendar.ts"
import { endpoints } from "#modules/booking/contract-plan.ts"
import { api, type Result } from "../../../../../api.ts"
import { windowsOf } from "../../../../../components/desk/plan/week.ts"
import { done, type FormState, refused } from "../../../../../form-state.ts"
import { here } from "../../../../../here.ts"
import { leaveTo } from "../../../../../leave.ts"

const said = (form: FormData, name: string) => {
  const value = form.get(name)
  return typeof value === "string" ? value.trim() : ""
}

type Sent = { readonly form: FormData; readonly before: FormState; readonly did: string }

async function backToPlan(result: Result<unknown>, { form, before, did }: Sent): Promise<FormState> {
  const { to } = await here()
  return result.ok ? leaveTo(`${to("/desk/plan")}?done=${did}`) : refused(result.problem, { form, before })
}

const timesOf = (form: FormData, prefix: string) => ({
  from: said(form, `${prefix}from`),
  to: said(form, `${prefix}to`),
  breakFrom: said(form, `${prefix}breakFrom`),
  breakTo: said(form, `${prefix}breakTo`),
})

/** Everybody's week, or that of one technician. */
export async function setWeek(before: FormState, form: FormData): Promise<FormState> {
  const windows = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => windowsOf(weekday, timesOf(form, `${weekday}.`)))
  const id = said(form, "technicianId")
  const set =
    id === ""
      ? await api(endpoints.setWeek, { body: { windows } })
      : await api(endpoints.setTechnicianWeek, { params: { id }, body: { windows } })
  return backToPlan(set, { form, before, did: "week" })
}

/** Back to everybody's week. */
export async function shareWeek(before: FormState, form: FormData): Promise<FormState> {
  const params = { id: said(form, "technicianId") }
  const shared = await api(endpoints.setTechnicianWeek, { params, body: { windows: [] } })
  return backToPlan(shared, { form, before, did: "week" })
}

export async function addDatedPlan(before: FormState, form: FormData): Promise<FormState> {
  const technicianId = said(form, "technicianId")
  const added = await api(endpoints.addDatedPlan, {
    idempotencyKey: said(form, "key"),
    body: {
      name: { fr: said(form, "name.fr") },
      technicianId: technicianId === "" ? null : technicianId,
      from: said(form, "fromDate"),
      to: said(form, "toDate"),
      windows: form.getAll("weekday").flatMap((weekday) => windowsOf(Number(weekday), timesOf(form, ""))),
    },
  })
  return backToPlan(added, { form, before, did: "dated" })
}

export async function removeDatedPlan(before: FormState, form: FormData): Promise<FormState> {
  const removed = await api(endpoints.removeDatedPlan, { params: { id: said(form, "id") } })
  return backToPlan(removed, { form, before, did: "removed" })
}

export async function setWorksOn(before: FormState, form: FormData): Promise<FormState> {
  const body = { works: said(form, "works") === "yes" }
  const set = await api(endpoints.setWorksOn, { params: { id: said(form, "id") }, body })
  return backToPlan(set, { form, before, did: "holiday" })
}

/** The day that was announced; the page says how many visits stand on it now. */
export async function confirmHoliday(before: FormState, form: FormData): Promise<FormState> {
  const body = { date: said(form, "date") }
  const confirmed = await api(endpoints.confirmHoliday, { params: { id: said(form, "id") }, body })
  const did = confirmed.ok && confirmed.value.visits > 0 ? `confirmed&visits=${confirmed.value.visits}` : "confirmed"
  return backToPlan(confirmed, { form, before, did })
}

export async function writeHolidays(before: FormState, form: FormData): Promise<FormState> {
  const written = await api(endpoints.writeHolidays, { body: { year: Number(said(form, "year")) } })
  return backToPlan(written, { form, before, did: "holidays" })
}

/** A new private address is shown once; closing leaves none. */
export async function changeFeed(before: FormState, form: FormData): Promise<FormState> {
  const { t } = await here()
  const params = { id: said(form, "technicianId") }
  if (said(form, "intent") === "revoke") {
    const revoked = await api(feeds.revokeFeed, { params })
    return revoked.ok ? done(t("desk.plan.feed.revoked"), before) : refused(revoked.problem, { form, before })
  }
  const renewed = await api(feeds.renewFeed, { params, body: {} })
  if (!renewed.ok) return refused(renewed.problem, { form, before })
  return { ...done(t("desk.plan.feed.renewed"), before), values: { url: renewed.value.url } }
}
