"use server"

import { redirect } from "next/navigation"
import { endpoints as accounts } from "#modules/accounts/contract.ts"
import { endpoints as dossiers } from "#modules/dossiers/contract.ts"
import { endpoints as orders } from "#modules/orders/contract.ts"
import { endpoints as payments } from "#modules/payments/contract.ts"
import { api, type Result } from "../../../../api.ts"
import { type FormState, refused } from "../../../../form-state.ts"
import { here } from "../../../../here.ts"
import { leaveTo } from "../../../../leave.ts"

const said = (form: FormData, name: string) => {
  const value = form.get(name)
  return typeof value === "string" ? value : ""
}

export async function signIn(before: FormState, form: FormData): Promise<FormState> {
  const { to } = await here()
  const result = await api(accounts.startSession, {
    body: { email: said(form, "email").trim(), password: said(form, "password") },
  })
  if (!result.ok) return refused(result.problem, { form, before })

  const next = said(form, "next")
  return leaveTo(/^\/desk(\/[\w/-]*)?$/.test(next) ? to(next) : to("/desk"))
}

export async function signOut(): Promise<void> {
  const { to } = await here()
  await api(accounts.endSession, {})
  redirect(to("/desk/sign-in"))
}

/** One action on one order, named by its button; afterwards the order's page says what was done. */
export async function actOnOrder(before: FormState, form: FormData): Promise<FormState> {
  const { to } = await here()
  const [id, action] = [said(form, "id"), said(form, "action")]
  const result = await acted({ id, action, form })
  if (!result.ok) return refused(result.problem, { form, before })

  return leaveTo(`${to(`/desk/orders/${encodeURIComponent(id)}`)}?done=${action}`)
}

function acted({ id, action, form }: { id: string; action: string; form: FormData }): Promise<Result<unknown>> {
  const params = { id }
  switch (action) {
    case "confirm":
      return api(orders.confirmOrder, { params, body: {} })
    case "ship":
      return api(orders.shipOrder, {
        params,
        body: { carrier: said(form, "carrier"), reference: said(form, "reference") },
      })
    case "deliver":
      return api(orders.deliverOrder, { params, body: {} })
    case "task":
      return api(dossiers.finishTask, { params: { id: said(form, "task") }, body: {} })
    case "cancel":
      return api(orders.cancelOrder, { params, body: { reason: said(form, "reason") } })
    case "refund":
      return api(orders.refundOrder, {
        params,
        body: { reason: said(form, "reason") },
        idempotencyKey: said(form, "key"),
      })
    case "settle":
      return api(payments.settleDoubtfulRefund, {
        params: { id: said(form, "refund") },
        body: { outcome: said(form, "outcome") === "done" ? "done" : "failed" },
      })
    default:
      throw new Error("no button of the desk has this action")
  }
}
