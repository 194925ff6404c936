import { readdirSync, readFileSync } from "node:fs"
import type { Language } from "./actor.ts"
import { type Locale, localeTag } from "./format.ts"
import { type Messages, type Words, wordsIn } from "./words.ts"

const folder = new URL("../messages/", import.meta.url)

function read(language: Language): Messages[Language] {
  const files = readdirSync(new URL(`${language}/`, folder)).filter((name) => name.endsWith(".json"))
  return Object.fromEntries(
    files.map((name) => [name.slice(0, -5), JSON.parse(readFileSync(new URL(`${language}/${name}`, folder), "utf8"))]),
  )
}

/** All of `messages/`, read once at start. */
export function readMessages(): Messages {
  return { fr: read("fr"), ar: read("ar"), en: read("en") }
}

let all: Messages | undefined
const spoken = new Map<string, Words>()

/** The words of a language, or of one country's form of it, for what leaves us without a page: mail, documents, gateways. */
export function wordsOf({ language, country }: Pick<Locale, "language"> & Partial<Locale>): Words {
  const tag = country === undefined ? language : localeTag({ language, country })
  const known = spoken.get(tag)
  if (known !== undefined) return known

  all ??= readMessages()
  const words = wordsIn(all, language, tag)
  spoken.set(tag, words)
  return words
}
