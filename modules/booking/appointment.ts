import { isPast } from "#kernel/time.ts"

export type AppointmentStatus = "held" | "requested" | "confirmed" | "done" | "cancelled" | "no_show" | "expired"

/** Where each step may start (the trigger `appointment_moves` is the referee). */
export const appointmentMoves = {
  request: { from: ["held"], to: "requested" },
  confirm: { from: ["held", "requested", "expired"], to: "confirmed" },
  complete: { from: ["confirmed"], to: "done" },
  miss: { from: ["confirmed"], to: "no_show" },
  cancel: { from: ["held", "requested", "confirmed"], to: "cancelled" },
  expire: { from: ["held"], to: "expired" },
} as const satisfies Record<string, { from: readonly AppointmentStatus[]; to: AppointmentStatus }>

export type AppointmentMove = keyof typeof appointmentMoves

export function canMove({ status }: { readonly status: AppointmentStatus }, move: AppointmentMove): boolean {
  const from: readonly AppointmentStatus[] = appointmentMoves[move].from
  return from.includes(status)
}

/** A slot is kept this long while the form is filled; a deposit's as long as an order's card payment (data rule 10). */
const holdMinutes = 10
const depositMinutes = 30

export function heldUntil(now: Temporal.Instant): Temporal.Instant {
  return now.add({ minutes: holdMinutes })
}

export function depositUntil(now: Temporal.Instant): Temporal.Instant {
  return now.add({ minutes: depositMinutes })
}

/** A slot that is offered by SMS is kept until its reader has had half an hour to look. */
export function offeredUntil(now: Temporal.Instant): Temporal.Instant {
  return now.add({ minutes: 30 })
}

/** When the end of a hold is looked at: a little later, so that no clock that is slow by seconds finds it still running. */
export function expiresAt(holdUntil: Temporal.Instant): Temporal.Instant {
  return holdUntil.add({ seconds: 10 })
}

type Visit = {
  readonly status: AppointmentStatus
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly holdUntil: Temporal.Instant | null
  readonly sessionId: string | null
  readonly isAcknowledged: boolean
  readonly startedAt: Temporal.Instant | null
}

const isOpen = ({ status }: Visit) => status === "requested" || status === "confirmed"
/** A technician may be there before the hour. */
const isAhead = ({ startsAt, startedAt }: Visit, now: Temporal.Instant) => startedAt === null && !isPast(startsAt, now)

/** What the holder of the link may do, each with the moment it is asked for. A session has its own time. */
const guestActions = {
  reschedule: (visit: Visit, now: Temporal.Instant) => isOpen(visit) && isAhead(visit, now) && visit.sessionId === null,
  cancel: (visit: Visit, now: Temporal.Instant) => canMove(visit, "cancel") && isAhead(visit, now),
  pay: ({ status, holdUntil }: Visit, now: Temporal.Instant) =>
    status === "held" && holdUntil !== null && !isPast(holdUntil, now),
  report_late: ({ status, sessionId, startsAt, endsAt, startedAt }: Visit, now: Temporal.Instant) =>
    status === "confirmed" &&
    sessionId === null &&
    startedAt === null &&
    isPast(startsAt.subtract({ hours: 24 }), now) &&
    !isPast(endsAt, now),
  acknowledge: (visit: Visit, now: Temporal.Instant) => visit.status === "confirmed" && isAhead(visit, now),
  add_photo: ({ status }: Visit) => status === "held" || status === "requested" || status === "confirmed",
} as const

export type GuestAction = keyof typeof guestActions

export function may(visit: Visit, action: GuestAction, now: Temporal.Instant): boolean {
  return guestActions[action](visit, now)
}

/** The actions that the page of the link offers: the guards that the verbs check. */
export function actionsOf(visit: Visit, now: Temporal.Instant): GuestAction[] {
  const offered: readonly GuestAction[] = ["reschedule", "cancel", "pay", "report_late", "acknowledge", "add_photo"]
  return offered.filter((action) => may(visit, action, now) && !(action === "acknowledge" && visit.isAcknowledged))
}

/** What cancelling costs now: nothing until the cut-off, the late fee from then on. */
export function cancellationFeeMinor(
  { cancelUntil, lateFeeMinor }: { readonly cancelUntil: Temporal.Instant | null; readonly lateFeeMinor: number },
  now: Temporal.Instant,
): number {
  return cancelUntil !== null && isPast(cancelUntil, now) ? lateFeeMinor : 0
}
