import type { Acting } from "#kernel/command.ts"
import { isPast } from "#kernel/time.ts"
import { canMove } from "./appointment.ts"
import type { Appointment } from "./queries/appointments.ts"
import { endLapsedOf, lockDay } from "./queries/holds.ts"
import * as queries from "./queries/moves.ts"
import { refuse } from "./refusals.ts"
import { reminderJobs } from "./remind.ts"
import { type Rules, type Slot, slotAt } from "./slots.ts"
import { alternatives, dayOf } from "./take-time.ts"
import { offerFreed } from "./waiting-list.ts"

type Placed = Pick<Appointment, "id" | "faultTypeId" | "zoneId" | "startsAt">
type Wish = {
  readonly startsAt: Temporal.Instant
  /** In this order; null is whoever comes best. */
  readonly technicians: readonly (string | null)[]
  readonly rules: Rules
}

/** A slot with somebody who comes. */
export type Coming = Slot & { readonly technicianId: string }

/** The slot as it is now, its day locked so that it stays so; refuses `slot_taken` with the three nearest. */
export async function slotOrRefused(acting: Acting, placed: Placed, wish: Wish): Promise<Coming> {
  for (const technicianId of wish.technicians) {
    const found = await lockedSlot(acting, placed, { ...wish, technicianId })
    if (found !== null) return found
  }
  const { faultTypeId, zoneId, id: leavingOut } = placed
  const missed = { faultTypeId, zoneId, leavingOut, startsAt: wish.startsAt }
  return refuse("slot_taken", { alternatives: await alternatives(acting, missed) })
}

type OneWish = Pick<Wish, "startsAt" | "rules"> & { readonly technicianId: string | null }

/** Looked at once to know whose day it is, and again under the lock of that day; null when it is not free. */
export async function lockedSlot(acting: Acting, placed: Placed, wish: OneWish): Promise<Coming | null> {
  const { tx, business, now } = acting
  const { faultTypeId, zoneId, id: leavingOut } = placed
  const visit = { faultTypeId, zoneId, now, leavingOut, zone: business.zone, ...wish }
  const first = await slotAt(tx, visit)
  if (typeof first === "string" || first.technicianId === null) return null

  const { technicianId, blockedFrom, blockedTo } = first
  const [, , sure] = await Promise.all([
    lockDay(tx, { technicianId, day: dayOf(wish.startsAt, business) }),
    endLapsedOf(tx, { businessId: business.id, technicianId, blockedFrom, blockedTo, now }),
    slotAt(tx, { ...visit, technicianId }),
  ])
  return typeof sure === "string" ? null : { ...sure, technicianId }
}

type Moving = {
  readonly slot: Coming
  readonly overrideReason: string | null
  readonly overrideBy: string | null
}

/** The row moves, number, link and UID stay, and whoever waits for the old time is told. */
export async function movedTo(
  acting: Acting,
  appointment: Appointment,
  { slot, ...override }: Moving,
): Promise<Appointment> {
  const { tx, business, tell } = acting
  if (!canMove(appointment, "cancel") || appointment.status === "held") {
    refuse("appointment_not_movable", { status: appointment.status })
  }
  const { id: appointmentId, consentsToReminders } = appointment
  const after = {
    ...appointment,
    ...slot,
    sessionId: null,
    cancelUntil: cancelUntilAfter(acting, appointment, slot.startsAt),
  }
  await queries.moveTime(tx, {
    businessId: business.id,
    id: appointmentId,
    ...slot,
    ...override,
    cancelUntil: after.cancelUntil,
  })
  tell("appointment.rescheduled", {
    dossierId: appointmentId,
    audience: "customer",
    facts: {
      appointmentId,
      from: appointment.startsAt.toString(),
      to: slot.startsAt.toString(),
      isOtherTechnician: slot.technicianId !== appointment.technicianId,
    },
    jobs: appointment.status === "confirmed" ? reminderJobs({ ...after, consentsToReminders }) : [],
  })
  await offerFreed(acting, appointment)
  return after
}

/**
 * Moving does not buy back a cut-off that is past: the fee that was due to who cancels stays due. Moved by us to a time
 * that is nearer than its cut-off, it costs nothing until it begins.
 */
function cancelUntilAfter(
  { actor, now }: Acting,
  { cancelUntil, cutoffMinutes }: Appointment,
  startsAt: Temporal.Instant,
): Temporal.Instant | null {
  const isOurs = actor.scope === "member"
  if (!isOurs && cancelUntil !== null && isPast(cancelUntil, now)) return cancelUntil
  const cutoff = startsAt.subtract({ minutes: cutoffMinutes })
  return isOurs && isPast(cutoff, now) ? startsAt : cutoff
}
