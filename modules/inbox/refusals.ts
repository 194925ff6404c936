import { refuser } from "#kernel/refusals.ts"

export const refuse = refuser("inbox", {
  delivery_forged: { status: 403 },
})
