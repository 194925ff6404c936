import type { Tx } from "#kernel/database/transaction.ts"
import { wordsOf } from "#kernel/messages.ts"
import type { DocumentPayment } from "#modules/billing/index.ts"
import { findDossier } from "#modules/dossiers/index.ts"
import { attemptsOf, paidReferenceOf, type Seen } from "./queries/attempts.ts"
import { refundsOf, returnedOf } from "./queries/refunds.ts"
import { latestRequestOf, type Request, settledOf } from "./queries/requests.ts"

type Attempts = Awaited<ReturnType<typeof attemptsOf>>
export type Payment = NonNullable<Awaited<ReturnType<typeof paymentOf>>>

/** Where the payment of a dossier stands, the latest or that of a purpose, as far as the reader's scope shows it; null when nothing was asked. */
export async function paymentOf(tx: Tx, dossierId: string, purpose: Request["purpose"] | null = null) {
  const request = await latestRequestOf(tx, { dossierId, purpose })
  if (request === null) return null
  const attempts = await attemptsOf(tx, { requestId: request.id })
  const pending = request.status === "open" ? attempts.find(({ status }) => status === "pending") : undefined
  const { id: requestId, method, amountMinor, currency, expiresAt, paidAt } = request

  return {
    requestId,
    method,
    status: statusOf(request, attempts),
    amountMinor,
    currency,
    redirectUrl: pending?.redirectUrl ?? null,
    reason: await reasonOf(tx, { request, attempts }),
    openAttemptId: attempts.find(({ status }) => status === "starting" || status === "pending")?.id ?? null,
    expiresAt,
    paidAt,
    attempts: attempts.map(attemptView),
    refunds: await refundsOf(tx, { requestId }),
  }
}

function attemptView({ id, gateway, status, amountMinor, currency, reference, startedAt }: Attempts[number]) {
  return { id, gateway, status, amountMinor, currency, reference, startedAt }
}

/** What people are told: the request where it is decided, else how the last attempt went. */
function statusOf({ status, method }: Request, attempts: Attempts) {
  if (status !== "open") return status
  if (method === "cash_on_delivery") return "pending"
  const last = attempts.find(({ surplus }) => !surplus)
  return last?.status ?? "starting"
}

/** Why the last attempt came to nothing: the gateway's own words, else ours. */
async function reasonOf(tx: Tx, { request, attempts }: { request: Request; attempts: Attempts }) {
  const [last] = attempts
  if (last === undefined || last.reason === null || last.reason === "superseded" || request.status !== "open")
    return null
  if (last.reasonText !== null) return last.reasonText

  const dossier = await findDossier(tx, { id: request.dossierId })
  return wordsOf({ language: dossier?.locale ?? "fr" })(`payments.reasons.${last.reason}`)
}

/** What was paid for a dossier, as its invoice states it. */
export async function settledPayments(tx: Tx, dossierId: string): Promise<DocumentPayment[]> {
  return Promise.all((await settledOf(tx, { dossierId })).map((paid) => documentPayment(tx, paid)))
}

/** What went back, as its credit note states it. */
export async function returnedPayments(tx: Tx, dossierId: string): Promise<DocumentPayment[]> {
  return Promise.all((await returnedOf(tx, { dossierId })).map((returned) => documentPayment(tx, returned)))
}

type Moved = Awaited<ReturnType<typeof settledOf>>[number]

async function documentPayment(tx: Tx, { method, amountMinor, paidAt, attemptId }: Moved): Promise<DocumentPayment> {
  const paid = attemptId === null ? null : await paidReferenceOf(tx, { attemptId })
  return {
    method,
    paidAt: paidAt.toString(),
    amountMinor,
    reference: paid?.reference ?? null,
    gateway: paid === null ? null : gatewayFacts(paid),
  }
}

function gatewayFacts(paid: { reference: string; gatewayReference: string; evidence: Seen }) {
  const { evidence } = paid.evidence
  return {
    response: evidence?.respCodeDescription ?? evidence?.actionCodeDescription ?? "",
    transactionId: paid.gatewayReference,
    orderNumber: paid.reference,
    approvalCode: evidence?.approvalCode ?? "",
  }
}
