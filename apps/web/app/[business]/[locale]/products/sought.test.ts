import { describe, expect, it } from "vitest"
import { pathOf, soughtFrom } from "./sought.ts"

const nothing = { q: "", category: "", brand: "", make: "", boiler: "", page: 1 }

describe("reading what is looked for", () => {
  it.each([
    [{}, nothing],
    [{ q: "  vanne gaz " }, { ...nothing, q: "vanne gaz" }],
    [
      { category: "gaz", page: "3" },
      { ...nothing, category: "gaz", page: 3 },
    ],
    [{ category: "../desk", page: "-1" }, nothing],
    [{ page: "0" }, nothing],
    [{ q: ["a", "b"] }, { ...nothing, q: "a" }],
  ])("takes %j", (search, sought) => {
    expect(soughtFrom(search)).toEqual(sought)
  })

  it("cuts a search that no field would send", () => {
    expect(soughtFrom({ q: "a".repeat(500) }).q).toHaveLength(100)
  })
})

describe("the address of a search", () => {
  it("names only what is asked", () => {
    expect(pathOf({ ...nothing, q: "vanne gaz", page: 1 })).toBe("/products?q=vanne+gaz")
    expect(pathOf({ ...nothing, boiler: "x", page: 2 })).toBe("/products?boiler=x&page=2")
    expect(pathOf(nothing)).toBe("/products")
  })
})
