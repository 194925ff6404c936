import { glob, readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import pg from "pg"
import { afterAll, describe, expect, it } from "vitest"
import { cloneDatabase } from "./testing/database.ts"

const database = await cloneDatabase()
const client = new pg.Client({ connectionString: database.readonlyUrl })
await client.connect()
afterAll(() => client.end())

const folder = new URL("../database/checks/", import.meta.url)
const files = await Array.fromAsync(glob("*.sql", { cwd: fileURLToPath(folder) }))

describe("the audit's checks", () => {
  it.each(files)(
    "%s runs as the reading role, says its rule first, and finds nothing in an empty house",
    async (file) => {
      const sql = await readFile(new URL(file, folder), "utf8")

      expect(sql).toMatch(/^-- [A-Z].*\.\n/)
      expect((await client.query(sql)).rows).toEqual([])
    },
  )
})
