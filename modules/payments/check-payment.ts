import { errand } from "#kernel/errand.ts"
import { raiseTask } from "#modules/dossiers/index.ts"
import { gateways } from "./gateways/index.ts"
import { type LoadedAttempt, loadAttempt } from "./load-attempt.ts"
import { type Observation, observeAttempt } from "./observe-attempt.ts"
import { recordObservation } from "./record-observation.ts"

/**
 * Asks the gateway how an attempt stands: when the payer comes back, and at the minutes of the sweep. An attempt that
 * was closed is asked about too, because a payer may try again on the gateway's page and pay late.
 */
export const checkPayment = errand<LoadedAttempt, Observation>({
  name: "payments.check",
  leaseMs: 30_000,
  async claim(running) {
    const loaded = await loadAttempt(running, running.subjectId)
    return loaded !== null && isWorthAsking(loaded) ? loaded : null
  },
  call: observeAttempt,
  async record(acting, { loaded, answer }) {
    const standing = await recordObservation(acting, { loaded, observation: answer })
    if (standing !== "unknown") return undefined

    const minutes = ageMinutes({ ...loaded, now: acting.now })
    if (!isSessionOver(loaded, minutes)) return { againInSeconds: 30 }
    await raiseTask(acting, { dossierId: loaded.attempt.dossierId, kind: "payment_unanswered" })
    return minutes < lastMinute(loaded) ? { againInSeconds: 900 } : undefined
  },
  // Asking twice changes nothing at the gateway.
  onUnknown: observeAttempt,
  dossierOf: ({ attempt }) => attempt.dossierId,
})

/** What is paid is looked at again after the session only, for what the bank gave back. */
function isWorthAsking(loaded: LoadedAttempt): boolean {
  const { status } = loaded.attempt
  if (status === "refunded" || loaded.references.every(({ gatewayReference }) => gatewayReference === null))
    return false
  return status !== "paid" || isSessionOver(loaded, ageMinutes(loaded))
}

/** Of the newest page to pay on: one made later than its attempt lives as long as any other. */
function ageMinutes({ attempt, references, now }: Pick<LoadedAttempt, "attempt" | "references" | "now">): number {
  const answered = references.findLast(({ gatewayReference }) => gatewayReference !== null)
  return (answered?.madeAt ?? attempt.startedAt).until(now).total("minutes")
}

function isSessionOver({ attempt }: LoadedAttempt, minutes: number): boolean {
  return minutes > (gateways[attempt.gateway].capabilities.sessionMinutes ?? 0)
}

function lastMinute({ attempt }: LoadedAttempt): number {
  return Math.max(...gateways[attempt.gateway].sweep.readMinutes)
}
