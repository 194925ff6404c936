import { refuser } from "#kernel/refusals.ts"

export const refuse = refuser("orders", {
  stock_short: { status: 409 },
  delivery_not_served: { status: 422 },
  commune_unknown: { status: 422 },
  amount_below_gateway: { status: 422 },
  order_already_paid: { status: 409 },
  order_released: { status: 409 },
  order_in_progress: { status: 409 },
  refund_in_progress: { status: 409 },
  order_not_confirmable: { status: 409 },
  order_not_shippable: { status: 409 },
  order_not_deliverable: { status: 409 },
  order_not_cancellable: { status: 409 },
  order_not_refundable: { status: 409 },
})
