import type { Tx } from "#kernel/database/transaction.ts"
import type { MessageFacts } from "#modules/inbox/index.ts"
import * as queries from "./queries/orders.ts"

/** Who is told about an order, and the facts that its messages say. Without an address the message stays on the order's page. */
export async function messageFactsOf(
  tx: Tx,
  orderId: string,
): Promise<{ recipient: string | null; facts: MessageFacts }> {
  const order = await queries.findOrder(tx, { id: orderId })
  if (order === null) throw new Error(`order ${orderId} is gone`)
  return {
    recipient: order.customerEmail,
    facts: {
      customerName: order.customerName,
      number: order.number,
      totalMinor: order.totalMinor,
      currency: order.currency,
      method: order.paymentMethod,
      ...(order.carrier === null ? {} : { carrier: order.carrier }),
      ...(order.carrierReference === null ? {} : { carrierReference: order.carrierReference }),
    },
  }
}
