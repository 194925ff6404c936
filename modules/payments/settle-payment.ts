import * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import { job } from "#kernel/events.ts"
import { newId } from "#kernel/ids.ts"
import { lowerBalance, paymentPostings, post } from "#modules/billing/index.ts"
import { finishTask, openTasksOf, raiseTask } from "#modules/dossiers/index.ts"
import { lockedAttempt } from "./found-request.ts"
import { type Attempt, payAttempt } from "./queries/attempts.ts"
import { insertRefund } from "./queries/refunds.ts"
import { payRequest, type Request } from "./queries/requests.ts"

const input = z.strictObject({
  attemptId: z.uuid(),
  amountMinor: z.int(),
  currency: z.enum(["DZD", "EUR", "TND", "XOF"]),
})

export type Settled = { readonly outcome: "paid" | "already" | "surplus" | "mismatch" }
type Paying = { readonly attempt: Attempt; readonly request: Request }

/**
 * A gateway's own status answer says paid. It pays the request once, even one that was cancelled meanwhile (`late`);
 * a second success is a surplus and goes back; another amount or currency than the attempt's never pays.
 */
export const settlePayment = command({
  name: "payment.settle",
  needs: "system.follow",
  input,

  async run(acting, { attemptId, amountMinor, currency }): Promise<Settled> {
    const paying = await lockedAttempt(acting, attemptId)
    const { attempt, request } = paying
    if (attempt.status === "paid" || attempt.status === "refunded") return { outcome: "already" }
    if (amountMinor !== attempt.amountMinor || currency !== attempt.currency) return mismatched(acting, paying)

    return request.status === "open" || request.status === "cancelled" ? paid(acting, paying) : surplus(acting, paying)
  },
})

/** The gateway's answer contradicts what we asked for: nothing is paid, a person looks. */
export const reportMismatch = command({
  name: "payment.report-mismatch",
  needs: "system.follow",
  input: z.strictObject({ attemptId: z.uuid() }),
  run: async (acting, { attemptId }) => mismatched(acting, await lockedAttempt(acting, attemptId)),
})

async function paid(acting: Acting, { attempt, request }: Paying): Promise<Settled> {
  const { tx, now, tell } = acting
  const { id: attemptId, dossierId, amountMinor, currency, gateway } = attempt
  if ((await payAttempt(tx, { id: attemptId, surplus: false, closedAt: now })) === 0) return { outcome: "already" }
  await payRequest(tx, { id: request.id, method: gateway, amountMinor, paidAt: now, receivedBy: null })
  await post(acting, {
    dossierId,
    currency,
    postings: paymentPostings({ method: gateway, amountMinor, isSurplus: false }),
  })
  await lowerBalance(tx, { dossierId, amountMinor })
  await finishTask(acting, { dossierId, kind: "payment_unanswered" })
  tell("payment.settled", {
    dossierId,
    audience: "customer",
    facts: {
      requestId: request.id,
      attemptId,
      amountMinor,
      currency,
      method: gateway,
      late: request.status === "cancelled",
    },
    jobs: [job("payments.receipt", attemptId)],
  })
  return { outcome: "paid" }
}

async function surplus(acting: Acting, { attempt, request }: Paying): Promise<Settled> {
  const { tx, business, now, tell } = acting
  const { id: attemptId, dossierId, amountMinor, currency, gateway } = attempt
  if ((await payAttempt(tx, { id: attemptId, surplus: true, closedAt: now })) === 0) return { outcome: "already" }
  const refundId = newId()
  const money = { amountMinor, currency }
  const row = { businessId: business.id, id: refundId, requestId: request.id, attemptId, dossierId, ...money }
  await insertRefund(tx, { ...row, reason: "surplus", askedAt: now })
  await post(acting, {
    dossierId,
    currency,
    postings: paymentPostings({ method: gateway, amountMinor, isSurplus: true }),
  })
  await raiseTask(acting, { dossierId, kind: "payment_surplus", facts: { attemptId, refundId, amountMinor, currency } })
  tell("payment.surplus", {
    dossierId,
    audience: "customer",
    facts: { requestId: request.id, attemptId, refundId, ...money },
    jobs: [job("payments.refund", refundId)],
  })
  return { outcome: "surplus" }
}

async function mismatched(acting: Acting, { attempt, request }: Paying): Promise<Settled> {
  const { id: attemptId, dossierId } = attempt
  const open = await openTasksOf(acting.tx, { dossierId })
  if (open.some(({ kind }) => kind === "payment_mismatch")) return { outcome: "mismatch" }

  await raiseTask(acting, { dossierId, kind: "payment_mismatch", facts: { attemptId } })
  acting.tell("payment.mismatch", { dossierId, facts: { requestId: request.id, attemptId } })
  return { outcome: "mismatch" }
}
