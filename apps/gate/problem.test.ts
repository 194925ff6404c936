import { describe, expect, it } from "vitest"
import { readMessages } from "#kernel/messages.ts"
import { allRefusals, Refusal, Retryable } from "#kernel/refusals.ts"
import { hasMessage, wordsIn } from "#kernel/words.ts"
import { allRoutes } from "#modules/all.ts"
import { problemOf, refusalFor } from "./problem.ts"

const messages = readMessages()
const speech = {
  messages,
  words: { fr: wordsIn(messages, "fr"), ar: wordsIn(messages, "ar"), en: wordsIn(messages, "en") },
}
const told = { speech, language: "en", requestId: "r", publicUrl: "https://counter.example" } as const
const failed = (code: string) => Object.assign(new Error("canary"), { code })

describe("the status of every refusal", () => {
  it("has a title in each language", () => {
    expect(allRoutes.length).toBeGreaterThan(20)
    for (const { status } of allRefusals())
      for (const language of ["fr", "ar", "en"] as const)
        expect(hasMessage(messages, language, `kernel.statuses.${status}`), `${language} ${status}`).toBe(true)
  })
})

describe("an error at the edge", () => {
  it.each([
    ["a refusal", new Refusal("not_found", 404, {}), "not_found", 404, false],
    ["a dependency that is away", new Retryable("canary", 3), "unavailable", 503, true],
    ["a deadlock", failed("40P01"), "unavailable", 503, true],
    ["a database that stops", failed("57P01"), "unavailable", 503, true],
    ["a pool that is full", new Error("timeout exceeded when trying to connect"), "unavailable", 503, true],
    ["a text with a zero in it", failed("22021"), "request_malformed", 400, false],
    ["a JSON text with a zero in it", failed("22P05"), "request_malformed", 400, false],
    ["a broken constraint", failed("23514"), "fault", 500, true],
    ["a bug", new TypeError("canary"), "fault", 500, true],
    ["a thrown word", "canary", "fault", 500, true],
    ["a body too large", failed("FST_ERR_CTP_BODY_TOO_LARGE"), "request_too_large", 413, false],
  ])("is seen as what it means: %s", (_, error, code, status, isFault) => {
    const seen = refusalFor(error)

    expect(seen.refusal).toMatchObject({ code, status })
    expect(seen.isFault).toBe(isFault)
    expect(JSON.stringify(problemOf(seen.refusal, told))).not.toContain("canary")
  })

  it("says its status when a refusal brings too few facts for its sentence", () => {
    expect(problemOf(new Refusal("stock_short", 409, {}), told).detail).toBe("Conflict")
  })
})
