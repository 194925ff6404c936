import { describe, expect, it } from "vitest"
import { queueOf } from "./queue.ts"

describe("expensive work", () => {
  const full = () => {
    throw new Error("full")
  }

  it("runs so much at once, the rest in its turn, and refuses what finds no place in the line", async () => {
    const taken = queueOf({ atOnce: 2, inLine: 1, full })
    const ends: (() => void)[] = []
    const started: number[] = []
    const work = (n: number) => taken(() => new Promise<number>((end) => started.push(n) && ends.push(() => end(n))))
    const [first, second, third] = [work(1), work(2), work(3)]

    await expect(work(4)).rejects.toThrow("full")
    expect(started).toEqual([1, 2])
    ends[0]?.()
    expect(await first).toBe(1)
    await expect.poll(() => started).toEqual([1, 2, 3])
    ends[1]?.()
    ends[2]?.()
    expect(await Promise.all([second, third])).toEqual([2, 3])
  })

  it("makes room when the work fails", async () => {
    const taken = queueOf({ atOnce: 1, inLine: 0, full })
    await expect(taken(() => Promise.reject(new Error("no")))).rejects.toThrow("no")
    expect(await taken(() => Promise.resolve("yes"))).toBe("yes")
  })
})
