import { routes } from "#kernel/routes.ts"
import { endpoints } from "../contract-plan.ts"
import { confirmHoliday, setWorksOn, writeHolidays } from "./change-holidays.ts"
import { addDatedPlan, removeDatedPlan } from "./dated-plans.ts"
import { setWeek } from "./set-week.ts"
import { showPlan } from "./show-plan.ts"

export const planRoutes = routes(endpoints, {
  showPlan: (visit, { query }) => showPlan(visit, query),
  setWeek: (visit, { body }) => setWeek(visit, { technicianId: null, ...body }),
  setTechnicianWeek: (visit, { params, body }) => setWeek(visit, { technicianId: params.id, ...body }),
  addDatedPlan: (visit, { body }) => addDatedPlan(visit, body),
  removeDatedPlan: (visit, { params }) => removeDatedPlan(visit, params),
  setWorksOn: (visit, { params, body }) => setWorksOn(visit, { ...params, ...body }),
  confirmHoliday: (visit, { params, body }) => confirmHoliday(visit, { ...params, ...body }),
  writeHolidays: (visit, { body }) => writeHolidays(visit, body),
})
