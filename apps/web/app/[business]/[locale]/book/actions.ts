"use server"

import { refresh } from "next/cache"
import type { Words } from "#kernel/words.ts"
import { bookAppointmentInput, endpoints } from "#modules/booking/contract.ts"
import { endpoints as photoEndpoints } from "#modules/booking/contract-photo.ts"
import { api } from "../../../../api.ts"
import { appointmentParts, type BookingDraft, withForm } from "../../../../booking-draft.ts"
import { forgetBooking, readBooking, saveBooking } from "../../../../cookie-jar.ts"
import { fieldErrors } from "../../../../field-errors.ts"
import { done, type FormState, refused, typedIn } from "../../../../form-state.ts"
import { here } from "../../../../here.ts"
import { leaveTo } from "../../../../leave.ts"
import type { Problem } from "../../../../problem.ts"
import { isolated } from "../../../../words.ts"
import { slotsPath } from "./slots/path.ts"

/** What is wrong and where, kept for the way back; a commune that nobody goes to is said before the slots. */
export async function choosePlace(before: FormState, form: FormData): Promise<FormState> {
  const { t, to, visit } = await here()
  const draft = withForm(await readBooking(), form)
  const { faultType = "", commune = "" } = draft
  await saveBooking(draft)
  const errors = {
    ...(faultType === "" ? { faultType: t("web.book.choose_fault") } : {}),
    ...(commune === "" ? { commune: t("web.book.choose_commune_first") } : {}),
  }
  if (Object.keys(errors).length > 0) {
    return { ...before, values: typedIn(form), errors, notice: null, count: before.count + 1 }
  }

  const found = await api(endpoints.findSlots, { query: { faultType, commune, days: 1, locale: visit.language } })
  return found.ok ? leaveTo(to(slotsPath({ faultType, commune }))) : refused(found.problem, { form, before })
}

/** Seats of a session, kept like a slot. */
export async function holdSeats(before: FormState, form: FormData): Promise<FormState> {
  const { faultType: _, commune: __, startsAt: ___, ...draft } = withForm(await readBooking(), form)
  return keep(draft, { form, before, key: String(form.get("key")) })
}

/** A touch on a time keeps that slot. */
export async function holdSlot(before: FormState, form: FormData): Promise<FormState> {
  const { sessionId: _, seats: __, ...draft } = withForm(await readBooking(), form)
  return keep(draft, { form, before, key: String(form.get("key")) })
}

type Keeping = { readonly form: FormData; readonly before: FormState; readonly key: string }

/** Somebody was faster: the nearest others are offered, and nothing else is lost. */
async function keep(draft: BookingDraft, { form, before, key }: Keeping): Promise<FormState> {
  const { to, visit } = await here()
  const { faultType = "", commune = "", startsAt = "", sessionId, seats = "1" } = draft
  const locale = visit.language
  const held = await api(endpoints.holdSlot, {
    body:
      sessionId === undefined ? { faultType, commune, startsAt, locale } : { sessionId, seats: Number(seats), locale },
    idempotencyKey: `${key}-${sessionId === undefined ? startsAt : `${sessionId}-${seats}`}`,
  })
  if (!held.ok) {
    refresh()
    return refused(held.problem, { form, before })
  }

  const { holdToken } = held.value
  await saveBooking({ ...draft, holdToken })
  if (draft.holdToken !== undefined && draft.holdToken !== holdToken) await letGo(draft.holdToken)
  return leaveTo(to(`/book/${holdToken}`))
}

/** A hold that cannot be let go ends by itself: nobody need hear of it. */
async function letGo(holdToken: string): Promise<void> {
  await api(endpoints.releaseHold, { params: { holdToken } })
}

/** Books what is held. When its time is over, what was typed is kept and the same slot, or another, is taken again. */
export async function bookAppointment(before: FormState, form: FormData): Promise<FormState> {
  const { to } = await here()
  const draft = detailsIn(form, await readBooking())
  const { faultType = "", commune = "", holdToken = "" } = draft
  const intent = form.get("intent")
  if (intent === "change") {
    await saveBooking({ ...draft, holdToken: "" })
    await letGo(holdToken)
    return leaveTo(to(faultType === "" || commune === "" ? "/book" : slotsPath({ faultType, commune })))
  }

  await saveBooking(draft)
  if (intent === "again" || form.has("startsAt")) return keep(draft, { form, before, key: holdToken })
  const photo = await addPhoto(form.get("photo"), holdToken)
  if (photo !== null || intent === "photo") return afterPhoto(photo, { form, before })
  return book(draft, { form, before })
}

/** Without a script a photo comes with the form. What is wrong with it, or null. */
async function addPhoto(file: FormDataEntryValue | null, holdToken: string): Promise<Problem | null> {
  if (!(file instanceof File) || file.size === 0) return null
  const added = await api(photoEndpoints.addHoldPhoto, { params: { holdToken }, bytes: file })
  return added.ok ? null : added.problem
}

/** The form again, with its photo or with why it has none. */
function afterPhoto(problem: Problem | null, { form, before }: Omit<Keeping, "key">): FormState {
  const errors: FormState["errors"] = problem === null ? {} : { photo: problem.detail }
  return askedAgain({ ...before, values: typedIn(form), errors, notice: null, count: before.count + 1 })
}

/** A box that is not ticked is not sent: only a page that has it can say no. */
function detailsIn(form: FormData, before: BookingDraft): BookingDraft {
  const draft = withForm(before, form)
  if (!form.has("customer.phone")) return draft
  return { ...draft, consentsToReminders: form.get("consentsToReminders") === "yes" ? "yes" : "" }
}

async function book(draft: BookingDraft, { form, before }: Omit<Keeping, "key">): Promise<FormState> {
  const { t, to, visit, business } = await here()
  const { holdToken = "" } = draft
  const { customer, ...parts } = appointmentParts(draft)
  const phone = withCountry(customer.phone, business.country)
  const body = { ...parts, customer: { ...customer, phone }, holdToken, locale: visit.language }
  const errors = namedFor(business.country, fieldErrors(bookAppointmentInput, body, t), t)
  if (Object.keys(errors).length > 0) {
    const problem = { code: "input_invalid", detail: t("web.checkout.to_correct"), errors: [] }
    return { ...refused(problem, { form, before }), errors }
  }
  const booked = await api(endpoints.bookAppointment, {
    body,
    idempotencyKey: holdToken,
    captcha: `${form.get("captchaToken")}:${encodeURIComponent(String(form.get("captcha")))}`,
  })
  if (!booked.ok) {
    const isOver = booked.problem.code === "hold_expired"
    return isOver ? leaveTo(to(`/book/${holdToken}`)) : askedAgain(refused(booked.problem, { form, before }))
  }

  await forgetBooking()
  const { token, payment } = booked.value
  return leaveTo(to(`/appointments/${token}${payment === null ? "" : "/payment"}`))
}

/** In Tunisia people write the eight digits alone. */
function withCountry(phone: string, country: string): string {
  const digits = phone.replace(/[\s.\-()]/g, "")
  return country === "TN" && /^\d{8}$/.test(digits) ? `+216${digits}` : phone
}

/** What a number looks like is not the same everywhere. */
function namedFor(country: string, errors: FormState["errors"], t: Words): FormState["errors"] {
  if (country !== "TN" || errors["customer.phone"] === undefined) return errors
  return { ...errors, "customer.phone": t("web.sessions.phone_shape") }
}

/** Told of the first slot that becomes free. */
export async function joinWaiting(before: FormState, form: FormData): Promise<FormState> {
  const { t, visit } = await here()
  const [phone, toDate] = [String(form.get("customer.phone") ?? ""), String(form.get("toDate") ?? "")]
  const joined = await api(endpoints.joinWaitingList, {
    body: {
      faultType: String(form.get("faultType")),
      commune: String(form.get("commune")),
      customer: { name: String(form.get("customer.name") ?? ""), phone },
      fromDate: String(form.get("fromDate") ?? ""),
      toDate,
      locale: visit.language,
    },
    idempotencyKey: String(form.get("key")),
    captcha: `${form.get("captchaToken")}:${encodeURIComponent(String(form.get("captcha")))}`,
  })
  if (!joined.ok) return askedAgain(refused(joined.problem, { form, before }))
  return done(t("web.waiting.done", { phone: isolated(phone) }), before)
}

/** An answer is spent with the question it was for: the page comes again with another one. */
function askedAgain(state: FormState): FormState {
  refresh()
  const { captcha: _, ...values } = state.values
  return { ...state, values }
}
