"use server"

import { endpoints } from "#modules/booking/contract-desk.ts"
import { api } from "../../../../../../api.ts"
import { type FormState, refused } from "../../../../../../form-state.ts"
import { here } from "../../../../../../here.ts"
import { leaveTo } from "../../../../../../leave.ts"

const said = (form: FormData, name: string) => {
  const value = form.get(name)
  return typeof value === "string" ? value.trim() : ""
}

/** Books for who is on the phone; what is refused is said under its field, and nothing that was typed is lost. */
export async function bookCaller(before: FormState, form: FormData): Promise<FormState> {
  const { t, to, business } = await here()
  const time = timeOf(form, business.zone)
  if (time === null) {
    const missing = { code: "input_invalid", detail: t("desk.booking.time_missing"), errors: [] }
    return { ...refused(missing, { form, before }), errors: { startsAt: missing.detail } }
  }
  const email = said(form, "customer.email")
  const language = said(form, "locale")
  const booked = await api(endpoints.bookForCaller, {
    idempotencyKey: said(form, "key"),
    body: {
      ...time,
      faultType: said(form, "faultType"),
      commune: said(form, "commune"),
      customer: {
        name: said(form, "customer.name"),
        phone: said(form, "customer.phone"),
        ...(email === "" ? {} : { email }),
      },
      address: said(form, "address"),
      landmark: said(form, "landmark"),
      notes: said(form, "notes"),
      consentsToReminders: said(form, "consentsToReminders") === "yes",
      locale: language === "ar" || language === "en" ? language : "fr",
    },
  })
  if (booked.ok) return leaveTo(`${to(`/desk/appointments/${booked.value.id}`)}?done=book`)
  const state = refused(booked.problem, { form, before })
  if (booked.problem.code !== "outside_the_plan") return state
  return { ...state, errors: { ...state.errors, override: booked.problem.detail } }
}

/** One of the free times, or a time of one's own by a technician who is named; null when neither is chosen. */
function timeOf(form: FormData, zone: string) {
  const startsAt = said(form, "startsAt")
  if (startsAt !== "other") return startsAt === "" ? null : { startsAt }
  const local = said(form, "at")
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) return null
  const [technicianId, override] = [said(form, "technicianId"), said(form, "override")]
  return {
    startsAt: Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant().toString(),
    ...(technicianId === "" ? {} : { technicianId }),
    ...(override === "" ? {} : { override }),
  }
}
