import pg from "pg"
import { afterAll, describe, expect, it } from "vitest"
import { cloneDatabase } from "../checks/testing/database.ts"
import { openLog } from "./log.ts"

const database = await cloneDatabase()
// Row security hides the row from anybody else, also in errors.
const superuser = new pg.Client({ connectionString: database.superuserUrl })
await superuser.connect()
afterAll(() => superuser.end())

const failureOf = (sql: string) =>
  superuser.query(sql).then(
    () => null,
    (error: unknown) => error,
  )
const incomplete =
  "insert into guichet.businesses (business_id, slug, name) values (gen_random_uuid(), 'canary', 'canary')"

function lineOf(err: unknown): string {
  let line = ""
  const write = (text: string) => {
    line += text
  }
  openLog("test", "info", { write }).error({ err }, "fault")
  return line
}

describe("the log line of a fault in the database", () => {
  it("keeps the values of a row that breaks a constraint to itself", async () => {
    const failure = await failureOf(incomplete)
    const line = lineOf(failure)

    expect(failure).toMatchObject({ code: "23502", detail: expect.stringContaining("canary") })
    expect(line).not.toContain("canary")
    expect(JSON.parse(line).err).toMatchObject({ code: "23502", detail: "[cut]", table: "businesses" })
  })

  it("keeps the statement inside a function, and where it stood, to itself", async () => {
    const failure = await failureOf("do $$ begin execute 'select ''canary'' || missing_function()'; end $$")
    const line = lineOf(failure)

    expect(failure).toMatchObject({ internalQuery: expect.stringContaining("canary"), where: expect.any(String) })
    expect(line).not.toContain("canary")
    expect(JSON.parse(line).err).toMatchObject({ internalQuery: "[cut]", where: "[cut]" })
  })

  it("is as careful with several failures at once", async () => {
    expect(lineOf(new AggregateError([await failureOf(incomplete)]))).not.toContain("canary")
  })
})
