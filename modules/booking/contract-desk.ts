import * as z from "zod"
import { algerianMobile, type Endpoints, id, instant, language, money, text } from "#kernel/contract.ts"
import { appointmentStatus, photoView } from "./contract.ts"
import { calendarRow } from "./contract-board.ts"

const words = (max: number) => text.trim().min(1).max(max)
const appointment = z.strictObject({ id })
const heard = z.strictObject({ locale: language.default("fr") })

const requestRow = z.strictObject({
  id,
  number: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  askedAt: z.iso.datetime(),
  faultType: z.string(),
  commune: z.string(),
  zone: z.string(),
  customer: z.strictObject({ name: z.string(), phone: z.string(), missed: z.int() }),
  notes: z.string(),
  technicianId: id.nullable(),
  /** Who could come then: skill and zone fit and the time is free; least loaded first. */
  candidates: z.array(z.strictObject({ technicianId: id, name: z.string(), visits: z.int(), wayMinutes: z.int() })),
})

const deskAppointment = z.strictObject({
  ...calendarRow.omit({ technicianId: true, commune: true, customerName: true, number: true }).shape,
  number: z.string(),
  technician: z.strictObject({ id, name: z.string() }).nullable(),
  customer: z.strictObject({
    name: z.string(),
    phone: z.string(),
    email: z.string().nullable(),
    /** Visits that they missed before. */
    missed: z.int(),
    visits: z.int(),
  }),
  commune: z.string(),
  address: z.string(),
  landmark: z.string(),
  notes: z.string(),
  boiler: z.string().nullable(),
  price: money.nullable(),
  deposit: z.strictObject({ amount: money, status: z.string() }).nullable(),
  overrideReason: z.string().nullable(),
  photos: z.array(photoView),
  documents: z.array(
    z.strictObject({
      id,
      kind: z.enum(["invoice", "credit_note"]),
      number: z.string(),
      issuedAt: z.iso.datetime(),
      isReady: z.boolean(),
    }),
  ),
  messages: z.array(
    z.strictObject({
      id,
      channel: z.string(),
      subject: z.string().nullable(),
      body: z.string(),
      status: z.string(),
      writtenAt: z.iso.datetime(),
    }),
  ),
  tasks: z.array(z.strictObject({ id, kind: z.string(), raisedAt: z.iso.datetime() })),
  timeline: z.array(
    z.strictObject({
      name: z.string(),
      at: z.iso.datetime(),
      facts: z.record(
        z.string(),
        z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).readonly()]),
      ),
    }),
  ),
  trackingToken: z.string(),
  can: z.array(z.enum(["approve", "refuse", "move", "cancel", "miss"])),
  seq: z.int(),
})

const moved = z.strictObject({
  technicianId: id,
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  status: appointmentStatus,
})

/** Outside the plan only with a reason; over another visit never. */
const override = words(200).optional()

export const endpoints = {
  showDeskAppointment: {
    method: "GET",
    path: "/desk/appointments/{id}",
    summary: "One appointment for the desk",
    opens: "session",
    params: appointment,
    query: heard,
    answer: deskAppointment,
    status: 200,
  },
  listRequests: {
    method: "GET",
    path: "/desk/requests",
    summary: "Requests that wait for approval, oldest first, with who could come",
    opens: "session",
    query: heard,
    answer: z.strictObject({ items: z.array(requestRow) }),
    status: 200,
  },
  bookForCaller: {
    method: "POST",
    path: "/desk/appointments",
    summary: "Book for somebody on the phone, in one step",
    opens: "session",
    body: z.strictObject({
      faultType: words(60),
      commune: words(80),
      startsAt: instant,
      technicianId: id.optional(),
      customer: z.strictObject({
        name: words(100),
        phone: algerianMobile,
        email: z.email().max(200).toLowerCase().optional(),
      }),
      address: words(200),
      landmark: text.trim().max(200).default(""),
      notes: text.trim().max(1_000).default(""),
      consentsToReminders: z.boolean().default(true),
      locale: language.default("fr"),
      override,
    }),
    answer: z.strictObject({ id, number: z.string(), status: appointmentStatus, token: z.string() }),
    status: 201,
    idempotent: true,
    refusals: ["fault_type_not_found", "commune_not_served", "slot_taken", "slot_in_the_past", "outside_the_plan"],
  },
  moveAppointment: {
    method: "PUT",
    path: "/desk/appointments/{id}/schedule",
    summary: "Another time or technician; the customer is told",
    opens: "session",
    params: appointment,
    body: z.strictObject({ technicianId: id, startsAt: instant, override }),
    answer: moved,
    status: 200,
    refusals: ["slot_taken", "outside_the_plan", "appointment_not_movable"],
  },
  approveAppointment: {
    method: "PUT",
    path: "/desk/appointments/{id}/approval",
    summary: "A request becomes a visit; by this technician when one is named",
    opens: "session",
    params: appointment,
    body: z.strictObject({ technicianId: id.optional() }),
    answer: moved,
    status: 200,
    refusals: ["appointment_not_requested", "slot_taken"],
  },
  refuseAppointment: {
    method: "PUT",
    path: "/desk/appointments/{id}/refusal",
    summary: "A request that cannot be: the customer reads why",
    opens: "session",
    params: appointment,
    body: z.strictObject({ reason: words(200) }),
    answer: z.strictObject({ status: appointmentStatus }),
    status: 200,
    refusals: ["appointment_not_requested"],
  },
  cancelDeskAppointment: {
    method: "PUT",
    path: "/desk/appointments/{id}/cancellation",
    summary: "Cancelled by us: it costs the customer nothing, and a deposit goes back",
    opens: "session",
    params: appointment,
    body: z.strictObject({ reason: words(200) }),
    answer: z.strictObject({ status: appointmentStatus }),
    status: 200,
    refusals: ["appointment_not_cancellable"],
  },
  markMissed: {
    method: "PUT",
    path: "/desk/appointments/{id}/absence",
    summary: "Nobody was there; it is remembered",
    opens: "session",
    params: appointment,
    body: z.strictObject({}),
    answer: z.strictObject({ status: appointmentStatus }),
    status: 200,
    refusals: ["appointment_not_missable"],
  },
} as const satisfies Endpoints
