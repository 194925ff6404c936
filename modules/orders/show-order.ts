import * as z from "zod"
import { can } from "#kernel/actor.ts"
import { wireMoney } from "#kernel/contract.ts"
import { query } from "#kernel/query.ts"
import { refuse } from "#kernel/refusals.ts"
import { refuseUnseen } from "#kernel/sight.ts"
import { openTasksOf, tokenOf } from "#modules/dossiers/index.ts"
import { messagesOf } from "#modules/inbox/index.ts"
import { endpoints } from "./contract.ts"
import { isRefunding, orderInput } from "./found-order.ts"
import { actionsOn } from "./order.ts"
import { viewedOrder } from "./order-view.ts"

/** What the holder of the link sees: their own order, nobody's phone or address book. */
export const trackOrder = query({
  name: "orders.track",
  needs: "orders.track",
  input: endpoints.trackOrder.query,

  async run({ tx, actor }, { locale }): Promise<z.input<typeof endpoints.trackOrder.answer>> {
    if (actor.scope !== "guest") return refuse("not_found")
    const viewed = await viewedOrder({ tx }, { id: actor.dossierId, language: locale })
    if (viewed === null) return refuseUnseen(actor)

    return { ...viewed.view, customer: { name: viewed.order.customerName } }
  },
})

export const showOrder = query({
  name: "orders.show",
  needs: "orders.list",
  input: z.strictObject({ ...orderInput.shape, ...endpoints.showOrder.query.shape }),

  async run({ kernel, tx, business, actor }, { id, locale }): Promise<z.input<typeof endpoints.showOrder.answer>> {
    const viewed = await viewedOrder({ tx }, { id, language: locale })
    if (viewed === null) return refuseUnseen(actor)
    const { order, view, payment } = viewed
    const link = {
      businessId: business.id,
      dossierId: order.id,
      generation: order.linkGeneration,
      keyVersion: order.linkKeyVersion,
    }

    return {
      id,
      ...view,
      customer: { name: order.customerName, phone: order.customerPhone, email: order.customerEmail },
      attempts: payment.attempts.map(({ amountMinor, currency, startedAt, ...attempt }) => ({
        ...attempt,
        amount: wireMoney(amountMinor, currency),
        startedAt: startedAt.toString(),
      })),
      refunds: payment.refunds.map(({ amountMinor, currency, ...refund }) => ({
        ...refund,
        amount: wireMoney(amountMinor, currency),
        canSettle: refund.status === "unknown" && can(kernel.permissions, actor, "orders.refund"),
      })),
      messages: (await messagesOf(tx, id)).map(({ writtenAt, ...message }) => ({
        ...message,
        writtenAt: writtenAt.toString(),
      })),
      tasks: (await openTasksOf(tx, { dossierId: id })).map(({ raisedAt, ...task }) => ({
        ...task,
        raisedAt: raisedAt.toString(),
      })),
      trackingToken: tokenOf(kernel, link),
      can: actionsOn(order, actor, { isRefunding: isRefunding(payment) }),
    }
  },
})
