import type { Words } from "#kernel/words.ts"

type Facts = { readonly [name: string]: unknown }

const tasks = [
  "payment_surplus",
  "refund_partial",
  "gateway_refuses",
  "paid_too_late",
  "payment_unanswered",
  "payment_mismatch",
  "refund_unknown",
  "refund_failed",
  "message_failed",
  "phone_unreachable",
  "message_received",
  "link_asked",
  "errand_failed",
  "visit_unpaid",
  "deposit_exceeds",
]
const events = [
  "order.placed",
  "order.confirmed",
  "order.shipped",
  "order.delivered",
  "order.cancelled",
  "order.paid",
  "order.reinstated",
  "order.paid_too_late",
  "order.refunded",
  "order.hold_extended",
  "order.payment_chosen",
  "payment.started",
  "payment.restarted",
  "payment.settled",
  "payment.failed",
  "payment.cancelled",
  "payment.surplus",
  "payment.surplus-refunded",
  "payment.mismatch",
  "refund.asked",
  "payment.refunded",
  "refund.failed",
  "refund.unknown",
  "refund.doubt-settled",
  "invoice.issued",
  "credit-note.issued",
  "receipt.asked",
  "link.asked",
  "message.written",
  "message.sent",
  "message.failed",
  "message.delivered",
  "message.received",
  "appointment.phone-changed",
  "appointment.reminded",
  "appointment.booked",
  "appointment.requested",
  "appointment.confirmed",
  "appointment.rescheduled",
  "appointment.cancelled",
  "appointment.expired",
  "appointment.missed",
  "appointment.late",
  "appointment.acknowledged",
  "appointment.refunded",
  "appointment.started",
  "appointment.completed",
  "part.used",
  "part.returned",
  "visit.reported",
  "photo.added",
  "document.ready",
  "task.finished",
  "errand.failed",
]

export function taskWords(t: Words, kind: string): string {
  return t(`desk.tasks.${tasks.includes(kind) ? kind : "other"}`)
}

/** What happened, in words; an event that has none yet shows its name rather than nothing. */
export function eventWords(t: Words, name: string, facts: Facts): string {
  const texts = Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, typeof value === "number" ? value : String(value ?? "")]),
  )
  const blank = { carrier: "", reference: "", number: "", errand: "", outcome: "", reminder: "" }
  return events.includes(name)
    ? t(`desk.events.${name.replace(".", "-")}`, { ...blank, ...texts })
    : t("desk.events.other", { name })
}
