import * as z from "zod"
import { translated } from "#kernel/contract.ts"
import { currencies } from "#kernel/money.ts"

/** What we write to customers of our own accord; texts are `inbox.<template>.subject` and `.body`, and `.sms` of those that go by SMS. */
export const templates = [
  "order-placed",
  "order-confirmed",
  "payment-received",
  "payment-failed",
  "order-shipped",
  "order-delivered",
  "order-cancelled",
  "order-refunded",
  "order-reinstated",
  "payment-receipt",
  "order-link",
  "appointment-booked",
  "appointment-requested",
  "appointment-confirmed",
  "appointment-deposit-needed",
  "appointment-rescheduled",
  "appointment-cancelled",
  "appointment-refused",
  "appointment-expired",
  "appointment-paid-late",
  "appointment-refunded",
  "appointment-missed",
  "appointment-link",
  "appointment-reminder-day",
  "appointment-reminder-hours",
  "visit-done",
  "slot-offered",
] as const
export type Template = (typeof templates)[number]

/** The steps of an order that are worth an SMS to who gave no address; the others are on its page. */
const orderTexts: readonly Template[] = [
  "payment-received",
  "order-shipped",
  "order-cancelled",
  "order-refunded",
  "order-reinstated",
  "order-link",
]

export function isText(template: Template): boolean {
  return isOfAppointment(template) || orderTexts.includes(template)
}

export function isOfAppointment(template: Template): boolean {
  return /^(appointment|visit|slot)-/.test(template)
}

export const orderFacts = z.strictObject({
  customerName: z.string().optional(),
  number: z.string(),
  totalMinor: z.int(),
  currency: z.enum(currencies),
  method: z.string(),
  carrier: z.string().optional(),
  carrierReference: z.string().optional(),
  reason: z.string().optional(),
})
export type OrderFacts = z.output<typeof orderFacts>

const instant = z.iso.datetime()

export const appointmentFacts = z.strictObject({
  customerName: z.string(),
  /** Null of a slot that is only offered. */
  number: z.string().nullable(),
  faultName: translated,
  startsAt: instant,
  /** The first name. */
  technicianName: z.string().nullable(),
  commune: z.string(),
  /** A seat of a session: nobody comes to the customer, and `commune` is where we are. */
  isHere: z.boolean().optional(),
  currency: z.enum(currencies),
  depositMinor: z.int().nullable(),
  /** Until when the slot is kept, for a deposit or for who it is offered to. */
  payUntil: instant.nullable(),
  cancelUntil: instant.nullable(),
  /** What cancelling cost. */
  feeMinor: z.int(),
  cancelledBy: z.enum(["customer", "staff"]),
  reason: z.string(),
})
export type AppointmentFacts = z.output<typeof appointmentFacts>

export const messageFacts = z.union([orderFacts, appointmentFacts])
export type MessageFacts = z.output<typeof messageFacts>
