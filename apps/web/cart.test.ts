import { describe, expect, it } from "vitest"
import { cartFrom, cartText, unitsIn, withMore, withQuantity } from "./cart.ts"

const pump = "0199aa00-0000-7000-8000-000000000001"
const valve = "0199aa00-0000-7000-8000-000000000002"
const line = (variantId: string, quantity: number) => ({ variantId, quantity })
const numbered = (n: number) => `0199aa00-0000-7000-8000-${String(n).padStart(12, "0")}`

describe("reading a cart's cookie", () => {
  it("finds again what was written", () => {
    const lines = [line(pump, 2), line(valve, 1)]

    expect(cartFrom(cartText(lines))).toEqual(lines)
  })

  it.each([
    ["nothing", undefined, []],
    ["an empty text", "", []],
    ["another program's text", '{"lines":[]}', []],
    ["a quantity of zero", `${pump}*0`, []],
    ["a negative quantity", `${pump}*-1`, []],
    ["more than an order takes", `${pump}*100`, []],
    ["a broken line beside a good one", `x*1.${valve}*3.${pump}`, [line(valve, 3)]],
    ["a variant twice", `${pump}*1.${pump}*4`, [line(pump, 4)]],
  ])("makes the best of %s", (_, text, lines) => {
    expect(cartFrom(text)).toEqual(lines)
  })

  it("keeps fifty lines at most", () => {
    const many = Array.from({ length: 60 }, (_, n) => line(numbered(n), 1))

    expect(cartFrom(cartText(many))).toHaveLength(50)
  })
})

describe("filling a cart", () => {
  it("adds to a line that is there", () => {
    expect(withMore([line(pump, 2)], line(pump, 3))).toEqual([line(pump, 5)])
  })

  it("puts a new line at the end", () => {
    expect(withMore([line(pump, 2)], line(valve, 1))).toEqual([line(pump, 2), line(valve, 1)])
  })

  it("stops at ninety-nine of one variant", () => {
    expect(withMore([line(pump, 98)], line(pump, 5))).toEqual([line(pump, 99)])
  })

  it("leaves a full cart as it is", () => {
    const full = Array.from({ length: 50 }, (_, n) => line(numbered(n), 1))

    expect(withMore(full, line(numbered(77), 1))).toEqual(full)
  })
})

describe("changing a quantity", () => {
  it("keeps the order of the lines", () => {
    expect(withQuantity([line(pump, 2), line(valve, 1)], line(pump, 1))).toEqual([line(pump, 1), line(valve, 1)])
  })

  it("takes the line away at zero", () => {
    expect(withQuantity([line(pump, 2), line(valve, 1)], line(pump, 0))).toEqual([line(valve, 1)])
  })

  it("counts units, not lines", () => {
    expect(unitsIn([line(pump, 2), line(valve, 1)])).toBe(3)
  })
})
