import type { Answered } from "#kernel/contract.ts"
import type { endpoints } from "#modules/booking/contract.ts"

export type Appointment = Answered<typeof endpoints.showAppointment>

/** Where an appointment stands for the person who waits for it: one word, and what comes next. */
export type Standing =
  | "starting"
  | "waiting"
  | "failed"
  | "requested"
  | "confirmed"
  | "done"
  | "cancelled"
  | "missed"
  | "expired"

type Facts = {
  readonly status: Appointment["status"]
  readonly deposit: Pick<NonNullable<Appointment["deposit"]>, "status"> | null
}

export function standingOf({ status, deposit }: Facts): Standing {
  if (status === "no_show") return "missed"
  if (status !== "held") return status
  if (deposit?.status === "failed" || deposit?.status === "cancelled") return "failed"
  return deposit?.status === "pending" ? "waiting" : "starting"
}

/** Standings in which the slot waits for its deposit. */
export function isToPay(standing: Standing): boolean {
  return standing === "starting" || standing === "waiting" || standing === "failed"
}

export const tones = {
  starting: "wait",
  waiting: "wait",
  failed: "bad",
  requested: "wait",
  confirmed: "good",
  done: "good",
  cancelled: "none",
  missed: "bad",
  expired: "none",
} as const satisfies { readonly [standing in Standing]: "good" | "wait" | "bad" | "none" }

export type StepName =
  | "booked"
  | "deposit"
  | "answer"
  | "moved"
  | "visit"
  | "done"
  | "cancelled"
  | "missed"
  | "expired"
  | "refunded"
export type Step = {
  readonly name: StepName
  readonly state: "done" | "now" | "next"
  /** When it happened, where the timeline tells. */
  readonly at: string | null
}

/** What the timeline's events are called on the ticket. */
const happenings: { readonly [event: string]: StepName } = {
  "appointment.rescheduled": "moved",
  "appointment.completed": "done",
  "appointment.cancelled": "cancelled",
  "appointment.missed": "missed",
  "appointment.expired": "expired",
  "payment.refunded": "refunded",
}

/** What is still to come, first of all what is waited for now. */
const ahead: { readonly [standing in Standing]: readonly StepName[] } = {
  starting: ["deposit", "visit", "done"],
  waiting: ["deposit", "visit", "done"],
  failed: ["deposit", "visit", "done"],
  requested: ["answer", "visit", "done"],
  confirmed: ["visit", "done"],
  done: [],
  cancelled: [],
  missed: [],
  expired: [],
}

/** The way of an appointment: what happened in order, what is waited for now, what comes. */
export function stepsOf(appointment: Facts & Pick<Appointment, "timeline">): Step[] {
  const standing = standingOf(appointment)
  const coming = ahead[standing].map(
    (name, index) => ({ name, state: index === 0 ? "now" : "next", at: null }) as const,
  )
  return [...happened(appointment), ...coming]
}

function happened({ deposit, timeline }: Facts & Pick<Appointment, "timeline">): Step[] {
  const told = timeline.flatMap(({ name, at }) => {
    const step = happenings[name]
    return step === undefined ? [] : [{ name: step, state: "done" as const, at }]
  })
  const booked = { name: "booked", state: "done", at: timeline.at(0)?.at ?? null } as const
  const confirmed = timeline.find(({ name }) => name === "appointment.confirmed")?.at ?? null
  if (confirmed === null || confirmed === booked.at) return [booked, ...told]

  const second = deposit === null ? "answer" : "deposit"
  return [booked, { name: second, state: "done", at: confirmed }, ...told]
}
