import ar from "../messages/ar/captcha.json" with { type: "json" }
import en from "../messages/en/captcha.json" with { type: "json" }
import fr from "../messages/fr/captcha.json" with { type: "json" }
import type { Language } from "./browser.ts"

const words = { fr, ar, en }
type Kind = keyof typeof fr.questions

const answers: { readonly [kind in Kind]: (a: number, b: number, c: number) => number } = {
  sum: (a, b) => a + b,
  difference: (a, b) => a - b,
  after: (a) => a + 1,
  largest: (a, b, c) => Math.max(a, b, c),
  digits: (a) => a,
}

/** What a careful reader answers to the question. */
export function answerTo(question: string, language: Language): string {
  const { numbers, questions } = words[language]
  const named = new Map(Object.entries(numbers).map(([number, word]) => [word, Number(number)]))

  for (const [kind, answer] of Object.entries(answers)) {
    const template = Object.entries(questions).find(([name]) => name === kind)?.[1] ?? ""
    const found = patternOf(template).exec(plain(question))?.slice(1) ?? []
    const [a = Number.NaN, b = Number.NaN, c = Number.NaN] = found.map((word) => named.get(word) ?? Number.NaN)
    if (found.length > 0) return String(answer(a, b, c))
  }
  throw new Error(`no such question: ${question}`)
}

function patternOf(template: string): RegExp {
  const escaped = plain(template).replace(/[.?*+^$()[\]\\|]/g, "\\$&")
  return new RegExp(escaped.replace(/\{[abc]\}/g, "(.+?)"))
}

/** Narrow and fixed spaces are spaces here. */
const plain = (text: string) => text.replace(/\s+/g, " ").trim()
