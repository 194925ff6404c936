import type { Tx } from "#kernel/database/transaction.ts"
import type { OrderFacts } from "#modules/inbox/index.ts"
import * as queries from "./queries/orders.ts"

/** Who is told about an order, and the facts that its messages say. Only who gave no address hears by SMS. */
export async function messageFactsOf(
  tx: Tx,
  orderId: string,
): Promise<{ recipient: string | null; phone: string | null; facts: OrderFacts }> {
  const order = await queries.findOrder(tx, { id: orderId })
  if (order === null) throw new Error(`order ${orderId} is gone`)
  return {
    recipient: order.customerEmail,
    phone: order.customerEmail === null ? order.customerPhone : null,
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
