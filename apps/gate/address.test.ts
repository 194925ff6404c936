import { describe, expect, it } from "vitest"
import { isAsset, pageAddress } from "./address.ts"

describe("reading a page's address", () => {
  it.each([
    ["/", null, { slug: null, language: null, rest: "" }],
    ["/ar", null, { slug: null, language: "ar", rest: "" }],
    ["/mj-chauffage", null, { slug: "mj-chauffage", language: null, rest: "" }],
    ["/mj-chauffage/", null, { slug: "mj-chauffage", language: null, rest: "" }],
    ["/mj-chauffage/ar/products/x", null, { slug: "mj-chauffage", language: "ar", rest: "/products/x" }],
    ["/mj-chauffage/fr/products", null, { slug: "mj-chauffage", language: null, rest: "/fr/products" }],
    ["/products/x", "mj-chauffage", { slug: "mj-chauffage", language: null, rest: "/products/x" }],
    ["/en/desk/", "mj-chauffage", { slug: "mj-chauffage", language: "en", rest: "/desk" }],
    ["//evil.example/x", null, { slug: "evil.example", language: null, rest: "/x" }],
  ])("takes %s (own host: %s) apart", (path, ownSlug, address) => {
    expect(pageAddress(path, ownSlug)).toEqual(address)
  })

  it.each(["/_next/static/chunks/a.js", "/favicon.ico", "/robots.txt", "/fonts/a.woff2"])(
    "knows %s as an asset",
    (path) => {
      expect(isAsset(path)).toBe(true)
    },
  )

  it.each(["/", "/mj-chauffage", "/mj-chauffage/a.js", "/_nextish"])("does not take %s for one", (path) => {
    expect(isAsset(path)).toBe(false)
  })
})
