"use server"

import { type CartLine, cartFrom, withMore, withQuantity } from "../../../../cart.ts"
import { readCart, saveCart } from "../../../../cookie-jar.ts"
import { done, type FormState } from "../../../../form-state.ts"
import { here } from "../../../../here.ts"
import { leaveTo } from "../../../../leave.ts"

function lineFrom(variantId: unknown, quantity: unknown): CartLine | null {
  const [line] = cartFrom(`${variantId}*${quantity}`)
  return line ?? null
}

export async function addToCart(before: FormState, form: FormData): Promise<FormState> {
  const { t } = await here()
  const line = lineFrom(form.get("variant"), form.get("quantity") ?? 1)
  if (line === null) return { ...before, errors: { variant: t("web.product.choose_variant") }, count: before.count + 1 }

  await saveCart(withMore(await readCart(), line))
  return done(t("web.product.added", { count: line.quantity }), before)
}

/**
 * One form holds the whole cart, and each of its buttons says what it means: `<variant>*<quantity>`, none to take the
 * line away. So the form outlives its lines, and still knows where to go on.
 */
export async function changeCart(before: FormState, form: FormData): Promise<FormState> {
  const { to } = await here()
  const cart = await readCart()
  const [variantId = "", quantity = ""] = String(form.get("set")).split("*")
  const held = cart.find((line) => line.variantId === variantId)
  const line = lineFrom(variantId, quantity)
  await saveCart(withQuantity(cart, line ?? { variantId, quantity: 0 }))
  if (line === null && held !== undefined) {
    return leaveTo(to(`/cart?removed=${held.variantId}&quantity=${held.quantity}`))
  }
  return { ...before, notice: null, go: null, count: before.count + 1 }
}

/** Puts back what was just taken away. */
export async function putBack(_before: FormState, form: FormData): Promise<FormState> {
  const { to } = await here()
  const line = lineFrom(form.get("variant"), form.get("quantity"))
  if (line !== null) await saveCart(withQuantity(await readCart(), line))
  return leaveTo(to("/cart"))
}
