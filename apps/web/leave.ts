import "server-only"
import { headers } from "next/headers"
import { redirect } from "next/navigation"
import { type FormState, untouched } from "./form-state.ts"

/**
 * Goes on to another page after a form. Without scripts that is a redirect; with them the form itself goes there,
 * because Next would look our public address up among its own paths, which the gate has rewritten.
 */
export async function leaveTo(address: string): Promise<FormState> {
  if (!(await isScripted())) redirect(address)
  return { ...untouched, go: address }
}

/** Sent by a script of ours, not by the browser's own form. */
export async function isScripted(): Promise<boolean> {
  return (await headers()).has("next-action")
}
