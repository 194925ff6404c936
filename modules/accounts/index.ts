export { isLive, type OpenSession, openSession } from "./open-session.ts"
export { hashPassword, type StoredPassword } from "./password.ts"
export { accountRoutes } from "./routes.ts"
export { sessionLimits } from "./session.ts"
