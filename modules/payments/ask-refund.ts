import * as z from "zod"
import { command } from "#kernel/command.ts"
import { job } from "#kernel/events.ts"
import { newId } from "#kernel/ids.ts"
import { lockedRequest } from "./found-request.ts"
import { payingAttemptOf } from "./queries/attempts.ts"
import { insertRefund, openRefundOf } from "./queries/refunds.ts"
import { refuse } from "./refusals.ts"

/** The whole amount, or the part that is named, goes back through the gateway it came by. Refuses `not_refundable`: cash, unpaid, or going back already. */
export const askRefund = command({
  name: "payment.ask-refund",
  needs: "system.follow",
  input: z.strictObject({
    requestId: z.uuid(),
    reason: z.string().max(500),
    amountMinor: z.int().positive().optional(),
  }),

  async run(acting, { requestId, reason, amountMinor: part }) {
    const { tx, business, now, tell } = acting
    const request = await lockedRequest(acting, requestId)
    const attempt = await payingAttemptOf(tx, { requestId })
    if (attempt === null) return refuse("not_refundable", { status: request.status })
    const { id: attemptId, dossierId, currency } = attempt
    const amountMinor = part ?? attempt.amountMinor
    if ((await openRefundOf(tx, { attemptId })) !== null) refuse("not_refundable", { status: "refunding" })

    const refundId = newId()
    const row = { businessId: business.id, id: refundId, requestId, attemptId, dossierId, amountMinor, currency }
    await insertRefund(tx, { ...row, reason, askedAt: now })
    tell("refund.asked", {
      dossierId,
      audience: "customer",
      facts: { requestId, refundId, amountMinor, currency },
      jobs: [job("payments.refund", refundId)],
    })
    return { refundId, status: "starting" as const }
  },
})
