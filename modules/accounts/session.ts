import { createHmac } from "node:crypto"
import type { Role } from "#kernel/actor.ts"

/** How long sessions live (architecture, section 7). */
export const sessionLimits = {
  idleHours: 12,
  absoluteHours: 7 * 24,
  rotateAfterMinutes: 10,
  graceSeconds: 60,
} as const

/** A presented token as the door knows it, with its family, its account and the token that followed it. */
export type FoundSession = {
  readonly tokenId: string
  readonly familyId: string
  readonly accountId: string
  readonly name: string
  readonly locale: "fr" | "ar" | "en"
  readonly role: Role
  readonly mintedRole: string
  readonly mintedAt: Temporal.Instant
  readonly usedAt: Temporal.Instant | null
  readonly rotatedAt: Temporal.Instant | null
  readonly familyUsedAt: Temporal.Instant
  readonly expiresAt: Temporal.Instant
  readonly endedAt: Temporal.Instant | null
  readonly disabledAt: Temporal.Instant | null
  readonly successorSeed: Buffer | null
  readonly successorUsedAt: Temporal.Instant | null
  readonly successorRotatedAt: Temporal.Instant | null
}

/**
 * What a presented token is worth: `current` opens, and is replaced when due; `previous` opens and is given its
 * successor again; `reused` is somebody else's copy, or the thief was first: the family dies; `over` opens nothing.
 */
export type Worth = "current" | "due" | "previous" | "reused" | "over"

export function worthOf(session: FoundSession, now: Temporal.Instant): Worth {
  if (isOver(session, now)) return "over"
  if (session.rotatedAt === null) return isDue(session, now) ? "due" : "current"
  return isPrevious(session, session.rotatedAt, now) ? "previous" : "reused"
}

function isOver({ endedAt, disabledAt, expiresAt, familyUsedAt }: FoundSession, now: Temporal.Instant): boolean {
  const idleUntil = familyUsedAt.add({ hours: sessionLimits.idleHours })
  return endedAt !== null || disabledAt !== null || !isBefore(now, expiresAt) || !isBefore(now, idleUntil)
}

function isDue({ mintedAt, mintedRole, role }: FoundSession, now: Temporal.Instant): boolean {
  return mintedRole !== role || !isBefore(now, mintedAt.add({ minutes: sessionLimits.rotateAfterMinutes }))
}

/** Parallel requests and lost answers: only the token just before, while its successor is unused or new. */
function isPrevious(session: FoundSession, rotatedAt: Temporal.Instant, now: Temporal.Instant): boolean {
  if (session.successorSeed === null || session.successorRotatedAt !== null) return false
  return session.successorUsedAt === null || isBefore(now, rotatedAt.add({ seconds: sessionLimits.graceSeconds }))
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0

/** The next token of a family: whoever holds this one is given the same next one, however often they ask. */
export function successorOf(token: string, seed: Buffer): string {
  return createHmac("sha256", token).update(seed).digest("base64url")
}

/** Uses are written down once a minute, not at every request. */
export function isUseNews({ usedAt, familyUsedAt }: FoundSession, now: Temporal.Instant): boolean {
  return usedAt === null || !isBefore(now, familyUsedAt.add({ minutes: 1 }))
}
