import type { Language, Locale } from "#kernel/format.ts"
import { localeTag } from "#kernel/format.ts"
import { type Messages, type Words, wordsIn } from "#kernel/words.ts"
import arDay from "#messages/ar/day.json"
import arDesk from "#messages/ar/desk.json"
import arKernel from "#messages/ar/kernel.json"
import arWeb from "#messages/ar/web.json"
import enDay from "#messages/en/day.json"
import enDesk from "#messages/en/desk.json"
import enKernel from "#messages/en/kernel.json"
import enWeb from "#messages/en/web.json"
import frDay from "#messages/fr/day.json"
import frDesk from "#messages/fr/desk.json"
import frKernel from "#messages/fr/kernel.json"
import frWeb from "#messages/fr/web.json"

const messages: Messages = {
  fr: { web: frWeb, desk: frDesk, day: frDay, kernel: frKernel },
  ar: { web: arWeb, desk: arDesk, day: arDay, kernel: arKernel },
  en: { web: enWeb, desk: enDesk, day: enDay, kernel: enKernel },
}

const known = new Map<string, Words>()

/** The pages' own words; problems come worded from the API. */
export function wordsOf(locale: Locale): Words {
  const tag = localeTag(locale)
  const words = known.get(tag) ?? wordsIn(messages, locale.language, tag)
  known.set(tag, words)
  return words
}

/** Each language in its own name. */
export const languageNames = { fr: "Français", ar: "العربية", en: "English" } as const satisfies Record<
  Language,
  string
>

/** A Latin name inside a sentence, kept together where the sentence runs from right to left. */
export function isolated(name: string): string {
  return `\u2066${name}\u2069`
}
