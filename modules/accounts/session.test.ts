import { describe, expect, it } from "vitest"
import { newToken } from "#kernel/secrets.ts"
import { type FoundSession, isUseNews, successorOf, worthOf } from "./session.ts"

const signedInAt = Temporal.Instant.from("2026-11-20T08:00:00Z")
const later = (duration: Temporal.DurationLike) => signedInAt.add(duration)

const fresh: FoundSession = {
  tokenId: "t",
  familyId: "f",
  accountId: "a",
  name: "Lynda",
  locale: "fr",
  role: "manager",
  mintedRole: "manager",
  mintedAt: signedInAt,
  usedAt: null,
  rotatedAt: null,
  familyUsedAt: signedInAt,
  expiresAt: later({ hours: 7 * 24 }),
  endedAt: null,
  disabledAt: null,
  successorSeed: null,
  successorUsedAt: null,
  successorRotatedAt: null,
}
const rotated: FoundSession = { ...fresh, rotatedAt: later({ minutes: 10 }), successorSeed: Buffer.alloc(32) }

describe("the worth of a token", () => {
  it.each([
    ["current just after sign-in", fresh, { seconds: 1 }, "current"],
    ["current until ten minutes", fresh, { minutes: 9, seconds: 59 }, "current"],
    ["due at ten minutes", fresh, { minutes: 10 }, "due"],
    ["due as soon as the role has changed", { ...fresh, mintedRole: "technician" }, { seconds: 1 }, "due"],
    ["over when its family has ended", { ...fresh, endedAt: signedInAt }, { seconds: 1 }, "over"],
    ["over when its account is disabled", { ...fresh, disabledAt: signedInAt }, { seconds: 1 }, "over"],
    ["over after twelve hours without use", fresh, { hours: 12 }, "over"],
    ["due a second before", fresh, { hours: 11, minutes: 59, seconds: 59 }, "due"],
    ["over after seven days of use", { ...fresh, familyUsedAt: later({ hours: 167 }) }, { hours: 168 }, "over"],
    ["previous while its successor is unused, however long", rotated, { hours: 11 }, "previous"],
    [
      "previous for a minute after the rotation, once its successor is used",
      { ...rotated, successorUsedAt: later({ minutes: 10 }) },
      { minutes: 10, seconds: 59 },
      "previous",
    ],
    ["reused after that minute", { ...rotated, successorUsedAt: later({ minutes: 10 }) }, { minutes: 11 }, "reused"],
    [
      "reused as soon as its successor has one itself",
      { ...rotated, successorUsedAt: later({ minutes: 10 }), successorRotatedAt: later({ minutes: 10 }) },
      { minutes: 10, seconds: 1 },
      "reused",
    ],
    ["over rather than reused when its family has ended", { ...rotated, endedAt: signedInAt }, { hours: 1 }, "over"],
  ] as const)("is %s", (_, session, duration, worth) => {
    expect(worthOf(session, later(duration))).toBe(worth)
  })
})

describe("the successor of a token", () => {
  it("is the same for the same token and seed, and another for any other", () => {
    const [token, other] = [newToken(), newToken()]
    const [seed, otherSeed] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]

    expect(successorOf(token, seed)).toBe(successorOf(token, seed))
    expect(
      new Set([token, successorOf(token, seed), successorOf(other, seed), successorOf(token, otherSeed)]).size,
    ).toBe(4)
    expect(successorOf(token, seed)).toMatch(/^[\w-]{43}$/)
  })
})

describe("noting a use", () => {
  it("is worth a row at the first use of a token, then once a minute", () => {
    const used = { ...fresh, usedAt: signedInAt }

    expect(isUseNews(fresh, signedInAt)).toBe(true)
    expect(isUseNews(used, later({ seconds: 59 }))).toBe(false)
    expect(isUseNews(used, later({ seconds: 60 }))).toBe(true)
  })
})
