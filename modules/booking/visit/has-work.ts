import type { Tx } from "#kernel/database/transaction.ts"
import { settledPayments } from "#modules/payments/index.ts"
import * as queries from "./queries.ts"

/** Whether parts are built in or cash is taken: whoever ended the visit otherwise would leave them without an invoice. */
export async function hasWork(tx: Tx, appointmentId: string): Promise<boolean> {
  const [parts, settled] = await Promise.all([
    queries.partsOf(tx, { appointmentIds: [appointmentId] }),
    settledPayments(tx, appointmentId),
  ])
  return parts.length > 0 || settled.some(({ method }) => method === "cash_on_delivery")
}
