import type * as z from "zod"
import { command } from "#kernel/command.ts"
import { newId } from "#kernel/ids.ts"
import { placeKey } from "#modules/businesses/index.ts"
import { endpoints } from "./contract.ts"
import { findFaultType, findZone } from "./queries/fault-types.ts"
import * as queries from "./queries/waiting.ts"
import { refuse } from "./refusals.ts"
import { dayOf } from "./take-time.ts"

type Joined = z.input<typeof endpoints.joinWaitingList.answer>

/** Told of the first slot that becomes free. Refuses `waiting_already`: one place per number and fault type. */
export const joinWaitingList = command({
  name: "waiting.join",
  needs: "appointments.book",
  input: endpoints.joinWaitingList.body,

  async run({ tx, business, now, tell, made }, input): Promise<Joined> {
    const { faultType, commune, customer, fromDate, toDate, locale } = input
    const today = dayOf(now, business)
    if (toDate < fromDate || toDate < today) refuse("dates_out_of_order")
    const [fault, place] = await Promise.all([
      findFaultType(tx, { faultType }),
      findZone(tx, { key: placeKey(commune) }),
    ])
    if (fault === null) return refuse("fault_type_not_found", { faultType })
    if (place === null) return refuse("commune_not_served", { commune })

    const entry = { businessId: business.id, id: newId(), faultTypeId: fault.id, zoneId: place.zoneId, commune, now }
    await queries.endPast(tx, { businessId: business.id, phone: customer.phone, today })
    if ((await queries.insertEntry(tx, { ...entry, ...customer, locale, fromDate, toDate })) === 0)
      refuse("waiting_already")
    tell("waiting.joined", { facts: { entryId: entry.id } })
    made({ entryId: entry.id })
    return { status: "waiting" }
  },

  replay: async (): Promise<Joined> => ({ status: "waiting" }),
})
