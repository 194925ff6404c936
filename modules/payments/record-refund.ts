import * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import { newId } from "#kernel/ids.ts"
import { post, refundPostings } from "#modules/billing/index.ts"
import { finishTask, raiseTask } from "#modules/dossiers/index.ts"
import { lockedAttempt, lockedRequest } from "./found-request.ts"
import { refundAttempt } from "./queries/attempts.ts"
import * as queries from "./queries/refunds.ts"
import { refundRequest } from "./queries/requests.ts"

const input = z.strictObject({ refundId: z.uuid() })

/** The gateway gave the money back: postings, and the request refunded once it is all back; a surplus goes back without touching what is paid. */
export const recordRefund = command({
  name: "refund.record",
  needs: "system.follow",
  input,
  run: async (acting, { refundId }) => recorded(acting, await lockedRefund(acting, refundId)),
})

/** The gateway will not give it back: a person has to, another way. */
export const failRefund = command({
  name: "refund.fail",
  needs: "system.follow",
  input,

  async run(acting, { refundId }) {
    const { tx, now, tell } = acting
    const { dossierId, requestId } = await lockedRefund(acting, refundId)
    if ((await queries.endRefund(tx, { id: refundId, status: "failed", closedAt: now })) === 0) return

    await finishTask(acting, { dossierId, kind: "refund_unknown" })
    await raiseTask(acting, { dossierId, kind: "refund_failed", facts: { refundId } })
    tell("refund.failed", { dossierId, facts: { requestId, refundId } })
  },
})

/** No answer: it may have been given back or not, and nobody asks for it a second time. */
export const doubtRefund = command({
  name: "refund.doubt",
  needs: "system.follow",
  input,

  async run(acting, { refundId }) {
    const { tx, tell } = acting
    const { dossierId, requestId } = await lockedRefund(acting, refundId)
    if ((await queries.leaveUnknown(tx, { id: refundId })) === 0) return

    await raiseTask(acting, { dossierId, kind: "refund_unknown", facts: { refundId } })
    tell("refund.unknown", { dossierId, facts: { requestId, refundId } })
  },
})

/** The bank gave back in its own back office what we hold as paid: our books follow. A part of it is for a person to see. */
export const recordGatewayRefund = command({
  name: "refund.record-from-gateway",
  needs: "system.follow",
  input: z.strictObject({ attemptId: z.uuid(), isPartial: z.boolean() }),

  async run(acting, { attemptId, isPartial }) {
    const { tx, business, now } = acting
    const { attempt, request } = await lockedAttempt(acting, attemptId)
    if (attempt.status !== "paid") return
    const { dossierId, currency } = attempt
    const before = await queries.openRefundOf(tx, { attemptId })
    const { returnedMinor } = await queries.returnedInParts(tx, { attemptId })
    const isOurPart = returnedMinor > 0 && returnedMinor < attempt.amountMinor
    if (isPartial && isOurPart) return before === null ? undefined : recorded(acting, before)
    if (isPartial) return raiseTask(acting, { dossierId, kind: "refund_partial", facts: { attemptId } })

    const amountMinor = attempt.amountMinor - (before === null ? returnedMinor : 0)
    const id = before?.id ?? newId()
    const row = { businessId: business.id, id, requestId: request.id, attemptId, dossierId, amountMinor, currency }
    if (before === null) await queries.insertRefund(tx, { ...row, reason: "back_office", askedAt: now })
    return recorded(acting, before ?? (await lockedRefund(acting, id)))
  },
})

/** The refund, read under the lock of its request. */
export async function lockedRefund({ tx }: Pick<Acting, "tx">, id: string): Promise<queries.Refund> {
  const found = await queries.findRefund(tx, { id })
  if (found === null) throw new Error(`refund ${id} is gone`)
  await lockedRequest({ tx }, found.requestId)
  const locked = await queries.findRefund(tx, { id })
  if (locked === null) throw new Error(`refund ${id} is gone`)
  return locked
}

async function recorded(acting: Acting, refund: queries.Refund): Promise<void> {
  const { tx, now, tell } = acting
  const { id, requestId, attemptId, dossierId, amountMinor, takenMinor, currency, gateway, surplus } = refund
  if ((await queries.endRefund(tx, { id, status: "done", closedAt: now })) === 0) return

  const { returnedMinor } = await queries.returnedInParts(tx, { attemptId })
  const isWhole = returnedMinor >= takenMinor
  if (isWhole) await refundAttempt(tx, { id: attemptId })
  if (isWhole && !surplus) await refundRequest(tx, { id: requestId })
  const postings = refundPostings({ method: gateway, amountMinor, isSurplus: surplus })
  await post(acting, { dossierId, currency, postings })
  for (const kind of ["refund_unknown", "refund_failed"]) await finishTask(acting, { dossierId, kind })
  if (surplus) await finishTask(acting, { dossierId, kind: "payment_surplus" })
  tell(surplus ? "payment.surplus-refunded" : isWhole ? "payment.refunded" : "payment.partly-refunded", {
    dossierId,
    audience: "customer",
    facts: { requestId, refundId: id, attemptId, amountMinor, currency },
  })
}
