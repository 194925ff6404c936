import { IntlMessageFormat } from "intl-messageformat"
import type { Language } from "./actor.ts"

type Tree = { readonly [key: string]: string | Tree }
/** Messages by language, then by module: `messages/fr/orders.json` is `fr.orders`. */
export type Messages = { readonly [language in Language]: { readonly [module: string]: Tree } }
export type WordFacts = { readonly [name: string]: string | number | boolean | Date | null | undefined }
export type Words = (key: string, facts?: WordFacts) => string

function found(tree: Tree | string | undefined, path: readonly string[]): string | undefined {
  if (typeof tree === "string" || tree === undefined)
    return path.length === 0 && typeof tree === "string" ? tree : undefined
  const joined = tree[path.join(".")]
  if (typeof joined === "string") return joined
  const [head, ...rest] = path
  return head === undefined ? undefined : found(tree[head], rest)
}

/** Says `orders.placed` in one language with ICU plurals and selections. A missing key throws: it is a bug, not a blank. */
export function wordsIn(messages: Messages, language: Language, locale: string = language): Words {
  const formats = new Map<string, IntlMessageFormat>()
  return (key, facts = {}) => {
    const known = formats.get(key)
    if (known !== undefined) return String(known.format({ ...facts }))
    const [module = "", ...path] = key.split(".")
    const pattern = found(messages[language][module], path)
    if (pattern === undefined) throw new Error(`no message ${key} in ${language}`)
    const format = new IntlMessageFormat(pattern, locale, undefined, { ignoreTag: true })
    formats.set(key, format)
    return String(format.format({ ...facts }))
  }
}

export function hasMessage(messages: Messages, language: Language, key: string): boolean {
  const [module = "", ...path] = key.split(".")
  return found(messages[language][module], path) !== undefined
}

/** Every key of a tree, dotted, so that languages can be compared. */
export function keysOf(tree: Tree, prefix = ""): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [`${prefix}${key}`] : keysOf(value, `${prefix}${key}.`),
  )
}
