import { refuser } from "#kernel/refusals.ts"

export const refuse = refuser("captcha", {
  captcha_needed: { status: 422 },
  /** Also expired, used for another request, or made up. */
  captcha_wrong: { status: 422 },
})
