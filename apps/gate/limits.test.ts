import { describe, expect, it } from "vitest"
import { allowances, openLimits, scaledAllowances } from "./limits.ts"

describe("the limits of a counter", () => {
  it("grow with the factor, except those that guard secrets", () => {
    const wide = scaledAllowances(10)

    expect(wide.default.points).toBe(allowances.default.points * 10)
    expect(wide.order.points).toBe(allowances.order.points * 10)
    expect([wide.auth, wide.guess, wide.account]).toEqual([allowances.auth, allowances.guess, allowances.account])
  })

  it("count each key by itself, and say what is left", async () => {
    const limits = openLimits({ ...allowances, default: { points: 2, duration: 10 } })

    expect(await limits.take("default", "a")).toMatchObject({ limit: 2, remaining: 1 })
    expect(await limits.take("default", "a")).toMatchObject({ limit: 2, remaining: 0 })
    await expect(limits.take("default", "a")).rejects.toMatchObject({ code: "too_many_requests", status: 429 })
    expect(await limits.take("default", "b")).toMatchObject({ remaining: 1 })
    expect(await limits.take("order", "a")).toMatchObject({ limit: 600 })
  })

  it("forget what is given back", async () => {
    const limits = openLimits({ ...allowances, guess: { points: 2, duration: 10 } })
    await limits.take("guess", "a")
    await limits.giveBack("guess", "a")

    expect(await limits.take("guess", "a")).toMatchObject({ remaining: 1 })
  })
})
