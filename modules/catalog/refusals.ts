import { refuser } from "#kernel/refusals.ts"

export const refuse = refuser("catalog", {
  product_not_found: { status: 404 },
})
