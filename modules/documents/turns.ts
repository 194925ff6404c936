import { queueOf } from "#kernel/queue.ts"
import { refuse } from "./refusals.ts"

/** A large photo takes two hundred megabytes while it is drawn; refuses `photos_busy` when the line is full. */
export const inTurn = queueOf({
  atOnce: 2,
  inLine: 30,
  full: () => refuse("photos_busy", { retryAfterSeconds: 5 }),
})
