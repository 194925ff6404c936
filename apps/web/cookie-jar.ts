import "server-only"
import { cookies } from "next/headers"
import { type BookingDraft, bookingDraftFrom, bookingDraftText } from "./booking-draft.ts"
import { type CartLine, cartFrom, cartText } from "./cart.ts"
import { type Draft, draftFrom, draftText } from "./draft.ts"
import { textsText } from "./texts.ts"
import { visitNow } from "./visit.ts"

/** Ours alone, unread by scripts, gone from other sites' posts. */
const kept = { path: "/", httpOnly: true, secure: true, sameSite: "lax" } as const
const cartSeconds = 30 * 24 * 3_600
/** What was typed at the checkout stays until the order is placed, an hour at most. */
const draftSeconds = 3_600
const placeSeconds = cartSeconds

async function nameOf(what: "cart" | "checkout" | "booking" | "place"): Promise<string> {
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

export async function readBooking(): Promise<BookingDraft> {
  return bookingDraftFrom((await cookies()).get(await nameOf("booking"))?.value)
}

export async function saveBooking(draft: BookingDraft): Promise<void> {
  const jar = await cookies()
  jar.set(await nameOf("booking"), bookingDraftText(draft), { ...kept, maxAge: draftSeconds })
  const { commune } = draft
  if (commune !== undefined) jar.set(await nameOf("place"), textsText({ commune }), { ...kept, maxAge: placeSeconds })
}

/** The appointment is made: where the visitor lives is all that is remembered. */
export async function forgetBooking(): Promise<void> {
  const jar = await cookies()
  jar.set(await nameOf("booking"), "", { ...kept, maxAge: 0 })
}

/** Where somebody came last time. */
export async function readPlace(): Promise<string | undefined> {
  return bookingDraftFrom((await cookies()).get(await nameOf("place"))?.value).commune
}
