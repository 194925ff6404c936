import * as z from "zod"
import type { Actor } from "#kernel/actor.ts"
import type { Acting } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { hashOf } from "#kernel/secrets.ts"
import { isPast } from "#kernel/time.ts"
import { checkRoom, type Photo } from "#modules/documents/index.ts"
import { refuse } from "../refusals.ts"
import * as queries from "./queries.ts"

/** What a photo is of: a slot that is held, by its token, or an appointment. */
export const target = z.union([z.strictObject({ holdToken: z.string() }), z.strictObject({ appointmentId: id })])
export type Target = z.output<typeof target>

/** The technician's own photos of a visit: boiler, plate, damage, what was done. */
const staffPhotosAtMost = 24

const openToCustomers: readonly string[] = ["held", "requested", "confirmed"]
const openToStaff: readonly string[] = ["requested", "confirmed", "done", "no_show"]

/** What is held or booked, locked. Refuses `hold_expired`. */
export async function pictured({ tx, now }: Acting, of: Target): Promise<queries.Pictured> {
  if ("holdToken" in of) {
    const hold = await queries.lockHold(tx, { hash: hashOf(of.holdToken) })
    if (hold === null || hold.holdUntil === null || isPast(hold.holdUntil, now)) return refuse("hold_expired")
    return hold
  }
  const appointment = await queries.lockAppointment(tx, { id: of.appointmentId })
  if (appointment === null) throw new Error(`appointment ${of.appointmentId} was seen and is gone`)
  return appointment
}

export const sideOf = (actor: Actor): Photo["takenBy"] => (actor.scope === "member" ? "staff" : "customer")

/** Refuses what is over, what is another technician's, and one photo too many. */
export async function checkPicture({ tx, actor }: Acting, appointment: queries.Pictured): Promise<void> {
  const isStaff = actor.scope === "member"
  const { id: appointmentId, status, technicianAccountId, photosAtMost } = appointment
  if (!(isStaff ? openToStaff : openToCustomers).includes(status)) refuse("appointment_not_open", { status })
  if (isStaff && actor.role === "technician" && technicianAccountId !== actor.accountId) refuse("visit_not_yours")

  const atMost = isStaff ? staffPhotosAtMost : photosAtMost
  await checkRoom(tx, { appointmentId, takenBy: sideOf(actor), atMost })
}
