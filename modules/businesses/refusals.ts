import { refuser } from "#kernel/refusals.ts"

export const refuse = refuser("businesses", {
  legal_text_not_found: { status: 404 },
  place_not_found: { status: 404 },
})
