import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { brokenLink, type ChainLink, canonicalJson, chainedHash } from "./hash.ts"

describe("writing canonical JSON", () => {
  it("orders keys at every depth and writes no spaces", () => {
    expect(canonicalJson({ b: [1, { d: null, c: true }], a: "é\n" })).toBe('{"a":"é\\n","b":[1,{"c":true,"d":null}]}')
  })

  it("orders keys by UTF-16 code unit, as RFC 8785 does", () => {
    const content = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\u{1f600}": 5, "\u0080": 6, "\u00f6": 7 }
    expect(canonicalJson(content)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}')
  })

  it("writes numbers as ECMAScript does", () => {
    expect(canonicalJson([1e21, -0, 4.5, 2e-3, 1e-27])).toBe("[1e+21,0,4.5,0.002,1e-27]")
  })

  it("is the same whatever order the keys came in", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), fc.integer()), (content) => {
        const turned = Object.fromEntries(Object.entries(content).reverse())
        expect(canonicalJson(turned)).toBe(canonicalJson(content))
        expect(JSON.parse(canonicalJson(content))).toEqual({ ...content })
      }),
    )
  })

  it.each([[undefined], [{ a: undefined }], [Number.NaN], [1n], [new Date(0)], ["\ud800"], [() => 1]])(
    "refuses %s, which is not JSON",
    (content) => {
      expect(() => canonicalJson(content)).toThrow(TypeError)
    },
  )
})

describe("chaining documents", () => {
  const contents = [
    { number: "FA-2026-000001", totalMinor: 100 },
    { number: "FA-2026-000002" },
    { number: "FA-2026-000003" },
  ]
  const chain: ChainLink[] = []
  for (const content of contents) {
    const previousHash = chain.at(-1)?.hash ?? ""
    chain.push({ content, hash: chainedHash(previousHash, content), previousHash })
  }

  it("gives the SHA-256 of the previous link and the content", () => {
    // printf '\n{"a":1}' | sha256sum
    expect(chainedHash("", { a: 1 })).toBe("7395dc66860499cb2b8970e17094ec53ed1ff54e7067ad619f884917096166b0")
    expect(chainedHash("00", { a: 1 })).not.toBe(chainedHash("", { a: 1 }))
  })

  it("holds when nothing was touched", () => {
    expect(brokenLink(chain)).toBeNull()
    expect(brokenLink([])).toBeNull()
  })

  it("breaks where a content was changed", () => {
    const changed = chain.map((link, i) => (i === 0 ? { ...link, content: { ...contents[0], totalMinor: 101 } } : link))
    expect(brokenLink(changed)).toBe(0)
  })

  it("breaks after a changed content even when its own hash was made anew", () => {
    const content = { number: "FA-2026-000002", totalMinor: 1 }
    const changed = chain.map((link, i) =>
      i === 1 ? { ...link, content, hash: chainedHash(link.previousHash, content) } : link,
    )
    expect(brokenLink(changed)).toBe(2)
  })

  it("breaks where a link was taken out", () => {
    expect(brokenLink(chain.filter((_, i) => i !== 1))).toBe(1)
  })
})
