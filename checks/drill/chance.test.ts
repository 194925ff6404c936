import { describe, expect, it } from "vitest"
import { chanceOf } from "./chance.ts"

const hundred = (seed: number) => {
  const chance = chanceOf(seed)
  return Array.from({ length: 100 }, () => chance.share())
}

describe("chance", () => {
  it("is the same for the same seed, and another for another", () => {
    expect(hundred(7)).toEqual(hundred(7))
    expect(hundred(7)).not.toEqual(hundred(8))
  })

  it("is spread from 0 to 1, and takes from all choices", () => {
    const shares = hundred(7)
    const chance = chanceOf(7)

    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...shares)).toBeLessThan(1)
    expect(new Set(Array.from({ length: 50 }, () => chance.of(["gate", "worker"]))).size).toBe(2)
  })
})
