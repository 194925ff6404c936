import { describe, expect, it } from "vitest"
import { Refusal } from "#kernel/refusals.ts"
import type { VersionedKeys } from "#kernel/secrets.ts"
import { hashPassword, isOutdated, isRight } from "./password.ts"

const first: VersionedKeys = { current: 1, keys: new Map([[1, Buffer.alloc(32, 1)]]) }
const second: VersionedKeys = { current: 2, keys: new Map([...first.keys, [2, Buffer.alloc(32, 2)]]) }
const phrase = "une phrase de passe assez longue"

describe("a stored password", () => {
  it("opens with the right one, to its last letter", async () => {
    const stored = await hashPassword(phrase, first)

    expect(stored.hash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/)
    expect(await isRight(phrase, stored, first)).toBe(true)
    expect(await isRight(`${phrase} `, stored, first)).toBe(false)
    expect(await isRight(phrase.toUpperCase(), stored, first)).toBe(false)
  })

  it("is never the same twice", async () => {
    expect((await hashPassword(phrase, first)).hash).not.toBe((await hashPassword(phrase, first)).hash)
  })

  it("takes spaces, emoji and any length, without cutting", async () => {
    const long = `${"é🔑 ".repeat(40)}x`
    const stored = await hashPassword(long, first)

    expect(await isRight(long, stored, first)).toBe(true)
    expect(await isRight(`${long.slice(0, -1)}y`, stored, first)).toBe(false)
  })

  it("is the same password however the keyboard composed its letters", async () => {
    const stored = await hashPassword("caf\u00e9 noir", first)

    expect(await isRight("cafe\u0301 noir", stored, first)).toBe(true)
  })

  it("opens nothing where the pepper is another", async () => {
    const stored = await hashPassword(phrase, first)
    const stolen: VersionedKeys = { current: 1, keys: new Map([[1, Buffer.alloc(32, 9)]]) }

    expect(await isRight(phrase, stored, stolen)).toBe(false)
  })

  it("locks nobody out when the pepper moves on, and is due to be written anew", async () => {
    const stored = await hashPassword(phrase, first)

    expect(await isRight(phrase, stored, second)).toBe(true)
    expect(isOutdated(stored, second)).toBe(true)
    expect(isOutdated(stored, first)).toBe(false)
    expect(isOutdated({ ...stored, hash: stored.hash.replace("m=65536", "m=19456") }, first)).toBe(true)
  })
})

describe("a password without an account", () => {
  it("takes as long to refuse as one with", async () => {
    const stored = await hashPassword(phrase, first)
    const refused = async (account: typeof stored | null) => {
      const began = performance.now()
      expect(await isRight("wrong", account, first)).toBe(false)
      return performance.now() - began
    }
    const times: { known: number; unknown: number }[] = []
    for (let i = 0; i < 15; i++) times.push({ known: await refused(stored), unknown: await refused(null) })
    const median = (all: number[]) => all.sort((a, b) => a - b)[7] ?? 0
    const ratio = median(times.map(({ unknown }) => unknown)) / median(times.map(({ known }) => known))

    // Both hash once: a look-up that skipped it would take a hundredth. The rest is what else this machine does.
    expect(ratio).toBeGreaterThan(0.1)
  }, 20_000)
})

describe("many who sign in at once", () => {
  it("wait in a short line; beyond it they are asked to come back, and memory stays bounded", async () => {
    const before = process.memoryUsage.rss()
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss())
    }, 5)
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, () =>
        hashPassword(phrase, first).then(
          () => "done",
          (error: unknown) => (error instanceof Refusal ? error.code : "fault"),
        ),
      ),
    )
    clearInterval(watch)

    expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(32)
    expect(outcomes.filter((outcome) => outcome === "sign_in_busy")).toHaveLength(168)
    expect(most - before).toBeLessThan(400 * 1_048_576)
    await expect(hashPassword(phrase, first)).resolves.toBeDefined()
  }, 20_000)
})
