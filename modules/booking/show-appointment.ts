import type * as z from "zod"
import { wireMoney } from "#kernel/contract.ts"
import { query } from "#kernel/query.ts"
import { refuse } from "#kernel/refusals.ts"
import { refuseUnseen } from "#kernel/sight.ts"
import { isPhoneUnreached } from "#modules/inbox/index.ts"
import { actionsOf, may } from "./appointment.ts"
import { depositView, inLanguage, sharedView } from "./appointment-view.ts"
import { endpoints } from "./contract.ts"
import * as queries from "./queries/appointments.ts"

/** What the holder of the link sees: their own visit, and nobody's phone. */
export const showAppointment = query({
  name: "booking.show-appointment",
  needs: "appointments.track",
  input: endpoints.showAppointment.query,

  async run({ tx, business, actor, now }, { locale }): Promise<z.input<typeof endpoints.showAppointment.answer>> {
    if (actor.scope !== "guest") return refuse("not_found")
    const found = await queries.findAppointment(tx, { id: actor.dossierId })
    if (found === null) return refuseUnseen(actor)
    const language = locale ?? found.locale
    const shared = await sharedView(tx, found, language)
    const taken = shared.photos.filter(({ takenBy }) => takenBy === "customer").length
    const canAdd = may(found, "add_photo", now) && taken < found.photosAtMost

    const dossierId = actor.dossierId
    return {
      ...shared,
      isUnreached: await isPhoneUnreached(tx, { dossierId, phone: found.customerPhone }),
      faultType: {
        slug: found.faultSlug,
        name: inLanguage(found.faultName, language),
        durationMinutes: Math.round(found.startsAt.until(found.endsAt).total("minutes")),
      },
      seats: found.sessionId === null ? null : found.seats,
      zone: business.zone,
      technician: found.technicianName,
      customer: { name: found.customerName },
      deposit: await depositView(tx, found),
      photosAtMost: found.photosAtMost,
      cancelUntil: found.cancelUntil?.toString() ?? null,
      lateFee: wireMoney(found.lateFeeMinor, found.currency),
      can: actionsOf(found, now).filter((action) => action !== "add_photo" || canAdd),
    }
  },
})
