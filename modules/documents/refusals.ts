import { refuser } from "#kernel/refusals.ts"

export const refuse = refuser("documents", {
  photo_too_large: { status: 413 },
  photo_not_an_image: { status: 422 },
  photos_at_most: { status: 409 },
  photos_busy: { status: 503 },
})
