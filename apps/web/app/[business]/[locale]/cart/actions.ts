"use server"

import { withMore, withQuantity } from "../../../../cart.ts"
import { readCart, saveCart } from "../../../../cookie-jar.ts"
import { done, type FormState } from "../../../../form-state.ts"
import { here } from "../../../../here.ts"
import { leaveTo } from "../../../../leave.ts"

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function lineFrom(form: FormData) {
  const variantId = String(form.get("variant"))
  const quantity = Number(form.get("quantity") ?? 1)
  return uuid.test(variantId) && Number.isInteger(quantity) && quantity >= 0 && quantity <= 99
    ? { variantId, quantity }
    : null
}

export async function addToCart(before: FormState, form: FormData): Promise<FormState> {
  const { t } = await here()
  const line = lineFrom(form)
  if (line === null) return { ...before, errors: { variant: t("web.product.choose_variant") }, count: before.count + 1 }

  await saveCart(withMore(await readCart(), line))
  return done(t("web.product.added", { count: line.quantity }), before)
}

/** Sets a line's quantity; none takes it away, and the page offers it back. */
export async function changeLine(before: FormState, form: FormData): Promise<FormState> {
  const { to } = await here()
  const line = lineFrom(form)
  if (line === null) return before

  const cart = await readCart()
  const held = cart.find(({ variantId }) => variantId === line.variantId)
  await saveCart(withQuantity(cart, line))
  if (line.quantity > 0 || held === undefined) return { ...before, notice: null, count: before.count + 1 }
  return leaveTo(to(`/cart?removed=${held.variantId}&quantity=${held.quantity}`))
}

/** Puts back what was just taken away. */
export async function putBack(_before: FormState, form: FormData): Promise<FormState> {
  const { to } = await here()
  const line = lineFrom(form)
  if (line !== null) await saveCart(withQuantity(await readCart(), line))
  return leaveTo(to("/cart"))
}
