import type { Reach } from "#kernel/errand.ts"
import type { Connection, Outcome, Observation as Seen, Sought } from "./gateways/gateway.ts"
import { gateways } from "./gateways/index.ts"
import type { LoadedAttempt } from "./load-attempt.ts"
import type { Reference } from "./queries/attempts.ts"

/** What the gateway says of one call of ours. */
export type Look = { readonly reference: Reference; readonly outcome: Outcome<Seen> }

/** What it says of the attempt as a whole. `none`: it holds nothing of ours that anybody could pay. */
export type Observation = {
  readonly state: "paid" | "mismatch" | "unknown" | "pending" | "refunded" | "cancelled" | "expired" | "failed" | "none"
  readonly looks: readonly Look[]
}

/** One exchange with a gateway, well inside the four seconds that a visitor waits. */
const exchangeMs = 3_500

/** Asks about every call that was ever made for the attempt: a payment on an older one is found too. Never throws. */
export async function observeAttempt(loaded: LoadedAttempt, { http }: Pick<Reach, "http">): Promise<Observation> {
  const known = loaded.references.filter(({ gatewayReference }) => gatewayReference !== null)
  const connection = connectionOf(loaded, http)
  const looks = await Promise.all(
    known.map(async (reference) => ({ reference, outcome: await lookedAt(loaded, { reference, connection }) })),
  )
  return { state: foldedState(looks), looks }
}

/** Null when the business has no account there, or one that cannot be read. */
export function connectionOf({ attempt, secret }: LoadedAttempt, http: Reach["http"]): Connection | null {
  try {
    return gateways[attempt.gateway].connect({ http, secret, timeoutMs: exchangeMs })
  } catch {
    return null
  }
}

type Looking = { readonly reference: Reference; readonly connection: Connection | null }

/**
 * A payment that is not settled yet is confirmed, or the gateway gives it back: inside its session whatever came of it,
 * later only what is read as paid, however late that was. What is settled is only read.
 */
async function lookedAt(loaded: LoadedAttempt, { reference, connection }: Looking): Promise<Outcome<Seen>> {
  if (connection === null) return { kind: "unknown", reason: "fault", detail: "no usable account at the gateway" }
  const { attempt, now } = loaded
  const { sessionMinutes } = gateways[attempt.gateway].capabilities
  const age = reference.madeAt.until(now).total("minutes")
  const isOver = sessionMinutes !== null && age > sessionMinutes
  const sought = soughtOf(loaded, reference)

  if (attempt.status !== "paid" && !isOver) return connection.confirm(sought, now)
  const outcome = await connection.readStatus(sought, now)
  return attempt.status !== "paid" && stateOf({ outcome }) === "paid" ? connection.confirm(sought, now) : outcome
}

export function soughtOf({ attempt, language }: LoadedAttempt, reference: Omit<Reference, "id">): Sought {
  return {
    reference: reference.reference,
    gatewayReference: reference.gatewayReference ?? "",
    amountMinor: attempt.amountMinor,
    currency: attempt.currency,
    startedAt: reference.madeAt,
    language,
  }
}

/** Strongest first: money that is there outweighs doubt, doubt outweighs every kind of no. */
const weights = ["paid", "mismatch", "unknown", "pending", "refunded", "cancelled", "expired", "failed"] as const

export function foldedState(looks: readonly Pick<Look, "outcome">[]): Observation["state"] {
  const states = looks.map(stateOf)
  return weights.find((state) => states.includes(state)) ?? "none"
}

/** A gateway that refuses to tell has said nothing about the payment. */
function stateOf({ outcome }: Pick<Look, "outcome">): (typeof weights)[number] {
  if (outcome.kind !== "answered") return "unknown"
  const { state, disagreements } = outcome.value
  if (state === "authorised") return "pending"
  return state === "unknown" && disagreements.length > 0 ? "mismatch" : state
}
