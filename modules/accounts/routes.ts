import { routes } from "#kernel/routes.ts"
import { endpoints } from "./contract.ts"
import { showSession } from "./show-session.ts"
import { signIn } from "./sign-in.ts"
import { signOut } from "./sign-out.ts"

export const accountRoutes = routes(endpoints, {
  startSession: (visit, { body }) => signIn(visit, body),
  showSession: (visit) => showSession(visit, {}),
  endSession: (visit) => signOut(visit),
})
