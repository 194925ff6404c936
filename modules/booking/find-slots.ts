import type * as z from "zod"
import type { Language } from "#kernel/actor.ts"
import type { Tx } from "#kernel/database/transaction.ts"
import { query } from "#kernel/query.ts"
import { placeKey } from "#modules/businesses/index.ts"
import { findSlotsInput, type slotList } from "./contract.ts"
import * as queries from "./queries/fault-types.ts"
import { refuse } from "./refusals.ts"
import { type Found, searchSlots } from "./slots.ts"

/** Starts and ends alone: whose day it is, and who else is in it, is nobody's business. */
export const findSlots = query({
  name: "booking.find-slots",
  needs: "slots.find",
  input: findSlotsInput,

  async run({ tx, business, now }, { faultType, commune, from, days, locale }) {
    const wanted = await wantedPlace(tx, { faultType, commune })
    const today = now.toZonedDateTimeISO(business.zone).toPlainDate()
    const first = from === undefined ? today : Temporal.PlainDate.from(from)

    const found = await searchSlots(tx, { ...wanted, now, from: first, days })
    if (found.days.some(({ reason }) => reason === "nobody")) refuse("nobody_comes", { commune })
    return slotsShown(found, locale)
  },
})

/** What visitors see of a search. */
export function slotsShown({ slots, days }: Found, locale: Language): z.input<typeof slotList> {
  return {
    slots: slots.map(({ startsAt, endsAt }) => ({ startsAt: startsAt.toString(), endsAt: endsAt.toString() })),
    days: days.flatMap(({ day, reason, name }) => {
      if (reason === "nobody") return []
      return [{ date: day, reason, ...(name === null ? {} : { name: name[locale] ?? name.fr ?? "" }) }]
    }),
  }
}

/** Refuses `fault_type_not_found` and, where somebody must come, `commune_not_served`. */
async function wantedPlace(tx: Tx, { faultType, commune }: { faultType: string; commune: string }) {
  const [fault, place] = await Promise.all([
    queries.findFaultType(tx, { faultType }),
    queries.findZone(tx, { key: placeKey(commune) }),
  ])
  if (fault === null) return refuse("fault_type_not_found", { faultType })
  if (place === null && !fault.inSessions) return refuse("commune_not_served", { commune })
  return { faultTypeId: fault.id, zoneId: place?.zoneId ?? null }
}
