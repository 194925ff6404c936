import * as z from "zod"
import { day, type Endpoints, id, instant, language, mobile, money, publicNumber, text } from "#kernel/contract.ts"

const words = (max: number) => text.trim().min(1).max(max)
const optionalWords = (max: number) => text.trim().max(max).default("")

/** By its slug, as the page's address has it, or by its id. */
const faultType = words(60)
/** A commune that is served, in French or Arabic, as people write it. */
const commune = words(80)

export const appointmentStatus = z.enum(["held", "requested", "confirmed", "done", "cancelled", "no_show", "expired"])
const paymentState = z.enum(["starting", "pending", "paid", "failed", "cancelled", "refunded"])

export const slot = z.strictObject({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime() })
/** Why a day has no slot. `holiday` comes with its name. */
export const dayReason = z.enum(["closed", "holiday", "full", "too_soon", "beyond_horizon"])
const emptyDay = z.strictObject({ date: day, reason: dayReason, name: z.string().optional() })

export const slotList = z.strictObject({ slots: z.array(slot), days: z.array(emptyDay) })

const customer = z.strictObject({
  name: words(100),
  phone: mobile,
  email: z.email().max(200).toLowerCase().optional(),
})

export const findSlotsInput = z.strictObject({
  faultType,
  commune,
  /** First day looked at, on the business's calendar; today when left out. */
  from: day.optional(),
  days: z.coerce.number().int().min(1).max(31).default(14),
  locale: language.default("fr"),
})

export const holdSlotInput = z.strictObject({ faultType, commune, startsAt: instant, locale: language.default("fr") })

/** Seats of a session for several, instead of a technician's time. */
export const holdSeatsInput = z.strictObject({
  sessionId: id,
  seats: z.int().min(1).max(20).default(1),
  locale: language.default("fr"),
})

export const bookAppointmentInput = z.strictObject({
  holdToken: words(60),
  customer,
  address: words(200),
  landmark: optionalWords(200),
  notes: optionalWords(1_000),
  /** Its model by its slug, as `GET /boilers` names it; one that nobody knows is left out. */
  boiler: words(80).optional(),
  /** Told the day before and two hours before, by SMS. */
  consentsToReminders: z.boolean().default(false),
  locale: language.default("fr"),
})

const faultTypeView = z.strictObject({
  id,
  slug: z.string(),
  name: z.string(),
  about: z.string(),
  durationMinutes: z.int(),
  /** With tax; null is a quote on the spot. */
  price: money.nullable(),
  deposit: money.nullable(),
  needsApproval: z.boolean(),
  photosAtMost: z.int(),
  /** Cancelling later than this before the visit costs `lateFee`. */
  cutoffMinutes: z.int(),
  lateFee: money,
  /** Asked for by the seats of a session for several; nobody comes. */
  inSessions: z.boolean(),
})

export const photoView = z.strictObject({ id, width: z.int(), height: z.int(), takenBy: z.enum(["customer", "staff"]) })

export const holdView = z.strictObject({
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  commune: z.string(),
  faultType: faultTypeView,
  /** Of a session for several; null of a visit. */
  seats: z.int().nullable(),
  photos: z.array(photoView),
})

const deposit = z.strictObject({
  amount: money,
  status: paymentState,
  redirectUrl: z.string().nullable(),
  reason: z.string().nullable(),
  /** Until when the slot is kept for it; null once it is paid or the slot is gone. */
  payUntil: z.iso.datetime().nullable(),
  /** What the gateway answered when it took the money: shown to the payer, as SATIM wants; null until then. */
  receipt: z
    .strictObject({
      response: z.string(),
      transactionId: z.string(),
      orderNumber: z.string(),
      approvalCode: z.string(),
      paidAt: z.iso.datetime(),
      amount: money,
    })
    .nullable(),
})

const timelineEntry = z.strictObject({
  name: z.string(),
  at: z.iso.datetime(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).readonly()])),
})

const documentView = z.strictObject({
  id,
  kind: z.enum(["invoice", "credit_note"]),
  number: z.string(),
  issuedAt: z.iso.datetime(),
  isReady: z.boolean(),
})

export const appointmentView = z.strictObject({
  number: z.string(),
  status: appointmentStatus,
  faultType: z.strictObject({ slug: z.string(), name: z.string(), durationMinutes: z.int() }),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  zone: z.string().describe("IANA time zone of the visit."),
  technician: z.string().nullable(),
  commune: z.string(),
  /** Of a session for several; null of a visit. */
  seats: z.int().nullable(),
  address: z.string(),
  landmark: z.string(),
  notes: z.string(),
  customer: z.strictObject({ name: z.string() }),
  price: money.nullable(),
  deposit: deposit.nullable(),
  lateMinutes: z.int().nullable(),
  isAcknowledged: z.boolean(),
  /** Our last SMS did not arrive: the number may be wrong, and can be changed. */
  isUnreached: z.boolean(),
  photos: z.array(photoView),
  photosAtMost: z.int(),
  documents: z.array(documentView),
  /** Until when cancelling costs nothing; the fee afterwards. */
  cancelUntil: z.iso.datetime().nullable(),
  lateFee: money,
  /** What the holder of the link may do now: the guards that the verbs check. */
  can: z.array(z.enum(["reschedule", "cancel", "pay", "report_late", "acknowledge", "add_photo"])),
  timeline: z.array(timelineEntry),
  seq: z.int(),
})

const bookedAppointment = z.strictObject({
  token: z.string(),
  number: z.string(),
  status: appointmentStatus,
  /** Where to pay the deposit; null when none is asked. */
  payment: z.strictObject({ status: paymentState, redirectUrl: z.string().nullable() }).nullable(),
})

const token = z.strictObject({ token: z.string().regex(/^[0-9a-hjkmnp-tv-z]{26}$/) })
const holdToken = z.strictObject({ holdToken: z.string().regex(/^[0-9a-hjkmnp-tv-z]{26}$/) })
const heard = z.strictObject({ locale: language.optional() })
const slotRefusals = ["fault_type_not_found", "commune_not_served", "slot_taken", "slot_in_the_past"] as const

export const endpoints = {
  listFaultTypes: {
    method: "GET",
    path: "/fault-types",
    summary: "What can be wrong: how long it takes, what it costs",
    opens: "visitor",
    query: z.strictObject({ locale: language.default("fr") }),
    answer: z.strictObject({ items: z.array(faultTypeView) }),
    status: 200,
  },
  listServiceAreas: {
    method: "GET",
    path: "/service-areas",
    summary: "The zones that are served, and their communes",
    opens: "visitor",
    query: z.strictObject({ locale: language.default("fr") }),
    answer: z.strictObject({
      items: z.array(z.strictObject({ zone: z.string(), communes: z.array(z.string()) })),
    }),
    status: 200,
  },
  findSlots: {
    method: "GET",
    path: "/slots",
    summary: "Free slots of some days, and why a day has none",
    opens: "visitor",
    query: findSlotsInput,
    answer: slotList,
    status: 200,
    refusals: ["fault_type_not_found", "commune_not_served", "nobody_comes"],
  },
  holdSlot: {
    method: "POST",
    path: "/holds",
    summary: "Keep a slot for ten minutes; taken meanwhile, the three nearest are named",
    opens: "visitor",
    body: z.union([holdSlotInput, holdSeatsInput]),
    answer: z.strictObject({ holdToken: z.string(), expiresAt: z.iso.datetime() }),
    status: 201,
    idempotent: true,
    refusals: [...slotRefusals, "holds_at_most"],
  },
  listGroupSessions: {
    method: "GET",
    path: "/group-sessions",
    summary: "Sessions for several that are still to come, with the seats that are free",
    opens: "visitor",
    query: z.strictObject({ faultType: faultType.optional(), locale: language.default("fr") }),
    answer: z.strictObject({
      items: z.array(
        z.strictObject({
          id,
          faultTypeSlug: z.string(),
          name: z.string(),
          startsAt: z.iso.datetime(),
          endsAt: z.iso.datetime(),
          seats: z.int(),
          free: z.int(),
          /** Of one seat. */
          price: money.nullable(),
          deposit: money.nullable(),
        }),
      ),
    }),
    status: 200,
  },
  showHold: {
    method: "GET",
    path: "/holds/{holdToken}",
    summary: "What a hold keeps, and until when",
    opens: "visitor",
    params: holdToken,
    query: z.strictObject({ locale: language.default("fr") }),
    answer: holdView,
    status: 200,
    refusals: ["hold_expired"],
  },
  releaseHold: {
    method: "DELETE",
    path: "/holds/{holdToken}",
    summary: "Let a slot go that is not wanted any more",
    opens: "visitor",
    params: holdToken,
    answer: z.strictObject({ status: appointmentStatus }),
    status: 200,
  },
  bookAppointment: {
    method: "POST",
    path: "/appointments",
    summary: "Book the slot that is held: confirmed, requested, or held until its deposit is paid",
    opens: "visitor",
    body: bookAppointmentInput,
    answer: bookedAppointment,
    status: 201,
    idempotent: true,
    captcha: true,
    refusals: ["hold_expired", "slot_taken", "requests_at_most"],
  },
  askAppointmentLink: {
    method: "POST",
    path: "/appointment-links",
    summary: "Send the link of an appointment to whoever booked it; the answer is the same whether there is one or not",
    opens: "visitor",
    body: z.strictObject({ number: publicNumber("RDV"), phone: mobile }),
    answer: z.strictObject({}),
    status: 202,
    tier: "auth",
  },
  showAppointment: {
    method: "GET",
    path: "/appointments/{token}",
    summary: "One appointment, by its link",
    opens: "link",
    params: token,
    query: heard,
    answer: appointmentView,
    status: 200,
  },
  findOtherSlots: {
    method: "GET",
    path: "/appointments/{token}/slots",
    summary: "Where this appointment could move to",
    opens: "link",
    params: token,
    query: findSlotsInput.pick({ from: true, days: true, locale: true }),
    answer: slotList,
    status: 200,
  },
  rescheduleAppointment: {
    method: "PUT",
    path: "/appointments/{token}/rescheduling",
    summary: "Move it to another slot; when that one is taken, the old one stands",
    opens: "link",
    params: token,
    body: z.strictObject({ startsAt: instant }),
    answer: z.strictObject({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime(), status: appointmentStatus }),
    status: 200,
    refusals: ["slot_taken", "slot_in_the_past", "appointment_not_movable"],
  },
  cancelAppointment: {
    method: "PUT",
    path: "/appointments/{token}/cancellation",
    summary: "Cancel it; after the cut-off the late fee is kept",
    opens: "link",
    params: token,
    body: z.strictObject({ reason: optionalWords(200) }),
    answer: z.strictObject({ status: appointmentStatus, fee: money }),
    status: 200,
    refusals: ["appointment_not_cancellable"],
  },
  acknowledgeAppointment: {
    method: "PUT",
    path: "/appointments/{token}/acknowledgement",
    summary: "I will be there: the one tap of a reminder",
    opens: "link",
    params: token,
    body: z.strictObject({}),
    answer: z.strictObject({ status: appointmentStatus }),
    status: 200,
    refusals: ["appointment_not_open"],
  },
  reportLateness: {
    method: "PUT",
    path: "/appointments/{token}/lateness",
    summary: "I will be late, by so many minutes",
    opens: "link",
    params: token,
    body: z.strictObject({ minutes: z.int().min(5).max(120) }),
    answer: z.strictObject({ lateMinutes: z.int() }),
    status: 200,
    refusals: ["appointment_not_open"],
  },
  changePhone: {
    method: "PUT",
    path: "/appointments/{token}/phone",
    summary: "Another number, where no SMS arrived; how the appointment stands is written there",
    opens: "link",
    params: token,
    body: z.strictObject({ phone: mobile }),
    answer: z.strictObject({ status: appointmentStatus }),
    status: 200,
    refusals: ["appointment_not_open", "phone_is_reached"],
  },
  payDeposit: {
    method: "POST",
    path: "/appointments/{token}/payment",
    summary: "Start the payment of the deposit again",
    opens: "link",
    params: token,
    body: z.strictObject({}),
    answer: z.strictObject({ status: paymentState, redirectUrl: z.string().nullable() }),
    status: 200,
    idempotent: true,
    refusals: ["deposit_not_awaited", "payment_in_progress"],
  },
  checkDepositPayment: {
    method: "POST",
    path: "/appointments/{token}/payment-checks",
    summary: "The payer came back: ask the gateway now",
    opens: "link",
    params: token,
    body: z.strictObject({}),
    answer: z.strictObject({ status: paymentState }),
    status: 200,
  },
  joinWaitingList: {
    method: "POST",
    path: "/waiting-entries",
    summary: "Be told of the first slot that becomes free",
    opens: "visitor",
    body: z.strictObject({
      faultType,
      commune,
      customer: customer.omit({ email: true }),
      fromDate: day,
      toDate: day,
      locale: language.default("fr"),
    }),
    answer: z.strictObject({ status: z.enum(["waiting"]) }),
    status: 201,
    idempotent: true,
    captcha: true,
    refusals: ["fault_type_not_found", "commune_not_served", "waiting_already", "dates_out_of_order"],
  },
} as const satisfies Endpoints
