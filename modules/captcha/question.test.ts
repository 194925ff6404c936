import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { readMessages } from "#kernel/messages.ts"
import { wordsIn } from "#kernel/words.ts"
import { asked, newQuestion, numberFrom } from "./question.ts"

const messages = readMessages()
const words = { fr: wordsIn(messages, "fr"), ar: wordsIn(messages, "ar"), en: wordsIn(messages, "en") }

/** Draws the given numbers in turn, each brought into its range. */
function drawing(numbers: readonly number[]) {
  let next = 0
  return (from: number, to: number) => from + ((numbers[next++] ?? 0) % (to - from + 1))
}

describe("asking a question", () => {
  it("is in words of each language, with an answer from 0 to 20", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { minLength: 4, maxLength: 4 }), (numbers) => {
        const question = newQuestion(drawing(numbers))
        expect(question.answer).toBeGreaterThanOrEqual(0)
        expect(question.answer).toBeLessThanOrEqual(20)
        for (const language of ["fr", "ar", "en"] as const)
          expect(asked(question, words[language])).not.toMatch(/\d|\{/)
      }),
    )
  })

  it("reads as people speak", () => {
    expect(asked({ kind: "sum", numbers: [3, 4], answer: 7 }, words.fr)).toBe("Combien font trois plus quatre\u202f?")
    expect(asked({ kind: "sum", numbers: [3, 4], answer: 7 }, words.ar)).toBe("كم يساوي ثلاثة زائد أربعة؟")
  })
})

describe("reading an answer", () => {
  const all = Object.values(words)

  it.each([
    ["7", 7],
    [" 12 ", 12],
    ["٧", 7],
    ["۱۲", 12],
    ["Sept", 7],
    ["سبعة", 7],
    ["seventeen", 17],
    ["", null],
    ["sept huit", null],
    ["-1", null],
    ["1e1", null],
  ])("takes %s for %s", (answer, number) => {
    expect(numberFrom(answer, all)).toBe(number)
  })
})
