import * as z from "zod"
import { command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { endpoints } from "./contract.ts"
import { countRefunds } from "./queries/refunds.ts"
import { failRefund, lockedRefund, recordRefund } from "./record-refund.ts"
import { refuse } from "./refusals.ts"

/** Somebody asked the bank what came of a refund that the gateway never answered. Refuses `refund_not_doubtful`. */
export const settleDoubtfulRefund = command({
  name: "refund.settle-doubtful",
  needs: "orders.refund",
  sees: ({ id: refundId }) => [{ ids: [refundId], counted: countRefunds }],
  input: z.strictObject({ id, ...endpoints.settleDoubtfulRefund.body.shape }),

  async run(acting, { id: refundId, outcome }) {
    const { dossierId, requestId, status } = await lockedRefund(acting, refundId)
    if (status !== "unknown") refuse("refund_not_doubtful", { status })

    const follow = outcome === "done" ? recordRefund : failRefund
    await follow.within(acting, { refundId })
    acting.tell("refund.doubt-settled", { dossierId, facts: { requestId, refundId, outcome } })
    return { status: outcome }
  },
})
