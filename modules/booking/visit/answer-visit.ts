import type { Acting } from "#kernel/command.ts"
import type { Ids } from "#kernel/idempotency.ts"
import * as queries from "./queries.ts"
import { standingOf, stateOf } from "./visit-state.ts"

/** How the visit stands now: what every verb answers, in the language of the counter's own staff. */
export async function answerVisit(acting: Acting, id: string) {
  const visit = await queries.lockVisit(acting.tx, { id })
  if (visit === null) throw new Error(`appointment ${id} is gone`)
  return stateOf(acting, { standing: await standingOf(acting, visit), language: "fr" })
}

/** A request that was sent twice is told how the visit stands meanwhile. */
export const replayVisit = (acting: Acting, { appointmentId = "" }: Ids) => answerVisit(acting, appointmentId)
