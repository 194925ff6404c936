import { describe, expect, it } from "vitest"
import { placeOrderInput } from "./contract.ts"

const variantId = "0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b"
const valid = {
  lines: [{ variantId, quantity: 1 }],
  customer: { name: "Nadia Benali", phone: "0550 12 34 56" },
  delivery: { method: "home", wilaya: 16, commune: "Bab Ezzouar", address: "Cité 5 juillet, bât. 12" },
  payment: { method: "satim" },
  acceptTerms: true,
  locale: "ar",
}
const codes = (input: unknown) => {
  const result = placeOrderInput.safeParse(input)
  return result.success
    ? []
    : result.error.issues.map(
        (issue) => `${issue.path.join(".")}: ${issue.code === "custom" ? issue.message : issue.code}`,
      )
}

describe("the order that a visitor sends", () => {
  it.each(["0550123456", "05 50 12 34 56", "+213550123456", "00213 550 12 34 56", "0550-12-34-56"])(
    "keeps %s as E.164",
    (phone) => {
      const parsed = placeOrderInput.parse({ ...valid, customer: { ...valid.customer, phone } })

      expect(parsed.customer.phone).toBe("+213550123456")
    },
  )

  it.each(["021 12 34 56", "0450123456", "055012345", "+33612345678", ""])("refuses %s as a mobile number", (phone) => {
    expect(codes({ ...valid, customer: { ...valid.customer, phone } })).toContain("customer.phone: phone_not_mobile")
  })

  it("takes no amount and no price from outside", () => {
    expect(codes({ ...valid, amount: 1 })).toEqual([": unrecognized_keys"])
    expect(codes({ ...valid, lines: [{ variantId, quantity: 1, price: 1 }] })).toEqual(["lines.0: unrecognized_keys"])
  })

  it("takes each variant once", () => {
    expect(
      codes({
        ...valid,
        lines: [
          { variantId, quantity: 1 },
          { variantId, quantity: 2 },
        ],
      }),
    ).toEqual(["lines: variant_twice"])
  })

  it("wants an address for home delivery alone", () => {
    expect(codes({ ...valid, delivery: { ...valid.delivery, address: "" } })).toEqual([
      "delivery.address: address_needed",
    ])
    expect(codes({ ...valid, delivery: { ...valid.delivery, method: "desk", address: "" } })).toEqual([])
    expect(codes({ ...valid, delivery: { ...valid.delivery, commune: "", address: "" } })).toEqual([
      "delivery.commune: too_small",
      "delivery.address: address_needed",
    ])
  })

  it("wants the terms accepted", () => {
    expect(codes({ ...valid, acceptTerms: false })).toHaveLength(1)
  })
})
