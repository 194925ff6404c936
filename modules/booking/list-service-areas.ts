import { query } from "#kernel/query.ts"
import { endpoints } from "./contract.ts"
import * as queries from "./queries/fault-types.ts"

/** Zones in the order of the business, each with its communes. */
export const listServiceAreas = query({
  name: "booking.list-service-areas",
  needs: "slots.find",
  input: endpoints.listServiceAreas.query,

  async run({ tx }, { locale }) {
    const zones = Map.groupBy(await queries.listServiceAreas(tx, { locale }), ({ zoneId }) => zoneId)
    return {
      items: [...zones.values()].map((rows) => ({
        zone: rows[0]?.zone ?? "",
        communes: rows.map(({ commune }) => commune),
      })),
    }
  },
})
