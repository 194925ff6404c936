"use server"

import { randomUUID } from "node:crypto"
import { refresh } from "next/cache"
import { endpoints, placeOrderInput } from "#modules/orders/contract.ts"
import { api } from "../../../../api.ts"
import { forgetCheckout, readCart, readDraft, saveDraft } from "../../../../cookie-jar.ts"
import { draftOf, orderParts } from "../../../../draft.ts"
import { fieldErrors } from "../../../../field-errors.ts"
import { type FormState, refused, typedIn } from "../../../../form-state.ts"
import { here } from "../../../../here.ts"
import { leaveTo } from "../../../../leave.ts"

/** Who and where: checked by the contract of the order itself, then kept for the recap. */
export async function keepDetails(before: FormState, form: FormData): Promise<FormState> {
  const { t, to } = await here()
  const draft = { ...draftOf(form), key: (await readDraft()).key ?? randomUUID() }
  await saveDraft(draft)
  if (form.get("intent") === "communes")
    return { ...before, values: typedIn(form), errors: {}, count: before.count + 1 }

  const errors = fieldErrors(placeOrderInput, { ...orderParts(draft), lines: await readCart(), acceptTerms: true }, t)
  if (Object.keys(errors).length > 0) {
    const problem = { code: "input_invalid", detail: t("web.checkout.to_correct"), errors: [] }
    return { ...refused(problem, { form, before }), errors }
  }
  return leaveTo(to("/checkout/review"))
}

/** Refusals that no answer on the recap can change: the page that can says what is wrong. */
const pagesOf: { readonly [code: string]: string } = {
  stock_short: "/cart",
  delivery_not_served: "/checkout",
  commune_unknown: "/checkout",
  amount_below_gateway: "/checkout",
}

/** Places the order. The key comes with the page, so that a form sent twice is one order. */
export async function placeOrder(before: FormState, form: FormData): Promise<FormState> {
  const { t, to, visit } = await here()
  const draft = await readDraft()
  const body = {
    ...orderParts(draft),
    lines: await readCart(),
    acceptTerms: form.get("acceptTerms") === "yes",
    locale: visit.language,
  }
  const input = placeOrderInput.safeParse(body)
  if (!input.success) {
    const errors = fieldErrors(placeOrderInput, body, t)
    if (!("acceptTerms" in errors)) return leaveTo(to("/checkout"))
    return { ...before, values: typedIn(form), errors, notice: null, count: before.count + 1 }
  }

  const placed = await api(endpoints.placeOrder, {
    body: { ...body, ...input.data },
    idempotencyKey: String(form.get("key")),
    captcha: `${form.get("captchaToken")}:${encodeURIComponent(String(form.get("captcha")))}`,
  })
  if (!placed.ok) {
    const earlier = pagesOf[placed.problem.code]
    return earlier === undefined ? askedAgain(refused(placed.problem, { form, before })) : leaveTo(to(earlier))
  }

  await forgetCheckout()
  const { trackingToken } = placed.value
  return leaveTo(
    to(input.data.payment.method === "satim" ? `/orders/${trackingToken}/payment` : `/orders/${trackingToken}`),
  )
}

/** An answer is spent with the question it was for: the page comes again with another one. */
function askedAgain(state: FormState): FormState {
  refresh()
  const { captcha: _, ...values } = state.values
  return { ...state, values }
}
