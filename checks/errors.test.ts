import { readFile } from "node:fs/promises"
import { describe, expect, it } from "vitest"
import { readMessages } from "#kernel/messages.ts"
import { allRefusals } from "#kernel/refusals.ts"
import { errorsDocument } from "./testing/errors-document.ts"

describe("the errors document", () => {
  it("lists every refusal and nothing else; `npm run errors` writes it", async () => {
    expect(await readFile(new URL("../docs/errors.md", import.meta.url), "utf8")).toBe(await errorsDocument())
  })

  it("has no words for a refusal that nobody throws", () => {
    const { fr } = readMessages()
    const codes = new Set(allRefusals().map(({ code }) => code))
    const orphans = Object.entries(fr).flatMap(([module, tree]) => {
      const refusals = tree.refusals
      return typeof refusals === "object"
        ? Object.keys(refusals)
            .filter((code) => !codes.has(code))
            .map((code) => `${module}.${code}`)
        : []
    })

    expect(orphans).toEqual([])
  })
})
