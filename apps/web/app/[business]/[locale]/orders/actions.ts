"use server"

import { endpoints as ofVisits } from "#modules/booking/contract.ts"
import { endpoints as ofOrders } from "#modules/orders/contract.ts"
import { api } from "../../../../api.ts"
import { done, type FormState, refused } from "../../../../form-state.ts"
import { here } from "../../../../here.ts"

/** Asks for the link of an order or appointment again. What is said is the same whether there is one or not. */
export async function askLink(before: FormState, form: FormData): Promise<FormState> {
  const { t } = await here()
  const body = { number: String(form.get("number")), phone: String(form.get("phone")) }
  const [, kind] = /^[^0-9a-z]*(CMD|RDV)/i.exec(body.number) ?? []
  const asked = await (kind?.toUpperCase() === "RDV" ? ofVisit(body) : ofOrder(body))
  if (!asked.ok) return refused(asked.problem, { form, before })

  // Who leaves the letters out may mean either.
  if (kind === undefined) await ofVisit(body)
  return done(t("web.find_order.sent"), before)
}

type Asked = { readonly number: string; readonly phone: string }

const ofOrder = (body: Asked) => api(ofOrders.askLink, { body })
const ofVisit = (body: Asked) => api(ofVisits.askAppointmentLink, { body })
