import { routes } from "#kernel/routes.ts"
import { endpoints } from "./contract.ts"
import { completeTask } from "./finish-task.ts"

export const dossierRoutes = routes(endpoints, {
  finishTask: (visit, { params }) => completeTask(visit, params),
})
