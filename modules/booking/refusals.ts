import { refuser } from "#kernel/refusals.ts"

export const refuse = refuser("booking", {
  fault_type_not_found: { status: 404 },
  commune_not_served: { status: 422 },
  nobody_comes: { status: 422 },
  slot_taken: { status: 409 },
  slot_in_the_past: { status: 422 },
  holds_at_most: { status: 409 },
  hold_expired: { status: 409 },
  requests_at_most: { status: 409 },
  appointment_not_movable: { status: 409 },
  appointment_not_cancellable: { status: 409 },
  appointment_not_open: { status: 409 },
  deposit_not_awaited: { status: 409 },
  waiting_already: { status: 409 },
  feed_of_another: { status: 403 },
  dates_out_of_order: { status: 422 },
  visit_not_yours: { status: 403 },
})
