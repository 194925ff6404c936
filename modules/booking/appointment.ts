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
export const holdMinutes = 10
export const depositMinutes = 30

export function heldUntil(now: Temporal.Instant): Temporal.Instant {
  return now.add({ minutes: holdMinutes })
}

/** What cancelling costs now: nothing until the cut-off, the late fee from then on. */
export function cancellationFeeMinor(
  { cancelUntil, lateFeeMinor }: { readonly cancelUntil: Temporal.Instant | null; readonly lateFeeMinor: number },
  now: Temporal.Instant,
): number {
  return cancelUntil !== null && isPast(cancelUntil, now) ? lateFeeMinor : 0
}
