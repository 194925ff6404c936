import { describe, expect, it } from "vitest"
import { draftFrom, draftOf, draftText, orderParts } from "./draft.ts"

const form = (entries: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(entries)) data.set(name, value)
  return data
}

describe("keeping what was typed at the checkout", () => {
  it("finds it again, Arabic names included", () => {
    const draft = draftOf(form({ "customer.name": "  سليم بن يوسف ", "delivery.wilaya": "16" }))

    expect(draftFrom(draftText(draft))).toEqual({ "customer.name": "سليم بن يوسف", "delivery.wilaya": "16" })
  })

  it("keeps nothing but the fields of an order", () => {
    expect(draftOf(form({ "customer.name": "Nadia", captcha: "7", $ACTION_KEY: "k" }))).toEqual({
      "customer.name": "Nadia",
    })
  })

  it("keeps the key of the order, and no other text for one", () => {
    const key = "0199aa00-0000-4000-8000-000000000001"

    expect(draftFrom(draftText({ key }))).toEqual({ key })
    expect(draftFrom(draftText({ key: "x" }))).toEqual({})
  })

  it("cuts what no field would take", () => {
    expect(draftOf(form({ "delivery.address": "a".repeat(5_000) }))["delivery.address"]).toHaveLength(200)
  })

  it.each([
    undefined,
    "",
    "%%%",
    Buffer.from("[1]").toString("base64url"),
    Buffer.from('{"a":1}').toString("base64url"),
  ])("takes %j for an empty one", (text) => {
    expect(draftFrom(text)).toEqual({})
  })
})

describe("turning it into an order", () => {
  it("leaves away what may be left away", () => {
    const parts = orderParts({ "customer.name": "Nadia", "customer.phone": "0550123456", "delivery.wilaya": "16" })

    expect(parts.customer).toEqual({ name: "Nadia", phone: "0550123456" })
    expect(parts.delivery).toEqual({ method: undefined, wilaya: 16, commune: undefined, address: "" })
  })
})
