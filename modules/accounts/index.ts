export { demoProblems } from "./demo-problems.ts"
export { isLive, openSession } from "./open-session.ts"
export { hashPassword } from "./password.ts"
export { sessionLimits } from "./session.ts"
