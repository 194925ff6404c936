import { describe, expect, it } from "vitest"
import { isSatimCallbackGenuine } from "./callback.ts"

const fields = {
  mdOrder: "V721uPPfNNofVQAAABL3",
  orderNumber: "CMD0000004",
  operation: "deposited",
  status: "1",
  amount: "10000",
}
const checksum = "8573B4A3906E9347590ACEEA69C21A9931A94F36DF01D89EB3C827FFFFBDC29E"
const signed = (extra: Record<string, string>) => new URLSearchParams({ ...fields, checksum, ...extra })

describe("checking a callback of the platform", () => {
  it("accepts the known vector in either case, whatever key it names", () => {
    expect(isSatimCallbackGenuine("satim_secret", signed({}))).toBe(true)
    expect(isSatimCallbackGenuine("satim_secret", signed({ checksum: checksum.toLowerCase() }))).toBe(true)
    expect(isSatimCallbackGenuine("satim_secret", signed({ sign_alias: "SHA-256 with RSA" }))).toBe(true)
  })

  it.each([
    ["another amount", { amount: "20000" }],
    ["one more parameter", { extra: "1" }],
    ["a cut checksum", { checksum: checksum.slice(0, 62) }],
    ["a checksum with something after it", { checksum: `${checksum}zz` }],
    ["no checksum", { checksum: "" }],
  ])("refuses %s", (_, extra) => {
    expect(isSatimCallbackGenuine("satim_secret", signed(extra))).toBe(false)
  })

  it("refuses another secret", () => {
    expect(isSatimCallbackGenuine("other_secret", signed({}))).toBe(false)
  })
})
