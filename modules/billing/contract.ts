import * as z from "zod"
import { type Endpoints, fileAnswer, id } from "#kernel/contract.ts"

const token = z.string().regex(/^[0-9a-hjkmnp-tv-z]{26}$/)

export const endpoints = {
  downloadDocument: {
    method: "GET",
    path: "/orders/track/{token}/documents/{id}",
    summary: "An invoice or credit note of this order, as PDF",
    opens: "link",
    params: z.strictObject({ token, id }),
    answer: fileAnswer,
    media: "application/pdf",
    status: 200,
    refusals: ["document_not_ready"],
  },
  downloadDeskDocument: {
    method: "GET",
    path: "/desk/documents/{id}",
    summary: "An invoice or credit note, as PDF",
    opens: "session",
    params: z.strictObject({ id }),
    answer: fileAnswer,
    media: "application/pdf",
    status: 200,
    refusals: ["document_not_ready"],
  },
} as const satisfies Endpoints
