import { refuser } from "#kernel/refusals.ts"

export const refuse = refuser("payments", {
  payment_in_progress: { status: 409 },
  request_already_paid: { status: 409 },
  request_closed: { status: 409 },
  not_a_cash_request: { status: 409 },
  not_refundable: { status: 409 },
  refund_not_doubtful: { status: 409 },
  receipt_not_ready: { status: 503 },
  receipt_mailed_often: { status: 429 },
})
