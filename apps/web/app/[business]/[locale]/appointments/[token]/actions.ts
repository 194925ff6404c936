"use server"

import { refresh } from "next/cache"
import { endpoints } from "#modules/booking/contract.ts"
import { endpoints as photoEndpoints } from "#modules/booking/contract-photo.ts"
import { api } from "../../../../../api.ts"
import { moneySaid } from "../../../../../booking-words.ts"
import { done, type FormState, refused, untouched } from "../../../../../form-state.ts"
import { here } from "../../../../../here.ts"
import { leaveTo } from "../../../../../leave.ts"

const paramsOf = (form: FormData) => ({ token: String(form.get("token")) })

/** Pays the deposit again by card. The key comes with the page: pressed twice, it is one attempt. */
export async function payAgain(before: FormState, form: FormData): Promise<FormState> {
  const { to } = await here()
  const params = paramsOf(form)
  const started = await api(endpoints.payDeposit, { params, body: {}, idempotencyKey: String(form.get("key")) })
  const isSettled = !started.ok && started.problem.code === "deposit_not_awaited"
  if (!started.ok && !isSettled) return refused(started.problem, { form, before })
  return leaveTo(to(`/appointments/${params.token}${isSettled ? "" : "/payment"}`))
}

/** "I have paid": the gateway is asked now, and the page says what it answered. */
export async function checkDeposit(before: FormState, form: FormData): Promise<FormState> {
  const { t } = await here()
  const checked = await api(endpoints.checkDepositPayment, { params: paramsOf(form), body: {} })
  if (!checked.ok) return refused(checked.problem, { form, before })

  refresh()
  const isOpen = checked.value.status === "pending" || checked.value.status === "starting"
  const notice = isOpen ? ({ tone: "wait", text: t("web.order.not_yet") } as const) : null
  return { ...before, notice, count: before.count + 1 }
}

/** "I will be there." */
export async function acknowledge(before: FormState, form: FormData): Promise<FormState> {
  const { t } = await here()
  const told = await api(endpoints.acknowledgeAppointment, { params: paramsOf(form), body: {} })
  refresh()
  return told.ok ? done(t("web.visit.acknowledged"), before) : refused(told.problem, { form, before })
}

/** Our SMS did not arrive: another number. */
export async function changePhone(before: FormState, form: FormData): Promise<FormState> {
  const { t } = await here()
  const body = { phone: String(form.get("phone") ?? "") }
  const changed = await api(endpoints.changePhone, { params: paramsOf(form), body })
  if (!changed.ok) return refused(changed.problem, { form, before })

  refresh()
  return done(t("web.visit.unreached.sent"), before)
}

/** "I am late." The page then says so itself. */
export async function reportLateness(before: FormState, form: FormData): Promise<FormState> {
  const body = { minutes: Number(form.get("minutes")) }
  const told = await api(endpoints.reportLateness, { params: paramsOf(form), body })
  refresh()
  if (!told.ok) return refused(told.problem, { form, before })
  return { ...untouched, count: before.count + 1 }
}

/** A photo that comes with the form, where no script sends it. */
export async function sendPhoto(before: FormState, form: FormData): Promise<FormState> {
  const { t } = await here()
  const file = form.get("photo")
  if (!(file instanceof File) || file.size === 0) return { ...before, count: before.count + 1 }

  const sent = await api(photoEndpoints.addPhoto, { params: paramsOf(form), bytes: file })
  refresh()
  if (sent.ok) return done(t("web.photos.sent"), before)
  return { ...refused(sent.problem, { form, before }), errors: { photo: sent.problem.detail }, notice: null }
}

/** What it costs was said on the button. */
export async function cancelAppointment(before: FormState, form: FormData): Promise<FormState> {
  const at = await here()
  const body = { reason: String(form.get("reason") ?? "") }
  const cancelled = await api(endpoints.cancelAppointment, { params: paramsOf(form), body })
  refresh()
  if (!cancelled.ok) return refused(cancelled.problem, { form, before })

  const { fee } = cancelled.value
  const text = fee.amount === 0 ? "web.visit.cancelled_free" : "web.visit.cancelled_paying"
  return done(at.t(text, { fee: moneySaid(fee, at) }), before)
}

/** Another time for the same visit; when somebody was faster, the old one stands. */
export async function reschedule(before: FormState, form: FormData): Promise<FormState> {
  const { to } = await here()
  const params = paramsOf(form)
  const body = { startsAt: String(form.get("startsAt")) }
  const moved = await api(endpoints.rescheduleAppointment, { params, body })
  if (moved.ok) return leaveTo(to(`/appointments/${params.token}`))

  refresh()
  return refused(moved.problem, { form, before })
}
