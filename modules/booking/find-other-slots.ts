import { query } from "#kernel/query.ts"
import { refuse } from "#kernel/refusals.ts"
import { refuseUnseen } from "#kernel/sight.ts"
import { endpoints } from "./contract.ts"
import { slotsShown } from "./find-slots.ts"
import { findAppointment } from "./queries/appointments.ts"
import { searchSlots } from "./slots.ts"

/** Where the visit could move to; its own time does not stand in its way. */
export const findOtherSlots = query({
  name: "booking.find-other-slots",
  needs: "appointments.track",
  input: endpoints.findOtherSlots.query,

  async run({ tx, business, actor, now }, { from, days, locale }) {
    if (actor.scope !== "guest") return refuse("not_found")
    const found = await findAppointment(tx, { id: actor.dossierId })
    if (found === null) return refuseUnseen(actor)
    const { id: leavingOut, faultTypeId, zoneId } = found
    const first =
      from === undefined ? now.toZonedDateTimeISO(business.zone).toPlainDate() : Temporal.PlainDate.from(from)

    return slotsShown(await searchSlots(tx, { faultTypeId, zoneId, leavingOut, now, from: first, days }), locale)
  },
})
