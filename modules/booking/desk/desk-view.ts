import { type Actor, can, type Permissions } from "#kernel/actor.ts"
import { isPast } from "#kernel/time.ts"
import { canMove } from "../appointment.ts"
import type { Appointment } from "../queries/appointments.ts"

type Placed = Pick<Appointment, "technicianId" | "startsAt" | "endsAt" | "status">

export function movedView({ technicianId, startsAt, endsAt, status }: Placed) {
  if (technicianId === null) throw new Error("a visit without a technician was moved")
  return { technicianId, startsAt: startsAt.toString(), endsAt: endsAt.toString(), status }
}

type Guarded = Pick<Appointment, "status" | "startsAt" | "sessionId">

/** Whoever was not there can only be missed after the hour. */
export function canMiss({ status, startsAt }: Guarded, now: Temporal.Instant): boolean {
  return status === "confirmed" && isPast(startsAt, now)
}

type Asking = { readonly permissions: Permissions; readonly actor: Actor; readonly now: Temporal.Instant }

/** What this member of staff may do now: the guards that the verbs check. */
export function deskActions(appointment: Guarded, { permissions, actor, now }: Asking) {
  const { status, sessionId } = appointment
  const isRequested = status === "requested"
  const isOpen = isRequested || status === "confirmed"
  const edits = can(permissions, actor, "appointments.edit")
  const actions = {
    approve: isRequested && edits,
    refuse: isRequested && edits,
    move: isOpen && sessionId === null && edits,
    cancel: canMove(appointment, "cancel") && can(permissions, actor, "appointments.cancel"),
    miss: canMiss(appointment, now) && can(permissions, actor, "appointments.miss"),
  }
  return (["approve", "refuse", "move", "cancel", "miss"] as const).filter((action) => actions[action])
}
