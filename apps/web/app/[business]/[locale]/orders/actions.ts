"use server"

import { endpoints } from "#modules/orders/contract.ts"
import { api } from "../../../../api.ts"
import { done, type FormState, refused } from "../../../../form-state.ts"
import { here } from "../../../../here.ts"

/** Asks for the link of an order again. What is said is the same whether there is such an order or not. */
export async function askLink(before: FormState, form: FormData): Promise<FormState> {
  const { t } = await here()
  const body = { number: String(form.get("number")), phone: String(form.get("phone")) }
  const asked = await api(endpoints.askLink, { body })
  return asked.ok ? done(t("web.find_order.sent"), before) : refused(asked.problem, { form, before })
}
