import { type Acting, command } from "#kernel/command.ts"
import { raiseTask } from "#modules/dossiers/index.ts"
import { canText, countWritten, tellCustomer } from "#modules/inbox/index.ts"
import { endpoints } from "./contract.ts"
import { messageFactsOf } from "./message-facts.ts"
import * as queries from "./queries/orders.ts"

/** Beyond this the mailbox has it, and somebody plays. */
const timesADay = 3
const day = { hours: 24 }

/**
 * Somebody lost the link of their order. It goes to the address or number of the order, never to one named here; where
 * neither can be written to, the counter calls back. Whether there is such an order is not said.
 */
export const askLink = command({
  name: "order.ask-link",
  needs: "orders.ask-link",
  input: endpoints.askLink.body,

  async run(acting, { number, phone }) {
    const found = await queries.findByNumber(acting.tx, { number, phone })
    if (found !== null) await answered(acting, found.id)
    return {}
  },
})

async function answered(acting: Acting, orderId: string): Promise<void> {
  const { tx, now, tell } = acting
  await queries.lockOrder(tx, { id: orderId })
  const { recipient, phone, facts } = await messageFactsOf(tx, orderId)
  const message = { dossierId: orderId, template: "order-link" } as const
  if ((await countWritten(tx, { ...message, since: now.subtract(day) })) >= timesADay) return

  tell("link.asked", { dossierId: orderId, facts: { orderId } })
  const isReached = recipient !== null || (await canText(acting, phone)) === "yes"
  if (!isReached) await raiseTask(acting, { dossierId: orderId, kind: "link_asked" })
  await tellCustomer(acting, { ...message, recipient, phone, facts })
}
