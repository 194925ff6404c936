import { glob, readFile } from "node:fs/promises"
import { join } from "node:path"
import { describe, expect, it } from "vitest"

const app = join(import.meta.dirname, "app")
const sheets = await Array.fromAsync(glob("*.css", { cwd: app }))
const look = await readFile(join(app, "look.css"), "utf8")
const layout = await readFile(join(app, "layout.tsx"), "utf8")

describe("the look", () => {
  it("is loaded whole: a sheet that nothing imports leaves pages bare, and no other test sees it", () => {
    expect(layout).toContain('import "./look.css"')
    expect(sheets.filter((sheet) => sheet !== "look.css" && !look.includes(`@import "./${sheet}"`))).toEqual([])
  })
})
