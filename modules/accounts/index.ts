export { isLive, type OpenSession, openSession } from "./open-session.ts"
export { hashPassword, type StoredPassword } from "./password.ts"
export { sessionLimits } from "./session.ts"
