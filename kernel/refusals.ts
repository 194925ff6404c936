export type Refusals = { readonly [code: string]: { readonly status: number } }
type Facts = { readonly [name: string]: unknown }

/** An expected no: a code, its status, and facts for the message. Throwing it rolls the transaction back. */
export class Refusal extends Error {
  readonly code: string
  readonly status: number
  readonly facts: Facts

  constructor(code: string, status: number, facts: Facts) {
    super(code)
    this.name = "Refusal"
    this.code = code
    this.status = status
    this.facts = facts
  }
}

/** A dependency that may answer later: 503, with the seconds to wait. */
export class Retryable extends Error {
  readonly retryAfterSeconds: number

  constructor(message: string, retryAfterSeconds: number, cause?: unknown) {
    super(message, { cause })
    this.name = "Retryable"
    this.retryAfterSeconds = retryAfterSeconds
  }
}

const listed = new Map<string, { status: number; module: string }>()

/** Lists a module's refusals once and returns the only way to throw them. Message keys are `<module>.refusals.<code>`. */
export function refuser<const R extends Refusals>(
  module: string,
  refusals: R,
): (code: keyof R & string, facts?: Facts) => never {
  for (const [code, { status }] of Object.entries(refusals)) {
    if (listed.has(code)) throw new Error(`refusal ${code} is listed twice`)
    listed.set(code, { status, module })
  }
  return (code, facts = {}) => {
    throw new Refusal(code, refusals[code]?.status ?? 500, facts)
  }
}

export function allRefusals(): readonly { code: string; status: number; module: string }[] {
  return [...listed]
    .map(([code, { status, module }]) => ({ code, status, module }))
    .sort((a, b) => a.code.localeCompare(b.code))
}

/** Refusals that any verb can give. */
export const refuse = refuser("kernel", {
  input_invalid: { status: 422 },
  not_allowed: { status: 403 },
  not_found: { status: 404 },
  sign_in_needed: { status: 401 },
  key_missing: { status: 400 },
  key_too_long: { status: 422 },
  key_reused: { status: 422 },
  key_in_use: { status: 409 },
  changed_meanwhile: { status: 409 },
  business_not_found: { status: 404 },
  request_malformed: { status: 400 },
  media_not_supported: { status: 415 },
  too_many_requests: { status: 429 },
  request_too_large: { status: 413 },
  origin_refused: { status: 403 },
  method_not_allowed: { status: 405 },
  unavailable: { status: 503 },
  fault: { status: 500 },
})
