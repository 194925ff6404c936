import "server-only"
import { cookies } from "next/headers"
import { type CartLine, cartFrom, cartText } from "./cart.ts"
import { type Draft, draftFrom, draftText } from "./draft.ts"
import { visitNow } from "./visit.ts"

/** Ours alone, unread by scripts, gone from other sites' posts. */
const kept = { path: "/", httpOnly: true, secure: true, sameSite: "lax" } as const
const cartSeconds = 30 * 24 * 3_600
/** What was typed at the checkout stays until the order is placed, an hour at most. */
const draftSeconds = 3_600

async function nameOf(what: "cart" | "checkout"): Promise<string> {
  return `__Host-${(await visitNow()).slug}-${what}`
}

export async function readCart(): Promise<CartLine[]> {
  return cartFrom((await cookies()).get(await nameOf("cart"))?.value)
}

export async function saveCart(lines: readonly CartLine[]): Promise<void> {
  const jar = await cookies()
  jar.set(await nameOf("cart"), cartText(lines), { ...kept, maxAge: lines.length === 0 ? 0 : cartSeconds })
}

export async function readDraft(): Promise<Draft> {
  return draftFrom((await cookies()).get(await nameOf("checkout"))?.value)
}

export async function saveDraft(draft: Draft): Promise<void> {
  const jar = await cookies()
  jar.set(await nameOf("checkout"), draftText(draft), { ...kept, maxAge: draftSeconds })
}

/** The order is placed: nothing of it stays in the browser. */
export async function forgetCheckout(): Promise<void> {
  const jar = await cookies()
  for (const what of ["cart", "checkout"] as const) jar.set(await nameOf(what), "", { ...kept, maxAge: 0 })
}
