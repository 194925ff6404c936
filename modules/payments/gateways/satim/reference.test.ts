import { describe, expect, it } from "vitest"
import { newOrderNumber, orderNumberPattern } from "./reference.ts"

describe("numbering a call to SATIM", () => {
  it("takes exactly ten letters and digits, a letter first", () => {
    const numbers = Array.from({ length: 500 }, newOrderNumber)

    for (const number of numbers) expect(number).toMatch(/^[A-Z][A-Z0-9]{9}$/)
    for (const number of numbers) expect(number).toMatch(orderNumberPattern)
    expect(new Set(numbers).size).toBe(500)
  })
})
