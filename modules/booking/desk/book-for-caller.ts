import { visitorKey } from "#kernel/actor.ts"
import { command } from "#kernel/command.ts"
import { newId } from "#kernel/ids.ts"
import { isPast } from "#kernel/time.ts"
import { placeKey } from "#modules/businesses/index.ts"
import { heldUntil } from "../appointment.ts"
import { type BookedAppointment, booked, bookedAgain } from "../book-appointment.ts"
import { endpoints } from "../contract-desk.ts"
import { countTechnicians } from "../queries/calendar.ts"
import { findHold, findWanted } from "../queries/holds.ts"
import { refuse } from "../refusals.ts"
import { takenFirst, takingTime } from "../take-time.ts"
import { overrideOf, refuseTime, rulesOf } from "./move-appointment.ts"

/** Somebody calls: time and booking in one step, confirmed at once, and no deposit asked of who is on the phone. */
export const bookForCaller = command({
  name: "appointment.book-for-caller",
  needs: "appointments.edit",
  sees: ({ technicianId }) => [{ ids: technicianId === undefined ? [] : [technicianId], counted: countTechnicians }],
  input: endpoints.bookForCaller.body,
  yieldsTo: takenFirst,

  async run(acting, { faultType, commune, technicianId: named, override, ...input }): Promise<BookedAppointment> {
    const { tx, business, actor, now } = acting
    const startsAt = Temporal.Instant.from(input.startsAt)
    if (isPast(startsAt, now) && override === undefined) refuse("slot_in_the_past")
    const rules = named === undefined ? "staff" : rulesOf(override)
    const who = { businessId: business.id, holder: visitorKey(actor), replaces: false }
    const wish = { faultType, communeKey: placeKey(commune), startsAt, rules, technicianId: named ?? null }
    const wanted = await findWanted(tx, { ...who, ...wish, now })
    if (wanted === null) return refuse("fault_type_not_found", { faultType })
    const { technicianId, zoneId, endsAt, blockedFrom, blockedTo } = wanted
    if (zoneId === null) return refuse("commune_not_served", { commune })
    if (technicianId === null || endsAt === null || blockedFrom === null || blockedTo === null)
      return refuseTime(acting, { ...wanted, startsAt, rules, technicianId: named ?? null })

    const id = newId()
    const slot = {
      ...wanted,
      technicianId,
      startsAt,
      endsAt,
      blockedFrom,
      blockedTo,
      depositMinor: null,
      commune: wanted.commune?.fr ?? commune,
    }
    const how = { id, holder: null, hash: null, holdUntil: heldUntil(now), rules, ...overrideOf(acting, override) }
    for (const statement of takingTime(acting, slot, how)) await tx.send(statement)
    const hold = await findHold(tx, { businessId: business.id, id })
    if (hold === null) throw new Error(`hold ${id} was made and is gone`)
    return booked(acting, { hold, input, status: "confirmed" })
  },

  replay: bookedAgain,
})
