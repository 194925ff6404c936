import { readdirSync, readFileSync } from "node:fs"
import type { Language } from "./actor.ts"
import type { Messages } from "./words.ts"

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
