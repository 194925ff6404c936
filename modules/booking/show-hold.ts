import * as z from "zod"
import { command } from "#kernel/command.ts"
import { refuse as refuseAny } from "#kernel/refusals.ts"
import { hashOf } from "#kernel/secrets.ts"
import { isPast } from "#kernel/time.ts"
import { photosOf } from "#modules/documents/index.ts"
import { photoView } from "./appointment-view.ts"
import { communeSaid } from "./commune-said.ts"
import { endpoints } from "./contract.ts"
import { entryOf } from "./holder.ts"
import { faultTypeView } from "./list-fault-types.ts"
import { showFaultType } from "./queries/fault-types.ts"
import { endHold, lockHold } from "./queries/holds.ts"
import { endOffer } from "./queries/waiting.ts"
import { refuse } from "./refusals.ts"
import { takenFirst } from "./take-time.ts"
import { offerFreed } from "./waiting-list.ts"

/** A hold is nobody's dossier: whoever has its token sees it, as the house. Refuses `hold_expired`, booked or over. */
export const showHold = command({
  name: "hold.show",
  needs: "appointments.hold",
  input: z.strictObject({ ...endpoints.showHold.params.shape, ...endpoints.showHold.query.shape }),

  async run({ tx, business, now }, { holdToken, locale }) {
    const hold = await lockHold(tx, { businessId: business.id, hash: hashOf(holdToken) })
    if (hold === null || hold.isBooked || hold.holdUntil === null || isPast(hold.holdUntil, now))
      return refuse("hold_expired")
    const faultType = await showFaultType(tx, { id: hold.faultTypeId, locale })

    return {
      startsAt: hold.startsAt.toString(),
      endsAt: hold.endsAt.toString(),
      expiresAt: hold.holdUntil.toString(),
      commune: await communeSaid(tx, hold, locale),
      faultType: faultTypeView(faultType, business.currency),
      seats: hold.sessionId === null ? null : hold.seats,
      photos: (await photosOf(tx, [hold.id])).map(photoView),
    }
  },
})

/** Not wanted any more: the next visitor can have the slot. Released twice is released. */
export const releaseHold = command({
  name: "hold.release",
  needs: "appointments.hold",
  input: endpoints.releaseHold.params,
  yieldsTo: takenFirst,

  async run(acting, { holdToken }) {
    const { tx, business } = acting
    const hold = await lockHold(tx, { businessId: business.id, hash: hashOf(holdToken) })
    if (hold === null) return refuseAny("not_found")
    if (hold.isBooked || hold.status !== "held") return { status: hold.status }

    await endHold(tx, { businessId: business.id, id: hold.id })
    if (entryOf(hold.holder) !== null) await endOffer(tx, { businessId: business.id, appointmentId: hold.id })
    await offerFreed(acting, hold)
    return { status: "expired" as const }
  },
})
