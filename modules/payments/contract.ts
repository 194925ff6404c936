import * as z from "zod"
import { type Endpoints, fileAnswer, id, redirectAnswer, text } from "#kernel/contract.ts"

const token = z.strictObject({ token: z.string().regex(/^[0-9a-hjkmnp-tv-z]{26}$/) })

export const endpoints = {
  returnFromSatim: {
    method: "GET",
    path: "/payments/satim/return",
    summary: "Where SATIM sends the payer's browser, paid or not: only a reason to ask SATIM",
    opens: "visitor",
    tier: "webhook",
    query: z.object({ orderId: text.max(64).default("") }),
    answer: redirectAnswer,
    status: 303,
  },
  downloadReceipt: {
    method: "GET",
    path: "/orders/track/{token}/receipt",
    summary: "The receipt of the card payment, as PDF",
    opens: "link",
    params: token,
    answer: fileAnswer,
    media: "application/pdf",
    status: 200,
    refusals: ["receipt_not_ready"],
  },
  mailReceipt: {
    method: "POST",
    path: "/orders/track/{token}/receipt-messages",
    summary: "Send the receipt of the card payment by e-mail, to an address that its payer names",
    opens: "link",
    params: token,
    body: z.strictObject({ email: z.email().max(200).toLowerCase() }),
    answer: z.strictObject({ email: z.string() }),
    status: 201,
    idempotent: true,
    refusals: ["receipt_mailed_often"],
  },
  settleDoubtfulRefund: {
    method: "PUT",
    path: "/desk/refunds/{id}/outcome",
    summary: "Say what came of a refund that the gateway never answered, as the bank tells it",
    opens: "session",
    params: z.strictObject({ id }),
    body: z.strictObject({ outcome: z.enum(["done", "failed"]) }),
    answer: z.strictObject({ status: z.enum(["done", "failed"]) }),
    status: 200,
    refusals: ["refund_not_doubtful"],
  },
} as const satisfies Endpoints
