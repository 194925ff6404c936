import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest"
import { migrate } from "./migrate.ts"
import { prepareDatabase } from "./prepare.ts"
import type { RoleUrls } from "./roles.ts"

const { superuserUrl, passwords } = inject("database")
let urls: RoleUrls
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "guichet-migrations-"))
  urls = await prepareDatabase({ adminUrl: superuserUrl, database: "test_migrate", passwords })
  await write("0001_stamps.sql", "create table guichet.stamps (id integer primary key);")
})

afterEach(async () => {
  await ask(superuserUrl, "drop database test_migrate with (force)")
  await rm(folder, { recursive: true })
})

describe("migrating", () => {
  it("applies each file once, in order, as the owner", async () => {
    await write("0002_ink.sql", "alter table guichet.stamps add column ink text;")

    expect(await run()).toEqual(["0001 stamps", "0002 ink"])
    expect(await run()).toEqual([])
    expect(await ask(urls.ownerUrl, "select tableowner from pg_tables where tablename = 'stamps'")).toEqual([
      { tableowner: "guichet_owner" },
    ])
  })

  it("makes the job queue in a schema that the jobs role owns", async () => {
    await run()

    expect(await ask(urls.jobsUrl, "select (graphile_worker.add_job('hello')).id > 0 as added")).toEqual([
      { added: true },
    ])
  })

  it("refuses a file that changed after it was applied", async () => {
    await run()
    await write("0001_stamps.sql", "create table guichet.stamps (id bigint primary key);")

    await expect(run()).rejects.toThrow("0001_stamps.sql has changed since it was applied")
  })

  it("takes other line endings for the same file", async () => {
    await write("0001_stamps.sql", "create table guichet.stamps (\n  id integer\n);")
    await run()
    await write("0001_stamps.sql", "create table guichet.stamps (\r\n  id integer\r\n);")

    expect(await run()).toEqual([])
  })

  it("refuses a database that is newer than the checkout", async () => {
    await write("0002_ink.sql", "select 1;")
    await run()
    await rm(join(folder, "0002_ink.sql"))

    await expect(run()).rejects.toThrow("0002_ink.sql, this checkout has not")
  })

  it("leaves nothing of a file that fails, and names its line", async () => {
    await write("0002_ink.sql", "create table guichet.ink (id integer);\n\ncreate table guichet.broken (id nonsense);")

    await expect(run()).rejects.toThrow('0002_ink.sql, line 3: type "nonsense" does not exist')
    expect(await ask(urls.ownerUrl, "select number from app.migrations")).toEqual([{ number: 1 }])
    expect(await ask(urls.ownerUrl, "select from pg_tables where tablename = 'ink'")).toEqual([])
  })

  it("applies a file once when two start together", async () => {
    const lines = await Promise.all([run(), run()])

    expect(lines.flat()).toEqual(["0001 stamps"])
  })
})

async function run(): Promise<string[]> {
  const lines: string[] = []
  await migrate({ ...urls, folder, log: (line) => lines.push(line) })
  return lines
}

function write(name: string, sql: string): Promise<void> {
  return writeFile(join(folder, name), sql)
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
