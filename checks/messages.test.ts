import { IntlMessageFormat } from "intl-messageformat"
import { describe, expect, it } from "vitest"
import { readMessages } from "#kernel/messages.ts"
import { allRefusals } from "#kernel/refusals.ts"
import { hasMessage, keysOf } from "#kernel/words.ts"
import { importModules } from "./testing/modules.ts"

const messages = readMessages()
const languages = ["fr", "ar", "en"] as const
const modules = [...new Set(languages.flatMap((language) => Object.keys(messages[language])))]
await importModules()

const flat = (language: (typeof languages)[number], module: string) => keysOf(messages[language][module] ?? {}).sort()

function arguments_(pattern: string): string[] {
  const names = new Set<string>()
  const walk = (parts: readonly unknown[]): void => {
    for (const part of parts) {
      if (typeof part !== "object" || part === null || !("type" in part)) continue
      if ("value" in part && typeof part.value === "string" && part.type !== 0) names.add(part.value)
      if ("options" in part && typeof part.options === "object" && part.options !== null) {
        for (const option of Object.values(part.options)) walk(option.value)
      }
    }
  }
  walk(new IntlMessageFormat(pattern, "fr", undefined, { ignoreTag: true }).getAst())
  return [...names].sort()
}

function at(language: (typeof languages)[number], module: string, key: string): string {
  let tree: unknown = messages[language][module]
  for (const part of key.split("."))
    tree = typeof tree === "object" && tree !== null && part in tree ? Reflect.get(tree, part) : tree
  return typeof tree === "string" ? tree : ""
}

/** Names that are the same in every language. */
const proper = ["CinetPay", "Konnect", "WhatsApp", "CIB / Edahabia"]

describe("messages", () => {
  it.each(modules)("%s says everything in three languages", (module) => {
    expect(flat("ar", module)).toEqual(flat("fr", module))
    expect(flat("en", module)).toEqual(flat("fr", module))
  })

  it.each(modules)("%s takes the same facts in each language", (module) => {
    for (const key of flat("fr", module)) {
      const french = arguments_(at("fr", module, key))
      for (const language of ["ar", "en"] as const) {
        const other = arguments_(at(language, module, key))
        expect(
          other.filter((name) => !french.includes(name)),
          `${language}.${module}.${key}`,
        ).toEqual([])
      }
    }
  })

  it("word every refusal", () => {
    const missing = allRefusals().flatMap(({ module, code }) =>
      languages
        .filter((language) => !hasMessage(messages, language, `${module}.refusals.${code}`))
        .map((language) => `${language}: ${module}.refusals.${code}`),
    )

    expect(allRefusals().length).toBeGreaterThan(20)
    expect(missing).toEqual([])
  })

  it("leave no English in the Arabic", () => {
    const untranslated = modules.flatMap((module) =>
      flat("ar", module)
        .filter((key) => {
          const text = at("ar", module, key)
          const isWords = /[a-z]{3}/i.test(text.replace(/\{[^}]*\}/g, "")) && !proper.includes(text)
          return isWords && text === at("en", module, key)
        })
        .map((key) => `${module}.${key}`),
    )

    expect(untranslated).toEqual([])
  })
})
