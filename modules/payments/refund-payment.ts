import { errand, type Reach } from "#kernel/errand.ts"
import type { Outcome, Refunded } from "./gateways/gateway.ts"
import { type LoadedAttempt, loadAttempt } from "./load-attempt.ts"
import { connectionOf, foldedState, type Observation, soughtOf } from "./observe-attempt.ts"
import { paidReferenceOf } from "./queries/attempts.ts"
import { findRefund, type Refund } from "./queries/refunds.ts"
import { doubtRefund, failRefund, recordRefund } from "./record-refund.ts"

type Paid = NonNullable<Awaited<ReturnType<typeof paidReferenceOf>>>
type Loaded = { readonly refund: Refund; readonly attempt: LoadedAttempt; readonly paid: Paid }
type Answer = "done" | "refused" | "unknown" | "unsent"

/** A refund in doubt is looked at every quarter of an hour for two days; the task stays until somebody says what came of it. */
const againInSeconds = 900
const patience = { hours: 48 }

/** After this long what the gateway says of a refund is no longer a moment too early. */
const settledAfter = { minutes: 10 }

/**
 * Gives a payment back, or a part of it. No gateway takes an idempotency key here: without an answer the status is
 * read. Only when the gateway still holds the money a good while later is it asked again; it cannot give back twice.
 */
export const refundPayment = errand<Loaded, Answer>({
  name: "payments.refund",
  leaseMs: 30_000,
  async claim(running) {
    const refund = await findRefund(running.tx, { id: running.subjectId })
    if (refund === null || refund.status === "done" || refund.status === "failed") return null
    const attempt = await loadAttempt(running, refund.attemptId)
    const paid = await paidReferenceOf(running.tx, { attemptId: refund.attemptId })
    if (attempt === null || paid === null) throw new Error(`refund ${refund.id} has no payment to give back`)
    return { refund, attempt, paid }
  },
  call: (loaded, reach) => (loaded.refund.status === "unknown" ? askedAgain(loaded, reach) : refunded(loaded, reach)),
  async record(acting, { loaded: { refund }, answer }) {
    const refundId = refund.id
    if (answer === "done") await recordRefund.within(acting, { refundId })
    const age = refund.askedAt.until(acting.now)
    const isOver = Temporal.Duration.compare(age, patience) > 0
    if (answer === "unsent" && !isOver) return { againInSeconds: secondsToNextTry(age) }
    // What never left us cannot have been done: it may be asked for again.
    if (answer === "refused" || answer === "unsent") await failRefund.within(acting, { refundId })
    if (answer !== "unknown") return undefined

    await doubtRefund.within(acting, { refundId })
    return isOver ? undefined : { againInSeconds }
  },
  onUnknown: lookedAgain,
  dossierOf: ({ refund }) => refund.dossierId,
})

/** A tenth of its age: a short outage costs seconds, a long one does not hammer the gateway. */
function secondsToNextTry(age: Temporal.Duration): number {
  return Math.min(Math.max(Math.round(age.total("seconds") / 10), 10), againInSeconds)
}

async function refunded({ refund, attempt, paid }: Loaded, reach: Reach): Promise<Answer> {
  const connection = connectionOf(attempt, reach.http)
  if (connection?.refund === undefined) return "refused"
  const { amountMinor, currency } = refund
  const { gatewayReference } = paid
  const given: Outcome<Refunded> = await connection.refund({
    gatewayReference,
    amountMinor,
    currency,
    language: attempt.language,
  })
  if (given.kind === "answered") return "done"
  if (given.kind === "unknown" && given.reason === "unsent") return "unsent"
  return given.kind === "refused" ? "refused" : lookedAgain({ refund, attempt, paid }, reach)
}

/** A no to the second call may mean that the first one went through after all. */
async function askedAgain(loaded: Loaded, reach: Reach): Promise<Answer> {
  const { refund, attempt } = loaded
  const state = await stateSeen(loaded, reach)
  const age = refund.askedAt.until(attempt.now)
  const isKept = state === "paid" && Temporal.Duration.compare(age, settledAfter) > 0
  if (!isKept) return isBack(state) ? "done" : "unknown"

  const answer = await refunded(loaded, reach)
  return answer === "refused" && isBack(await stateSeen(loaded, reach)) ? "done" : answer
}

/** Only the gateway's word that the money went back ends the doubt; "still paid" may be said a moment too early. */
async function lookedAgain(loaded: Loaded, reach: Reach): Promise<Answer> {
  return isBack(await stateSeen(loaded, reach)) ? "done" : "unknown"
}

const isBack = (state: Observation["state"]) => state === "refunded" || state === "cancelled"

async function stateSeen({ attempt, paid }: Loaded, { http }: Reach): Promise<Observation["state"]> {
  const connection = connectionOf(attempt, http)
  if (connection === null) return "unknown"
  const sought = soughtOf(attempt, { ...paid, madeAt: paid.startedAt })
  return foldedState([{ outcome: await connection.readStatus(sought, attempt.now) }])
}
