import { bigint, boolean, currency, instant, json, nullable, oneOf, text, uuid } from "#kernel/database/column.ts"
import { count, many, maybe, statement } from "#kernel/database/statement.ts"
import type { Evidence, Raw } from "../gateways/gateway.ts"

/** The names of `gateways/index.ts`. */
const gateway = oneOf("satim")
const attemptStatus = oneOf("starting", "pending", "paid", "failed", "cancelled", "refunded")

const attemptColumns = {
  id: uuid,
  requestId: uuid,
  dossierId: uuid,
  gateway,
  status: attemptStatus,
  amountMinor: bigint,
  currency,
  reason: nullable(text),
  reasonText: nullable(text),
  surplus: boolean,
  startedAt: instant,
} as const
const attemptList =
  "id, request_id, dossier_id, gateway, status, amount_minor, currency, reason, reason_text, surplus, started_at"

export const insertAttempt = statement("payments.insert-attempt", {
  takes: {
    businessId: uuid,
    id: uuid,
    requestId: uuid,
    dossierId: uuid,
    gateway,
    amountMinor: bigint,
    currency,
    startedAt: instant,
  },
  gives: count,
  sql: `insert into guichet.payment_attempts (business_id, id, request_id, dossier_id, gateway, status, amount_minor, currency, started_at)
    values (:businessId, :id, :requestId, :dossierId, :gateway, 'starting', :amountMinor, :currency, :startedAt)`,
})

export const findAttempt = statement("payments.find-attempt", {
  takes: { id: uuid },
  gives: maybe(attemptColumns),
  sql: `select ${attemptList} from guichet.payment_attempts where id = :id`,
})
export type Attempt = NonNullable<Awaited<ReturnType<typeof findAttempt>>>

export const openAttemptOf = statement("payments.open-attempt-of", {
  takes: { dossierId: uuid },
  gives: maybe({ id: uuid, status: attemptStatus }),
  sql: `select id, status from guichet.payment_attempts
    where dossier_id = :dossierId and status in ('starting', 'pending') order by started_at desc, id desc limit 1`,
})

/** Newest first, each with the last of its references. */
export const attemptsOf = statement("payments.attempts-of", {
  takes: { requestId: uuid },
  gives: many({ ...attemptColumns, reference: nullable(text), redirectUrl: nullable(text) }),
  sql: `select a.id, a.request_id, a.dossier_id, a.gateway, a.status, a.amount_minor, a.currency, a.reason, a.reason_text,
      a.surplus, a.started_at, g.reference, g.redirect_url
    from guichet.payment_attempts a
    left join lateral (
      select r.reference, r.redirect_url from guichet.gateway_references r
      where r.business_id = a.business_id and r.attempt_id = a.id order by r.made_at desc, r.id desc limit 1
    ) g on true
    where a.request_id = :requestId order by a.started_at desc, a.id desc`,
})

export const markStarted = statement("payments.mark-started", {
  takes: { id: uuid },
  gives: count,
  sql: "update guichet.payment_attempts set status = 'pending' where id = :id and status = 'starting'",
})

export const closeAttempt = statement("payments.close-attempt", {
  takes: {
    id: uuid,
    status: oneOf("failed", "cancelled"),
    reason: text,
    reasonText: nullable(text),
    closedAt: instant,
  },
  gives: count,
  sql: `update guichet.payment_attempts set status = :status, reason = :reason, reason_text = :reasonText, closed_at = :closedAt
    where id = :id and status in ('starting', 'pending')`,
})

/** Also what was closed before: money that comes late is still money. */
export const payAttempt = statement("payments.pay-attempt", {
  takes: { id: uuid, surplus: boolean, closedAt: instant },
  gives: count,
  sql: `update guichet.payment_attempts
    set status = 'paid', surplus = :surplus, reason = null, reason_text = null, closed_at = :closedAt
    where id = :id and status in ('starting', 'pending', 'failed', 'cancelled')`,
})

export const refundAttempt = statement("payments.refund-attempt", {
  takes: { id: uuid },
  gives: count,
  sql: "update guichet.payment_attempts set status = 'refunded' where id = :id and status = 'paid'",
})

/** The attempt whose money paid the request, and can go back. */
export const payingAttemptOf = statement("payments.paying-attempt-of", {
  takes: { requestId: uuid },
  gives: maybe(attemptColumns),
  sql: `select ${attemptList} from guichet.payment_attempts where request_id = :requestId and status = 'paid' and not surplus`,
})

/** Attempts that paid for something of the dossier, also when the money went back since. */
export const payingAttempts = statement("payments.paying-attempts", {
  takes: { dossierId: uuid },
  gives: many({ id: uuid }),
  sql: `select id from guichet.payment_attempts
    where dossier_id = :dossierId and status in ('paid', 'refunded') and not surplus order by closed_at`,
})

/** One call at a gateway. Zero rows: the reference was used before, take another. */
export const reserveReference = statement("payments.reserve-reference", {
  takes: {
    businessId: uuid,
    id: uuid,
    attemptId: uuid,
    dossierId: uuid,
    gateway,
    reference: text,
    madeAt: instant,
  },
  gives: count,
  sql: `insert into guichet.gateway_references (business_id, id, attempt_id, dossier_id, gateway, reference, made_at)
    values (:businessId, :id, :attemptId, :dossierId, :gateway, :reference, :madeAt)
    on conflict (business_id, gateway, reference) do nothing`,
})

export const answerReference = statement("payments.answer-reference", {
  takes: { id: uuid, gatewayReference: text, redirectUrl: text },
  gives: count,
  sql: `update guichet.gateway_references set gateway_reference = :gatewayReference, redirect_url = :redirectUrl
    where id = :id and gateway_reference is null`,
})

export const referencesOf = statement("payments.references-of", {
  takes: { attemptId: uuid },
  gives: many({ id: uuid, reference: text, gatewayReference: nullable(text), madeAt: instant }),
  sql: `select id, reference, gateway_reference, made_at from guichet.gateway_references
    where attempt_id = :attemptId order by made_at, id`,
})
export type Reference = Awaited<ReturnType<typeof referencesOf>>[number]

/** What a browser brings back from a gateway, for as long as that is likely to be its payer. */
export const findReturned = statement("payments.find-returned", {
  takes: { gateway, gatewayReference: text, since: instant },
  gives: maybe({ attemptId: uuid, dossierId: uuid, status: attemptStatus }),
  sql: `select g.attempt_id, g.dossier_id, a.status
    from guichet.gateway_references g
    join guichet.payment_attempts a on a.business_id = g.business_id and a.id = g.attempt_id
    where g.gateway = :gateway and g.gateway_reference = :gatewayReference and g.made_at > :since`,
})

/** What was seen, with what proves it: without credentials or whole card numbers. */
export type Seen = { readonly evidence: Evidence | null; readonly raw: Raw }

export const insertObservation = statement("payments.insert-observation", {
  takes: {
    businessId: uuid,
    id: uuid,
    attemptId: uuid,
    dossierId: uuid,
    referenceId: uuid,
    state: text,
    amountMinor: nullable(bigint),
    evidence: json<Seen>(),
    seenAt: instant,
  },
  gives: count,
  sql: `insert into guichet.payment_observations (business_id, id, attempt_id, dossier_id, reference_id, state, amount_minor, evidence, seen_at)
    values (:businessId, :id, :attemptId, :dossierId, :referenceId, :state, :amountMinor, :evidence, :seenAt)`,
})

/** The answer that said paid, and the reference it was about: what a receipt shows and a refund names. */
export const paidReferenceOf = statement("payments.paid-reference-of", {
  takes: { attemptId: uuid },
  gives: maybe({ reference: text, gatewayReference: text, evidence: json<Seen>(), startedAt: instant }),
  sql: `select g.reference, g.gateway_reference, o.evidence, g.made_at as started_at
    from guichet.payment_observations o
    join guichet.gateway_references g on g.business_id = o.business_id and g.id = o.reference_id
    where o.attempt_id = :attemptId and o.state = 'paid' order by o.seen_at, o.id limit 1`,
})
