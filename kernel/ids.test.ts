import { describe, expect, it } from "vitest"
import { idMaker, newId } from "./ids.ts"

const made = (many: number, make: () => string) => Array.from({ length: many }, make)
const msOf = (id: string) => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)
const inOrder = (ids: readonly string[]) => ids.every((id, i) => i === 0 || (ids[i - 1] ?? "") < id)

describe("making an id", () => {
  it("carries the time, the version and the variant", () => {
    const id = idMaker(() => 0x0192_0000_abcd)()

    expect(id).toMatch(/^01920000-abcd-7[0-7][0-9a-f]{2}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it("keeps the order of what one process makes", () => {
    expect(inOrder(made(20_000, newId))).toBe(true)
  })

  it("borrows the next milliseconds when one is not enough", () => {
    const ids = made(
      10_000,
      idMaker(() => 1_000),
    )

    expect(inOrder(ids)).toBe(true)
    expect(msOf(ids[0] ?? "")).toBe(1_000)
    expect(msOf(ids.at(-1) ?? "")).toBeGreaterThan(1_000)
  })

  it("keeps the order when the clock goes back, and follows it once it has caught up", () => {
    const times = [5_000, 4_000, 4_500, 5_000, 5_001]
    const ids = made(
      5,
      idMaker(() => times.shift() ?? 0),
    )

    expect(inOrder(ids)).toBe(true)
    expect(ids.map(msOf)).toEqual([5_000, 5_000, 5_000, 5_000, 5_001])
  })

  it("starts each millisecond anew, so that an id does not tell the next", () => {
    let now = 0
    const counts = made(
      50,
      idMaker(() => ++now),
    ).map((id) => id.slice(15, 18))

    expect(new Set(counts).size).toBeGreaterThan(25)
  })
})
