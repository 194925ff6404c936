import * as z from "zod"
import { day, type Endpoints, id, language, money, text } from "#kernel/contract.ts"
import { appointmentStatus, photoView } from "./contract.ts"

/** When it happened, by the phone's clock: what was done offline keeps its time, but is never later than now. */
const at = z.iso.datetime({ offset: true }).optional()
const instant = z.iso.datetime()

/** Strokes on a pad of 1000 by 400, as a path. */
const signature = z.strictObject({
  name: text.trim().min(1).max(100),
  path: z.string().regex(/^M[ML0-9 .-]{1,19999}$/),
})

export const startVisitInput = z.strictObject({ at })
export const completeVisitInput = z.strictObject({ at })
export const usePartInput = z.strictObject({ variantId: id, quantity: z.int().min(1).max(999), at })
export const reportVisitInput = z.strictObject({
  workDone: text.trim().min(1).max(4_000),
  /** With tax: what a quote on the spot came to. A priced visit keeps its price, whatever stands here. */
  labour: money.nullable(),
  signature: signature.nullable(),
  at,
})
/** What the customer handed over, stamp duty included; the counter holds it to what it computes itself. */
export const takeCashInput = z.strictObject({ collected: money, at })

const part = z.strictObject({ id, variantId: id, sku: z.string(), name: z.string(), quantity: z.int(), total: money })

export const visitState = z.strictObject({
  id,
  status: appointmentStatus,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  parts: z.array(part),
  report: z.strictObject({ workDone: z.string(), labour: money, signedName: z.string().nullable() }).nullable(),
  totals: z.strictObject({
    /** The visit's price, or its labour; null until a quote on the spot is written. */
    visit: money.nullable(),
    parts: money,
    total: money,
    /** Paid ahead, by card. */
    deposit: money,
    /** Still to be paid, without stamp duty. */
    due: money,
    /** Duty on the amount due, were it paid in cash now; once it is, the duty that was taken. */
    stamp: money,
    /** Taken on the spot, stamp duty included. */
    cash: money,
  }),
  invoice: z.strictObject({ id, number: z.string(), isReady: z.boolean() }).nullable(),
})

const pastVisit = z.strictObject({
  startsAt: instant,
  faultType: z.string(),
  technician: z.string().nullable(),
  workDone: z.string().nullable(),
  parts: z.array(z.string()),
})

const visit = z.strictObject({
  ...visitState.shape,
  number: z.string(),
  startsAt: instant,
  endsAt: instant,
  technician: z.string().nullable(),
  customer: z.strictObject({ name: z.string(), phone: z.string() }),
  commune: z.string(),
  address: z.string(),
  landmark: z.string(),
  notes: z.string(),
  boiler: z.string().nullable(),
  faultType: z.string(),
  price: money.nullable(),
  lateMinutes: z.int().nullable(),
  isAcknowledged: z.boolean(),
  photos: z.array(photoView),
  /** Earlier visits to the same customer or the same address, newest first, five at most. */
  history: z.array(pastVisit),
})

/** Duty on cash: `dutyPerStep` centimes for each `step` begun, by the first bracket that holds the amount. */
const stampRule = z.strictObject({
  step: z.int(),
  minimum: z.int(),
  brackets: z.array(z.strictObject({ upTo: z.int().nullable(), dutyPerStep: z.int() })),
})

const stockedPart = z.strictObject({
  variantId: id,
  sku: z.string(),
  name: z.string(),
  price: money,
  available: z.int(),
})

export const myDay = z.strictObject({
  date: z.iso.date(),
  zone: z.string(),
  /** Null for the office, which sees everybody's. */
  technician: z.strictObject({ id, name: z.string() }).nullable(),
  visits: z.array(visit),
  stock: z.array(stockedPart),
  stampRule: stampRule.nullable(),
})

const params = z.strictObject({ id })
const closed = ["visit_not_yours", "appointment_not_open"] as const

export const endpoints = {
  showMyDay: {
    method: "GET",
    path: "/desk/my-day",
    summary:
      "A day of visits with all that a phone needs to work through it offline; a technician's own, the office's all",
    opens: "session",
    query: z.strictObject({ date: day.optional(), locale: language.default("fr") }),
    answer: myDay,
    status: 200,
  },
  startVisit: {
    method: "PUT",
    path: "/desk/appointments/{id}/arrival",
    summary: "The technician is there",
    opens: "session",
    params,
    body: startVisitInput,
    answer: visitState,
    status: 200,
    idempotent: true,
    refusals: [...closed],
  },
  usePart: {
    method: "POST",
    path: "/desk/appointments/{id}/parts",
    summary: "A part was built in: its units leave the stock",
    opens: "session",
    params,
    body: usePartInput,
    answer: visitState,
    status: 201,
    idempotent: true,
    refusals: [...closed, "part_short", "visit_paid"],
  },
  returnPart: {
    method: "DELETE",
    path: "/desk/appointments/{id}/parts/{partId}",
    summary: "A part was not needed after all: its units are back in the stock",
    opens: "session",
    params: z.strictObject({ id, partId: id }),
    answer: visitState,
    status: 200,
    refusals: [...closed, "visit_paid"],
  },
  reportVisit: {
    method: "PUT",
    path: "/desk/appointments/{id}/report",
    summary: "What was done, what it costs, and who signed for it",
    opens: "session",
    params,
    body: reportVisitInput,
    answer: visitState,
    status: 200,
    idempotent: true,
    refusals: [...closed, "visit_paid"],
  },
  takeCash: {
    method: "POST",
    path: "/desk/appointments/{id}/cash",
    summary: "The customer paid in cash: what is due and its stamp duty; left out, the invoice stays to be paid",
    opens: "session",
    params,
    body: takeCashInput,
    answer: visitState,
    status: 201,
    idempotent: true,
    refusals: [...closed, "visit_not_started", "report_missing", "visit_paid", "nothing_due", "cash_differs"],
  },
  completeVisit: {
    method: "PUT",
    path: "/desk/appointments/{id}/completion",
    summary: "The visit is over: its invoice is issued, and the customer told",
    opens: "session",
    params,
    body: completeVisitInput,
    answer: visitState,
    status: 200,
    idempotent: true,
    refusals: [...closed, "visit_not_started", "report_missing"],
  },
} as const satisfies Endpoints
