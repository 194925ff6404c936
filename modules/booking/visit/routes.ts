import { routes } from "#kernel/routes.ts"
import { endpoints } from "../contract-visit.ts"
import { completeVisit } from "./complete-visit.ts"
import { reportVisit } from "./report-visit.ts"
import { returnPart } from "./return-part.ts"
import { showMyDay } from "./show-my-day.ts"
import { startVisit } from "./start-visit.ts"
import { takeCash } from "./take-cash.ts"
import { usePart } from "./use-part.ts"

export const visitRoutes = routes(endpoints, {
  showMyDay: (visit, { query }) => showMyDay(visit, query),
  startVisit: (visit, { params, body }) => startVisit(visit, { ...params, ...body }),
  usePart: (visit, { params, body }) => usePart(visit, { ...params, ...body }),
  returnPart: (visit, { params }) => returnPart(visit, params),
  reportVisit: (visit, { params, body }) => reportVisit(visit, { ...params, ...body }),
  takeCash: (visit, { params, body }) => takeCash(visit, { ...params, ...body }),
  completeVisit: (visit, { params, body }) => completeVisit(visit, { ...params, ...body }),
})
