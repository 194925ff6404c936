import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { z } from "zod"
import { openStore } from "./store.ts"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "simulators-"))
})
afterEach(() => rmSync(folder, { recursive: true }))

const path = () => join(folder, "nested", "state.json")
const words = () => openStore(path()).collection("words", z.string())

describe("keeping what is simulated", () => {
  it("finds it again after a restart, in the order it was made", () => {
    const before = words()
    before.set("a", "un")
    before.set("b", "deux")
    before.set("a", "trois")

    expect(words().values()).toEqual(["trois", "deux"])
  })

  it("forgets what was deleted or cleared", () => {
    const before = words()
    before.set("a", "un")
    before.set("b", "deux")
    before.delete("a")
    expect(words().values()).toEqual(["deux"])

    words().clear()
    expect(words().values()).toEqual([])
  })

  it("drops a line torn by a crash", () => {
    words().set("a", "un")
    appendFileSync(path(), '["words","b","de')

    const after = words()
    expect(after.values()).toEqual(["un"])
    after.set("c", "trois")
    expect(words().values()).toEqual(["un", "trois"])
  })

  it("leaves out a value of another shape", () => {
    openStore(path()).collection("words", z.number()).set("a", 1)

    expect(words().values()).toEqual([])
  })

  it("keeps the file from growing without end", () => {
    const before = words()
    for (let i = 0; i < 2500; i += 1) before.set("a", `${i}`)

    expect(readFileSync(path(), "utf8").split("\n").length).toBeLessThan(1100)
    expect(words().values()).toEqual(["2499"])
  })

  it("needs no file at all", () => {
    const memory = openStore(null).collection("words", z.string())
    memory.set("a", "un")

    expect(memory.get("a")).toBe("un")
  })
})
