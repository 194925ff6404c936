import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it, onTestFinished } from "vitest"
import { cloneDatabase } from "../../checks/testing/database.ts"
import { audit } from "./audit.ts"

const database = await cloneDatabase()

describe("auditing a database", () => {
  it("is red when it sees no business", async () => {
    const [first] = await audit(database.readonlyUrl)

    expect(first).toMatchObject({ name: "sees-businesses", broken: [{ businesses: 0 }] })
  })

  it("names each check by its file and its first line, with the rows that break it", async () => {
    const folder = await folderWith({
      "holds.sql": "-- Nothing is wrong.\nselect 1 where false",
      "breaks.sql": "-- One is two.\nselect 1 as one, 2 as two",
      "notes.md": "no check",
    })

    expect((await audit(database.readonlyUrl, folder)).slice(1)).toEqual([
      { name: "breaks", rule: "One is two.", broken: [{ one: 1, two: 2 }] },
      { name: "holds", rule: "Nothing is wrong.", broken: [] },
    ])
  })

  it("cannot write, whatever a check says", async () => {
    const folder = await folderWith({ "writes.sql": "create table app.mine (id integer)" })

    await expect(audit(database.ownerUrl, folder)).rejects.toThrow("read-only transaction")
  })
})

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "guichet-checks-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [name, sql] of Object.entries(files)) await writeFile(join(folder, name), sql)
  return folder
}
