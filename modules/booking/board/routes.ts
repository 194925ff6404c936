import { routes } from "#kernel/routes.ts"
import { endpoints } from "../contract-board.ts"
import { findMoves } from "./find-moves.ts"
import { endAbsence, recordAbsence, showAbsence } from "./record-absence.ts"
import { showCalendar } from "./show-calendar.ts"

export const boardRoutes = routes(endpoints, {
  showCalendar: (visit, { query }) => showCalendar(visit, query),
  findMoves: (visit, { params, query }) => findMoves(visit, { ...params, ...query }),
  recordAbsence: (visit, { body }) => recordAbsence(visit, body),
  showAbsence: (visit, { params }) => showAbsence(visit, params),
  endAbsence: (visit, { params }) => endAbsence(visit, params),
})
