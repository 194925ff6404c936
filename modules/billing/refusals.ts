import { refuser } from "#kernel/refusals.ts"

export const refuse = refuser("billing", {
  draft_does_not_add_up: { status: 422 },
  document_not_ready: { status: 503 },
})
