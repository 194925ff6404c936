import * as z from "zod"
import { day, type Endpoints, id, language, text, translated } from "#kernel/contract.ts"

/** Minutes since midnight on the wall clock of the business. */
const minute = z.int().min(0).max(1440)
const weekday = z.int().min(1).max(7).describe("ISO: 1 is Monday, 7 is Sunday.")

export const planWindow = z
  .strictObject({ kind: z.enum(["work", "break"]), weekday, fromMinute: minute, toMinute: minute })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, { error: "ends_before_it_starts", path: ["toMinute"] })
const planWindows = z.array(planWindow).max(100)
const written = z.string().pipe(text).pipe(z.string().trim().min(1).max(80))

export const datedPlanInput = z.strictObject({
  name: translated.extend({ fr: written, ar: written.optional(), en: written.optional() }),
  /** Null for everybody. */
  technicianId: id.nullable(),
  from: day,
  to: day,
  /** None is a time off. */
  windows: planWindows,
})

const technicianPlan = z.strictObject({
  id,
  name: z.string(),
  phone: z.string().nullable(),
  isActive: z.boolean(),
  baseZoneId: id,
  visitsPerDay: z.int(),
  skills: z.array(z.string()),
  zones: z.array(z.strictObject({ id, name: z.string(), weekdays: z.array(weekday) })),
  /** The technician's own week; null is everybody's. */
  week: planWindows.nullable(),
})

const datedPlan = z.strictObject({
  id,
  name: z.string(),
  technicianId: id.nullable(),
  from: day,
  to: day,
  windows: planWindows,
})

const holidayView = z.strictObject({
  id,
  code: z.string(),
  name: z.string(),
  date: day,
  /** A movable feast whose day nobody has confirmed yet. */
  isEstimate: z.boolean(),
  works: z.boolean(),
})

const windowsBody = z.strictObject({ windows: planWindows })
const one = z.strictObject({ id })

export const endpoints = {
  showPlan: {
    method: "GET",
    path: "/desk/plan",
    summary: "Who works when, where and on what; what is dated within a period, with its absences and holidays",
    opens: "session",
    query: z.strictObject({
      from: day,
      days: z.coerce.number().int().min(1).max(400).default(31),
      locale: language.default("fr"),
    }),
    answer: z.strictObject({
      week: planWindows,
      technicians: z.array(technicianPlan),
      datedPlans: z.array(datedPlan),
      absences: z.array(z.strictObject({ id, technicianId: id, startsAt: z.iso.datetime(), endsAt: z.iso.datetime() })),
      holidays: z.array(holidayView),
    }),
    status: 200,
  },
  setWeek: {
    method: "PUT",
    path: "/desk/plan/week",
    summary: "The week of everybody who has none of their own",
    opens: "session",
    body: windowsBody,
    answer: windowsBody,
    status: 200,
  },
  setTechnicianWeek: {
    method: "PUT",
    path: "/desk/technicians/{id}/plan",
    summary: "A technician's own week; without windows it is everybody's again",
    opens: "session",
    params: one,
    body: windowsBody,
    answer: windowsBody,
    status: 200,
  },
  addDatedPlan: {
    method: "POST",
    path: "/desk/dated-plans",
    summary: "Other hours from one day to another, such as Ramadan, or an odd day; the closest plan of a day counts",
    opens: "session",
    body: datedPlanInput,
    answer: one,
    status: 201,
    idempotent: true,
    refusals: ["dates_out_of_order"],
  },
  removeDatedPlan: {
    method: "DELETE",
    path: "/desk/dated-plans/{id}",
    summary: "The ordinary hours again",
    opens: "session",
    params: one,
    answer: one,
    status: 200,
  },
  setWorksOn: {
    method: "PUT",
    path: "/desk/holidays/{id}",
    summary: "Work on a holiday all the same, or not",
    opens: "session",
    params: one,
    body: z.strictObject({ works: z.boolean() }),
    answer: z.strictObject({ id, works: z.boolean() }),
    status: 200,
  },
  confirmHoliday: {
    method: "PUT",
    path: "/desk/holidays/{id}/confirmation",
    summary: "A movable feast is announced: its days move together; the visits that stand on them are counted",
    opens: "session",
    params: one,
    body: z.strictObject({ date: day }),
    answer: z.strictObject({ dates: z.array(day), visits: z.int() }),
    status: 200,
    refusals: ["holiday_is_fixed", "holiday_too_far"],
  },
  writeHolidays: {
    method: "POST",
    path: "/desk/holidays",
    summary: "The public holidays of a year, feasts of the moon as estimates; those that are there stay as they are",
    opens: "session",
    body: z.strictObject({ year: z.int().min(2026).max(2060) }),
    answer: z.strictObject({ added: z.int() }),
    status: 200,
  },
} as const satisfies Endpoints
