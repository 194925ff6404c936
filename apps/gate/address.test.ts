import { describe, expect, it } from "vitest"
import { isAsset, isRootFile, pageAddress } from "./address.ts"

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

  it.each(["/_next/static/chunks/a.js", "/_next/static/media/a.woff2", "/_next/static/chunks/%5Bid%5D/..a.js"])(
    "knows %s as an asset",
    (path) => {
      expect(isAsset(path)).toBe(true)
    },
  )

  it.each([
    "/",
    "/mj-chauffage",
    "/mj-chauffage/a.js",
    "/_nextish",
    "/_next/image",
    "/favicon.ico",
    "/fonts/a.woff2",
    "/_next/static/../../mj-chauffage/fr",
    "/_next/static/%2e%2E/.%2e/mj-chauffage/fr",
    "/_next/static/..\\..\\mj-chauffage",
    "/_next/static/..",
  ])("does not take %s for one", (path) => {
    expect(isAsset(path)).toBe(false)
  })

  it("knows a file that stands beside the businesses", () => {
    expect(["/favicon.ico", "/wp-login.PHP", "/a.b.js"].map(isRootFile)).toEqual([true, true, true])
    expect(["/", "/mj-chauffage", "/mj-chauffage/a.js", "/.well-known/x", "/a."].map(isRootFile)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ])
  })
})
