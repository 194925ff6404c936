import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { drawnCodePoints } from "./fonts.ts"
import { printable } from "./printable.ts"

describe("making a text printable", () => {
  it.each([
    ["Nadia Benali", "Nadia Benali"],
    ["  deux\t espaces ", "deux espaces"],
    ["12, rue X\r\n16042 Alger", "12, rue X\n16042 Alger"],
    ["18\u202f500\u00a0DA", "18\u202f500\u00a0DA"],
    ["e\u0301te\u0301", "été"],
    ["نادية بن علي", "نادية بن علي"],
    ["a\u202eb\u2066c\u200fd", "abcd"],
    ["a\u0007b", "a\ufffdb"],
    ["😀👍🏽 漢字", "\ufffd \ufffd"],
    ["\ud800", "\ufffd"],
  ])("turns %j into %j", (written, printed) => {
    expect(printable(written)).toBe(printed)
  })

  it("lets a long word break, and leaves short ones whole", () => {
    expect(printable("a".repeat(24))).not.toContain("\u200b")
    expect(printable("a".repeat(40)).split("\u200b")).toEqual(Array.from({ length: 5 }, () => "a".repeat(8)))
  })

  it("holds nothing that our fonts cannot draw", () => {
    const drawn = drawnCodePoints()
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (written) => {
        const missing = Array.from(printable(written)).filter(
          (one) => one !== "\n" && !drawn.has(one.codePointAt(0) ?? 0),
        )
        expect(missing).toEqual([])
      }),
    )
  })
})
