import type { Words } from "#kernel/words.ts"

/** Numbers are written in words, so that a screen reader reads them and a careless program does not. */
type Question = {
  readonly kind: "sum" | "difference" | "after" | "largest" | "digits"
  readonly numbers: readonly number[]
  readonly answer: number
}

/** A whole number from `from` up to and including `to`. */
export type Draw = (from: number, to: number) => number

const kinds = ["sum", "difference", "after", "largest", "digits"] as const

export function newQuestion(draw: Draw): Question {
  const kind = kinds[draw(0, kinds.length - 1)] ?? "sum"
  switch (kind) {
    case "sum":
      return summed(draw(1, 9), draw(1, 9))
    case "difference":
      return subtracted(draw(5, 15), draw(1, 4))
    case "after":
      return followed(draw(0, 19))
    case "largest":
      return compared(draw(0, 6), draw(7, 13), draw(14, 20))
    case "digits": {
      const number = draw(2, 20)
      return { kind, numbers: [number], answer: number }
    }
  }
}

const summed = (a: number, b: number): Question => ({ kind: "sum", numbers: [a, b], answer: a + b })
const subtracted = (a: number, b: number): Question => ({ kind: "difference", numbers: [a, b], answer: a - b })
const followed = (a: number): Question => ({ kind: "after", numbers: [a], answer: a + 1 })

/** In an order that does not give the largest away. */
function compared(small: number, middle: number, large: number): Question {
  const turn = (small + middle + large) % 3
  const numbers = [large, small, middle]
  return { kind: "largest", numbers: [...numbers.slice(turn), ...numbers.slice(0, turn)], answer: large }
}

/** As people read it: `Combien font trois plus quatre ?`. */
export function asked({ kind, numbers }: Question, words: Words): string {
  const [a = "", b = "", c = ""] = numbers.map((number) => words(`captcha.numbers.${number}`))
  return words(`captcha.questions.${kind}`, { a, b, c })
}

const easternDigits = /[\u0660-\u0669\u06f0-\u06f9]/g

/** What was answered, as a number: digits of any script, or the number in words of any of our languages. */
export function numberFrom(answer: string, languages: readonly Words[]): number | null {
  const plain = answer
    .trim()
    .toLowerCase()
    .replace(easternDigits, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
  if (/^\d{1,3}$/.test(plain)) return Number(plain)
  for (let number = 0; number <= 20; number++) {
    if (languages.some((words) => words(`captcha.numbers.${number}`).toLowerCase() === plain)) return number
  }
  return null
}
