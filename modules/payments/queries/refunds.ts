import { arrayOf, bigint, boolean, currency, instant, integer, oneOf, text, uuid } from "#kernel/database/column.ts"
import { count, many, maybe, one, statement } from "#kernel/database/statement.ts"

const status = oneOf("starting", "unknown", "done", "failed")

export const insertRefund = statement("payments.insert-refund", {
  takes: {
    businessId: uuid,
    id: uuid,
    requestId: uuid,
    attemptId: uuid,
    dossierId: uuid,
    amountMinor: bigint,
    currency,
    reason: text,
    askedAt: instant,
  },
  gives: count,
  sql: `insert into guichet.refunds (business_id, id, request_id, attempt_id, dossier_id, amount_minor, currency, reason, status, asked_at)
    values (:businessId, :id, :requestId, :attemptId, :dossierId, :amountMinor, :currency, :reason, 'starting', :askedAt)`,
})

const refundColumns = {
  id: uuid,
  requestId: uuid,
  attemptId: uuid,
  dossierId: uuid,
  gateway: oneOf("satim"),
  surplus: boolean,
  /** What the attempt took: a refund of less is a part of it. */
  takenMinor: bigint,
  amountMinor: bigint,
  currency,
  reason: text,
  status,
  askedAt: instant,
} as const
const joined = `select r.id, r.request_id, r.attempt_id, r.dossier_id, a.gateway, a.surplus, a.amount_minor as taken_minor, r.amount_minor, r.currency, r.reason, r.status, r.asked_at
  from guichet.refunds r join guichet.payment_attempts a on a.business_id = r.business_id and a.id = r.attempt_id`

export const findRefund = statement("payments.find-refund", {
  takes: { id: uuid },
  gives: maybe(refundColumns),
  sql: `${joined} where r.id = :id`,
})
export type Refund = NonNullable<Awaited<ReturnType<typeof findRefund>>>

export const countRefunds = statement("payments.count-visible-refunds", {
  takes: { ids: arrayOf(uuid) },
  gives: one({ visible: integer }),
  sql: "select count(*)::integer as visible from guichet.refunds where id = any(:ids)",
})

export const openRefundOf = statement("payments.open-refund-of", {
  takes: { attemptId: uuid },
  gives: maybe(refundColumns),
  sql: `${joined} where r.attempt_id = :attemptId and r.status in ('starting', 'unknown')`,
})

/** What of an attempt went back in parts, or is going. */
export const returnedInParts = statement("payments.returned-in-parts", {
  takes: { attemptId: uuid },
  gives: one({ returnedMinor: bigint }),
  sql: `select coalesce(sum(amount_minor), 0)::bigint as returned_minor
    from guichet.refunds where attempt_id = :attemptId and status <> 'failed'`,
})

export const refundsOf = statement("payments.refunds-of", {
  takes: { requestId: uuid },
  gives: many({ id: uuid, amountMinor: bigint, currency, status, reason: text }),
  sql: `select r.id, r.amount_minor, r.currency, r.status, r.reason
    from guichet.refunds r where r.request_id = :requestId order by r.asked_at, r.id`,
})

/** Its outcome is not known: nothing asks the gateway to give back again until somebody or something knows. */
export const leaveUnknown = statement("payments.leave-refund-unknown", {
  takes: { id: uuid },
  gives: count,
  sql: "update guichet.refunds set status = 'unknown' where id = :id and status = 'starting'",
})

export const endRefund = statement("payments.end-refund", {
  takes: { id: uuid, status: oneOf("done", "failed"), closedAt: instant },
  gives: count,
  sql: `update guichet.refunds set status = :status, closed_at = :closedAt where id = :id and status in ('starting', 'unknown')`,
})

/** Money that went back, as a credit note states it. */
export const returnedOf = statement("payments.returned-of", {
  takes: { dossierId: uuid },
  gives: many({ method: text, amountMinor: bigint, paidAt: instant, attemptId: uuid }),
  sql: `select a.gateway as method, r.amount_minor, r.closed_at as paid_at, r.attempt_id
    from guichet.refunds r join guichet.payment_attempts a on a.business_id = r.business_id and a.id = r.attempt_id
    where r.dossier_id = :dossierId and r.status = 'done' and not a.surplus order by r.closed_at`,
})
