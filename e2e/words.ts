import { readMessages } from "#kernel/messages.ts"
import { type Words, wordsIn } from "#kernel/words.ts"
import type { Language } from "./browser.ts"

const messages = readMessages()

/** What the counter says, so that a test finds a button by the word on it in each language. */
export const words: { readonly [language in Language]: Words } = {
  fr: wordsIn(messages, "fr", "fr-DZ"),
  ar: wordsIn(messages, "ar", "ar-DZ-u-nu-latn"),
  en: wordsIn(messages, "en", "en-DZ"),
}
