import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { keysOf } from "#kernel/words.ts"
import { pdfTextKeys } from "./texts.ts"

describe("the texts of the documents", () => {
  it.each(["fr", "ar", "en"])("are all in the %s messages, and no others", (language) => {
    const messages = JSON.parse(
      readFileSync(new URL(`../../../messages/${language}/billing.json`, import.meta.url), "utf8"),
    )
    const written = keysOf(messages).filter((key) => key.startsWith("pdf."))

    expect(written.toSorted()).toEqual([...pdfTextKeys].toSorted())
  })
})
