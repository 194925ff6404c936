"use server"

import { createHash } from "node:crypto"
import { refresh } from "next/cache"
import { endpoints } from "#modules/orders/contract.ts"
import { endpoints as paymentEndpoints } from "#modules/payments/contract.ts"
import { api } from "../../../../../api.ts"
import { done, type FormState, refused } from "../../../../../form-state.ts"
import { here } from "../../../../../here.ts"
import { leaveTo } from "../../../../../leave.ts"
import { isolated } from "../../../../../words.ts"

/** Pays again by card, or chooses cash. The key comes with the page: pressed twice, it is one attempt. */
export async function payAgain(before: FormState, form: FormData): Promise<FormState> {
  const { to } = await here()
  const token = String(form.get("token"))
  const method = form.get("method") === "cash_on_delivery" ? "cash_on_delivery" : "satim"
  const started = await api(endpoints.payOrder, {
    params: { token },
    body: { method },
    idempotencyKey: `${form.get("key")}-${method}`,
  })
  if (!started.ok && started.problem.code !== "order_already_paid") return refused(started.problem, { form, before })

  const paysNow = started.ok && method === "satim"
  return leaveTo(to(`/orders/${token}${paysNow ? "/payment" : ""}`))
}

/** The receipt goes to the address typed. Sent again with another address it is another wish, and has its own key. */
export async function mailReceipt(before: FormState, form: FormData): Promise<FormState> {
  const { t } = await here()
  const email = String(form.get("email")).trim()
  const mailed = await api(paymentEndpoints.mailReceipt, {
    params: { token: String(form.get("token")) },
    body: { email },
    idempotencyKey: `${form.get("key")}-${createHash("sha256").update(email).digest("hex").slice(0, 16)}`,
  })
  if (!mailed.ok) return refused(mailed.problem, { form, before })
  return done(t("web.result.sent", { email: isolated(mailed.value.email) }), before)
}

/** "I have paid": the gateway is asked now, and the page says what it answered. */
export async function checkPayment(before: FormState, form: FormData): Promise<FormState> {
  const { t } = await here()
  const checked = await api(endpoints.checkOrderPayment, { params: { token: String(form.get("token")) }, body: {} })
  if (!checked.ok) return refused(checked.problem, { form, before })

  refresh()
  const isOpen = checked.value.status === "pending" || checked.value.status === "starting"
  const notice = isOpen ? ({ tone: "wait", text: t("web.order.not_yet") } as const) : null
  return { ...before, notice, count: before.count + 1 }
}
