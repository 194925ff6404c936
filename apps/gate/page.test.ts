import { describe, expect, it } from "vitest"
import { problemPage } from "./page.ts"

const problem = {
  type: "t",
  title: "Nothing here",
  status: 404,
  code: "not_found",
  detail: "d",
  instance: "urn:uuid:1",
}
const linkOn = (path: string | null) => {
  const page = problemPage({ language: "en", nonce: "n", problem, again: "Try again", reference: "r", path })
  return /<a href="([^"]*)">Try again</.exec(page)?.[1]
}

describe("the link to try again", () => {
  it("leads to where the visitor was", () => {
    expect(linkOn("/first/products")).toBe("/first/products")
    expect(linkOn("/")).toBe("/")
  })

  it.each([
    "//evil.example/x",
    "///evil.example/x",
    "/\\evil.example/x",
    "\\\\evil.example/x",
    "http://evil.example/x",
  ])("never leads to another site: %s", (path) => {
    const link = linkOn(path) ?? ""

    expect(new URL(link, "https://counter.dz").origin).toBe("https://counter.dz")
  })

  it("is not there after something was sent", () => {
    expect(linkOn(null)).toBeUndefined()
  })
})
