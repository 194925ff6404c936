import { describe, expect, it } from "vitest"
import { acceptedLanguage } from "./language.ts"

describe("choosing a language", () => {
  it.each([
    ["ar-DZ,fr;q=0.8", "ar"],
    ["de, en-GB;q=0.7, fr;q=0.9", "fr"],
    ["fr;q=0, en;q=0.1", "en"],
    ["de", null],
    ["*", null],
    ["", null],
    [undefined, null],
    ["en;q=2", null],
    ["EN", "en"],
  ])("reads %s as %s", (header, language) => {
    expect(acceptedLanguage(header)).toBe(language)
  })
})
