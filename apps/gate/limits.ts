import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible"
import { refuse } from "#kernel/refusals.ts"

/** Calls in a number of seconds. */
type Allowance = { readonly points: number; readonly duration: number }

/**
 * Generous where people come in crowds behind one address (a mobile operator's, a school's): placing orders has its
 * own count, so that reading never starves it. Narrow where secrets could be guessed.
 */
export const allowances = {
  /** Reading and pages, per address. */
  default: { points: 600, duration: 10 },
  /** What takes an Idempotency-Key (orders, payments), per address. */
  order: { points: 600, duration: 10 },
  webhook: { points: 1_200, duration: 10 },
  /** Sign-in, per address: an office behind one address signs in together on Monday morning. */
  auth: { points: 30, duration: 60 },
  /** Wrong passwords, per account and address: a stranger who guesses shuts out nobody but themselves. */
  guess: { points: 10, duration: 300 },
  /** Wrong passwords, per account, from all addresses together. */
  account: { points: 100, duration: 3_600 },
  /** What one member of staff may do, wherever they do it. */
  member: { points: 600, duration: 10 },
  /** All of one business, so that one in trouble leaves the others their share. */
  business: { points: 6_000, duration: 10 },
} as const satisfies { readonly [tier: string]: Allowance }

export type Tier = keyof typeof allowances
export type Allowances = { readonly [tier in Tier]: Allowance }
export type Count = { readonly limit: number; readonly remaining: number; readonly resetSeconds: number }

export type Limits = {
  readonly take: (tier: Tier, key: string) => Promise<Count>
  /** What was taken is to count no longer. */
  readonly giveBack: (tier: Tier, key: string) => Promise<void>
}

/** `GUICHET_RATE_FACTOR`: more for a counter whose visitors share few addresses. Secrets are guarded the same everywhere. */
export function scaledAllowances(factor: number): Allowances {
  const { auth, guess, account, ...others } = allowances
  const scaled = (allowance: Allowance) => ({ ...allowance, points: Math.ceil(allowance.points * factor) })
  return {
    auth,
    guess,
    account,
    default: scaled(others.default),
    order: scaled(others.order),
    webhook: scaled(others.webhook),
    member: scaled(others.member),
    business: scaled(others.business),
  }
}

/** Counts in this process's memory. Refuses `too_many_requests` with the seconds to wait. */
export function openLimits(allowed: Allowances = allowances): Limits {
  const counters = new Map(Object.entries(allowed).map(([tier, allowance]) => [tier, new RateLimiterMemory(allowance)]))
  return {
    async take(tier, key) {
      const limit = allowed[tier].points
      try {
        const counted = await counters.get(tier)?.consume(key)
        return countOf(limit, counted)
      } catch (exceeded) {
        if (!(exceeded instanceof RateLimiterRes)) throw exceeded
        const { remaining, resetSeconds } = countOf(limit, exceeded)
        return refuse("too_many_requests", { retryAfterSeconds: resetSeconds, limit, remaining })
      }
    },
    async giveBack(tier, key) {
      await counters.get(tier)?.reward(key)
    },
  }
}

function countOf(limit: number, counted: RateLimiterRes | undefined): Count {
  const resetSeconds = Math.max(1, Math.ceil((counted?.msBeforeNext ?? 0) / 1_000))
  return { limit, remaining: Math.max(0, counted?.remainingPoints ?? limit), resetSeconds }
}

/** As drafted by the IETF (httpapi-ratelimit-headers), for programs that pace themselves. */
export function limitHeaders({ limit, remaining, resetSeconds }: Count): Record<string, string> {
  return {
    "ratelimit-limit": String(limit),
    "ratelimit-remaining": String(remaining),
    "ratelimit-reset": String(resetSeconds),
  }
}
