import { queueOf } from "#kernel/queue.ts"
import { refuse } from "./refusals.ts"

/** Each hash takes 64 MiB, and the line about a second; refuses `sign_in_busy` when it is full. */
export const taken = queueOf({
  atOnce: 2,
  inLine: 30,
  full: () => refuse("sign_in_busy", { retryAfterSeconds: 2 }),
})
