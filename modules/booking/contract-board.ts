import * as z from "zod"
import { day, type Endpoints, id, instant, language } from "#kernel/contract.ts"
import { appointmentStatus, slot } from "./contract.ts"

const appointment = z.strictObject({ id })

const technicianView = z.strictObject({
  id,
  name: z.string(),
  phone: z.string().nullable(),
  skills: z.array(z.string()),
  zones: z.array(id),
  visitsPerDay: z.int(),
})

/** One block of a calendar. A hold shows that time is taken, and nobody's name. */
export const calendarRow = z.strictObject({
  id,
  number: z.string().nullable(),
  status: appointmentStatus,
  technicianId: id,
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  /** With buffers and ways: what nothing else may touch. */
  blockedFrom: z.iso.datetime(),
  blockedTo: z.iso.datetime(),
  faultType: z.string(),
  zoneId: id.nullable(),
  commune: z.string().nullable(),
  customerName: z.string().nullable(),
  lateMinutes: z.int().nullable(),
  isAcknowledged: z.boolean(),
  isOverridden: z.boolean(),
  /** Of a group session: its seats, and how many are taken. */
  seats: z.strictObject({ all: z.int(), reserved: z.int() }).nullable(),
})

const awayView = z.strictObject({ id, technicianId: id, startsAt: z.iso.datetime(), endsAt: z.iso.datetime() })
/** Working time of a technician on one day, breaks, absences and holidays taken out. */
const workView = z.strictObject({ technicianId: id, startsAt: z.iso.datetime(), endsAt: z.iso.datetime() })
const holidayView = z.strictObject({
  id,
  date: day,
  name: z.string(),
  /** A movable feast that nobody has confirmed yet. */
  isEstimate: z.boolean(),
  works: z.boolean(),
})

/** Who is away, and the visits that stand in it, each with free slots. */
const absenceView = z.strictObject({
  id,
  technicianId: id,
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  visits: z.array(
    z.strictObject({
      id,
      number: z.string(),
      startsAt: z.iso.datetime(),
      customerName: z.string(),
      proposals: z.array(slot.extend({ technicianId: id })),
    }),
  ),
})

export const endpoints = {
  showCalendar: {
    method: "GET",
    path: "/desk/calendar",
    summary: "Some days of everybody: visits, holds, working time, absences and holidays",
    opens: "session",
    query: z.strictObject({
      from: day,
      days: z.coerce.number().int().min(1).max(14).default(7),
      technician: id.optional(),
      zone: id.optional(),
      locale: language.default("fr"),
    }),
    answer: z.strictObject({
      technicians: z.array(technicianView),
      zones: z.array(z.strictObject({ id, name: z.string() })),
      appointments: z.array(calendarRow),
      work: z.array(workView),
      absences: z.array(awayView),
      holidays: z.array(holidayView),
      requests: z.int(),
      seq: z.int(),
    }),
    status: 200,
  },
  findMoves: {
    method: "GET",
    path: "/desk/appointments/{id}/slots",
    summary: "Where this visit could go, for one technician or anybody",
    opens: "session",
    params: appointment,
    query: z.strictObject({
      from: day,
      days: z.coerce.number().int().min(1).max(31).default(7),
      technician: id.optional(),
    }),
    answer: z.strictObject({ slots: z.array(slot.extend({ technicianId: id })) }),
    status: 200,
  },
  recordAbsence: {
    method: "POST",
    path: "/desk/absences",
    summary: "A technician is away: the visits to move, with free slots for each",
    opens: "session",
    body: z.strictObject({ technicianId: id, startsAt: instant, endsAt: instant }),
    answer: absenceView,
    status: 201,
    idempotent: true,
    refusals: ["dates_out_of_order"],
  },
  showAbsence: {
    method: "GET",
    path: "/desk/absences/{id}",
    summary: "An absence, and the visits that still stand in it",
    opens: "session",
    params: appointment,
    answer: absenceView,
    status: 200,
  },
  endAbsence: {
    method: "DELETE",
    path: "/desk/absences/{id}",
    summary: "Back, or recorded by mistake",
    opens: "session",
    params: appointment,
    answer: z.strictObject({ id }),
    status: 200,
  },
} as const satisfies Endpoints
