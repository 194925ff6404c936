import { bigint, currency, instant, nullable, oneOf, text, uuid } from "#kernel/database/column.ts"
import { count, many, maybe, statement } from "#kernel/database/statement.ts"

export const purposes = ["order", "deposit", "invoice", "balance"] as const
const method = oneOf("satim", "cash_on_delivery")
const status = oneOf("open", "paid", "cancelled", "refunded")

const requestColumns = {
  id: uuid,
  dossierId: uuid,
  purpose: oneOf(...purposes),
  amountMinor: bigint,
  currency,
  method,
  status,
  expiresAt: nullable(instant),
  paidAt: nullable(instant),
} as const
const requestList = "id, dossier_id, purpose, amount_minor, currency, method, status, expires_at, paid_at"

export const insertRequest = statement("payments.insert-request", {
  takes: {
    businessId: uuid,
    id: uuid,
    dossierId: uuid,
    purpose: oneOf(...purposes),
    amountMinor: bigint,
    currency,
    method,
    askedAt: instant,
    expiresAt: nullable(instant),
  },
  gives: count,
  sql: `insert into guichet.payment_requests (business_id, id, dossier_id, purpose, amount_minor, currency, method, status, asked_at, expires_at)
    values (:businessId, :id, :dossierId, :purpose, :amountMinor, :currency, :method, 'open', :askedAt, :expiresAt)`,
})

export const findRequest = statement("payments.find-request", {
  takes: { id: uuid },
  gives: maybe(requestColumns),
  sql: `select ${requestList} from guichet.payment_requests where id = :id`,
})
export type Request = NonNullable<Awaited<ReturnType<typeof findRequest>>>

/** Its dossier is locked before: the lock order of the house (data rule 9). */
export const lockRequest = statement("payments.lock-request", {
  takes: { id: uuid },
  gives: maybe(requestColumns),
  sql: `select ${requestList} from guichet.payment_requests where id = :id for no key update`,
})

export const latestRequestOf = statement("payments.latest-request-of", {
  takes: { dossierId: uuid, purpose: nullable(oneOf(...purposes)) },
  gives: maybe(requestColumns),
  sql: `select ${requestList} from guichet.payment_requests
    where dossier_id = :dossierId and (:purpose::text is null or purpose = :purpose) order by asked_at desc, id desc limit 1`,
})

/** Another method, with the amount that it makes. */
export const changeRequest = statement("payments.change-request", {
  takes: { id: uuid, method, amountMinor: bigint, expiresAt: nullable(instant) },
  gives: count,
  sql: `update guichet.payment_requests set method = :method, amount_minor = :amountMinor, expires_at = :expiresAt
    where id = :id and status = 'open'`,
})

/** Paid once, by money that came in time or too late; the request then says how it was really paid. */
export const payRequest = statement("payments.pay-request", {
  takes: { id: uuid, method, amountMinor: bigint, paidAt: instant, receivedBy: nullable(uuid) },
  gives: count,
  sql: `update guichet.payment_requests
    set status = 'paid', method = :method, amount_minor = :amountMinor, paid_at = :paidAt, received_by = :receivedBy
    where id = :id and status in ('open', 'cancelled')`,
})

export const cancelRequest = statement("payments.cancel-request", {
  takes: { id: uuid },
  gives: count,
  sql: "update guichet.payment_requests set status = 'cancelled' where id = :id and status = 'open'",
})

export const refundRequest = statement("payments.refund-request", {
  takes: { id: uuid },
  gives: count,
  sql: "update guichet.payment_requests set status = 'refunded' where id = :id and status = 'paid'",
})

/** Money that paid for something, as documents state it: gateways by the reference that was paid, cash by nothing. */
export const settledOf = statement("payments.settled-of", {
  takes: { dossierId: uuid },
  gives: many({
    method: text,
    amountMinor: bigint,
    paidAt: instant,
    attemptId: nullable(uuid),
  }),
  sql: `select r.method, r.amount_minor, r.paid_at, a.id as attempt_id
    from guichet.payment_requests r
    left join guichet.payment_attempts a on a.business_id = r.business_id and a.request_id = r.id
      and a.status in ('paid', 'refunded') and not a.surplus
    where r.dossier_id = :dossierId and r.status in ('paid', 'refunded') order by r.paid_at`,
})
