import { shared } from "#kernel/query.ts"
import { routes } from "#kernel/routes.ts"
import { endpoints } from "./contract.ts"
import { findSlots } from "./find-slots.ts"
import { listFaultTypes } from "./list-fault-types.ts"
import { listServiceAreas } from "./list-service-areas.ts"

export const bookingRoutes = routes(
  {
    listFaultTypes: endpoints.listFaultTypes,
    listServiceAreas: endpoints.listServiceAreas,
    findSlots: endpoints.findSlots,
  },
  {
    listFaultTypes: shared((visit, { query }) => listFaultTypes(visit, query)),
    listServiceAreas: shared((visit, { query }) => listServiceAreas(visit, query)),
    findSlots: shared((visit, { query }) => findSlots(visit, query)),
  },
)
