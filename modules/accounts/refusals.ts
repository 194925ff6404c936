import { refuser } from "#kernel/refusals.ts"

export const refuse = refuser("accounts", {
  /** The same whether the account exists, is disabled or the password is wrong. */
  credentials_wrong: { status: 401 },
  sign_in_busy: { status: 503 },
})
