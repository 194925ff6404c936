import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it, onTestFinished } from "vitest"
import { readMigrations } from "./migration-files.ts"

describe("reading the migrations of a folder", () => {
  it("finds none in an empty or missing folder", async () => {
    expect(await readMigrations(await folderWith())).toEqual([])
    expect(await readMigrations("/nowhere/at/all")).toEqual([])
  })

  it("sorts them by number", async () => {
    const folder = await folderWith("0002_b.sql", "0001_a.sql")

    expect((await readMigrations(folder)).map(({ name }) => name)).toEqual(["a", "b"])
  })

  it("refuses a missing number", async () => {
    await expect(readMigrations(await folderWith("0001_a.sql", "0003_c.sql"))).rejects.toThrow(
      "Migration 0002 is missing before 0003_c.sql",
    )
  })

  it("refuses a number used twice", async () => {
    await expect(readMigrations(await folderWith("0001_a.sql", "0001_b.sql"))).rejects.toThrow(
      "Two migrations have the number 0001",
    )
  })

  it("refuses another kind of name", async () => {
    await expect(readMigrations(await folderWith("1_a.sql"))).rejects.toThrow("1_a.sql is not named like")
  })
})

async function folderWith(...names: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "guichet-migrations-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const name of names) await writeFile(join(folder, name), "select 1;")
  return folder
}
