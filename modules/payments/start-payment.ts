import * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import { errand, type Reach, type Running } from "#kernel/errand.ts"
import { job } from "#kernel/events.ts"
import { newId } from "#kernel/ids.ts"
import { wordsOf } from "#kernel/messages.ts"
import { raiseTask } from "#modules/dossiers/index.ts"
import { closeAttempt } from "./close-attempt.ts"
import { lockedAttempt } from "./found-request.ts"
import type { Outcome, Started } from "./gateways/gateway.ts"
import { gateways, takenCodes } from "./gateways/index.ts"
import { type LoadedAttempt, loadAttempt } from "./load-attempt.ts"
import { connectionOf } from "./observe-attempt.ts"
import * as queries from "./queries/attempts.ts"

type Loaded = LoadedAttempt & { readonly call: { readonly id: string; readonly reference: string } }
type Answer = Outcome<Started>

/** The gateway has a page to pay on: from now on its own session runs, and we ask at set minutes until it must be over. */
const markStarted = command({
  name: "payment.mark-started",
  needs: "system.follow",
  input: z.strictObject({ attemptId: z.uuid() }),

  async run(acting, { attemptId }) {
    const { tx, now, tell } = acting
    const { attempt, request } = await lockedAttempt(acting, attemptId)
    if ((await queries.markStarted(tx, { id: attemptId })) === 0) return

    const { confirmMinutes, readMinutes } = gateways[attempt.gateway].sweep
    tell("payment.started", {
      dossierId: attempt.dossierId,
      audience: "customer",
      facts: { requestId: request.id, attemptId, method: attempt.gateway },
      jobs: [...confirmMinutes, ...readMinutes].map((minutes) =>
        job("payments.check", attemptId, now.add({ minutes })),
      ),
    })
  },
})

/**
 * Asks the gateway for a page to pay on. Every call takes a reference of its own, kept for ever: a gateway refuses one
 * that it has seen, and a call that got no answer may have registered something, which nobody was told where to pay.
 */
export const startPayment = errand<Loaded, Answer>({
  name: "payments.start",
  leaseMs: 30_000,
  async claim(running) {
    const loaded = await loadAttempt(running, running.subjectId)
    if (loaded?.attempt.status !== "starting") return null
    return { ...loaded, call: await reservedCall(running, loaded) }
  },
  call: started,
  record: recordedStart,
  onUnknown: started,
  dossierOf: ({ attempt }) => attempt.dossierId,
})

async function reservedCall({ tx, business, now }: Running, { attempt }: LoadedAttempt) {
  const id = newId()
  const { id: attemptId, dossierId, gateway } = attempt
  const row = { businessId: business.id, id, attemptId, dossierId, gateway, madeAt: now }
  for (;;) {
    const reference = gateways[gateway].references.next()
    if ((await queries.reserveReference(tx, { ...row, reference })) > 0) return { id, reference }
  }
}

async function started(loaded: Loaded, { http, kernel, business }: Reach): Promise<Answer> {
  const { attempt, language, dossierNumber, call } = loaded
  const connection = connectionOf(loaded, http)
  if (connection === null) return { kind: "refused", code: "account", text: "no usable account", raw: {} }

  const words = wordsOf({ language, country: business.country })
  const returnUrl = `${kernel.publicUrl}/api/v1/${business.slug}/payments/${attempt.gateway}/return`
  return connection.start({
    reference: call.reference,
    amountMinor: attempt.amountMinor,
    currency: attempt.currency,
    language,
    description: words("payments.description", { business: business.name, number: dossierNumber }),
    dossierNumber,
    returnUrl,
    failUrl: returnUrl,
    notifyUrl: returnUrl,
    payer: { name: null, email: null, phone: null },
  })
}

async function recordedStart(acting: Acting, { loaded, answer }: { loaded: Loaded; answer: Answer }) {
  const { attempt, call } = loaded
  const attemptId = attempt.id
  await savedAnswer(acting, { loaded, answer })
  if (answer.kind === "answered") {
    const { gatewayReference, redirectUrl } = answer.value
    await queries.answerReference(acting.tx, { id: call.id, gatewayReference, redirectUrl })
    await markStarted.within(acting, { attemptId })
    return undefined
  }
  if (answer.kind === "unknown") return { againInSeconds: secondsToNextTry(loaded) }
  if (answer.code === takenCodes[attempt.gateway]) return { againInSeconds: 1 }

  await raiseTask(acting, { dossierId: attempt.dossierId, kind: "gateway_refuses", facts: { code: answer.code } })
  await closeAttempt.within(acting, { attemptId, outcome: "failed", code: "gateway_refused", text: null })
  return undefined
}

/** 5 seconds after the first call without an answer, twice as long after each, two minutes at most. */
function secondsToNextTry({ references }: LoadedAttempt): number {
  return Math.min(5 * 2 ** references.length, 120)
}

async function savedAnswer({ tx, business, now }: Acting, { loaded, answer }: { loaded: Loaded; answer: Answer }) {
  const { attempt, call } = loaded
  const raw = answer.kind === "answered" ? answer.value.raw : answer.kind === "refused" ? answer.raw : { ...answer }
  await queries.insertObservation(tx, {
    businessId: business.id,
    id: newId(),
    attemptId: attempt.id,
    dossierId: attempt.dossierId,
    referenceId: call.id,
    state: answer.kind === "answered" ? "registered" : answer.kind,
    amountMinor: null,
    evidence: { evidence: null, raw },
    seenAt: now,
  })
}
