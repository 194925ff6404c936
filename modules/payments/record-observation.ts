import type { Acting } from "#kernel/command.ts"
import { newId } from "#kernel/ids.ts"
import { lockDossier } from "#modules/dossiers/index.ts"
import { closeAttempt } from "./close-attempt.ts"
import type { Observation as Seen } from "./gateways/gateway.ts"
import type { LoadedAttempt } from "./load-attempt.ts"
import type { Look, Observation } from "./observe-attempt.ts"
import { findAttempt, insertObservation } from "./queries/attempts.ts"
import { recordGatewayRefund } from "./record-refund.ts"
import { reportMismatch, settlePayment } from "./settle-payment.ts"

type Recording = {
  readonly loaded: LoadedAttempt
  readonly observation: Observation
  /** Nobody waits for this attempt any more: one that the gateway calls unpaid is closed. */
  readonly ends?: boolean
}

/** How the attempt stands after what was seen: only `closed` and `paid` are certain. */
export type Standing = "paid" | "closed" | "open" | "unknown"

/** Writes down what a gateway said, and does what follows from it. What was settled meanwhile stays settled. */
export async function recordObservation(acting: Acting, recording: Recording): Promise<Standing> {
  const { tx } = acting
  const { loaded, observation } = recording
  const { id, dossierId } = loaded.attempt
  await lockDossier(tx, { dossierId })
  for (const look of observation.looks) await savedLook(acting, { loaded, look })
  const now = await findAttempt(tx, { id })
  if (now === null) throw new Error(`payment attempt ${id} is gone`)

  if (now.status === "paid" || now.status === "refunded") return whenPaid(acting, recording)
  const standing = await whenUnpaid(acting, recording)
  const isClosed = now.status === "failed" || now.status === "cancelled"
  return isClosed && standing !== "paid" ? "closed" : standing
}

/** Paid is sticky: only the gateway's own word that the money went back changes it. */
async function whenPaid(acting: Acting, { loaded, observation }: Recording): Promise<Standing> {
  const { state, looks } = observation
  if (state === "refunded" || state === "cancelled") {
    const isPartial = looks.some(({ outcome }) => outcome.kind === "answered" && (outcome.value.depositMinor ?? 0) > 0)
    await recordGatewayRefund.within(acting, { attemptId: loaded.attempt.id, isPartial })
  }
  return "paid"
}

async function whenUnpaid(acting: Acting, { loaded, observation, ends = false }: Recording): Promise<Standing> {
  const attemptId = loaded.attempt.id
  const { state, looks } = observation
  switch (state) {
    case "paid":
      return settled(acting, { attemptId, looks })
    case "mismatch":
      await reportMismatch.within(acting, { attemptId })
      return "unknown"
    case "unknown":
      return "unknown"
    case "pending":
    case "none":
      if (!ends) return "open"
      await closeAttempt.within(acting, { attemptId, outcome: "cancelled", code: "expired", text: null })
      return "closed"
    case "failed":
      await closeAttempt.within(acting, { attemptId, outcome: "failed", code: "declined", text: textOf(looks) })
      return "closed"
    default:
      await closeAttempt.within(acting, {
        attemptId,
        outcome: "cancelled",
        code: state === "expired" ? "expired" : "cancelled",
        text: null,
      })
      return "closed"
  }
}

async function settled(
  acting: Acting,
  { attemptId, looks }: { attemptId: string; looks: readonly Look[] },
): Promise<Standing> {
  const paid = answers(looks).find(({ state }) => state === "paid")
  if (paid === undefined || paid.amountMinor === null || paid.currency === null) {
    await reportMismatch.within(acting, { attemptId })
    return "unknown"
  }

  const { amountMinor, currency } = paid
  const { outcome } = await settlePayment.within(acting, { attemptId, amountMinor, currency })
  return outcome === "mismatch" ? "unknown" : "paid"
}

const answers = (looks: readonly Look[]): Seen[] =>
  looks.flatMap(({ outcome }) => (outcome.kind === "answered" ? [outcome.value] : []))

/** The gateway's own words for the payer: the response, else the action. */
function textOf(looks: readonly Look[]): string | null {
  const failed = answers(looks).find(({ state }) => state === "failed")
  const text = failed?.evidence.respCodeDescription ?? failed?.evidence.actionCodeDescription ?? null
  return text?.slice(0, 500) ?? null
}

type Saving = { readonly loaded: LoadedAttempt; readonly look: Look }

async function savedLook({ tx, business, now }: Acting, { loaded, look }: Saving): Promise<void> {
  const { outcome, reference } = look
  const { id: attemptId, dossierId } = loaded.attempt
  const row = { businessId: business.id, id: newId(), attemptId, dossierId, referenceId: reference.id, seenAt: now }
  if (outcome.kind === "answered") {
    const { state, amountMinor, evidence, raw } = outcome.value
    await insertObservation(tx, { ...row, state, amountMinor, evidence: { evidence, raw } })
  } else {
    const raw = outcome.kind === "refused" ? outcome.raw : { reason: outcome.reason, detail: outcome.detail }
    await insertObservation(tx, { ...row, state: outcome.kind, amountMinor: null, evidence: { evidence: null, raw } })
  }
}
