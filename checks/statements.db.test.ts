import pg from "pg"
import { afterAll, describe, expect, it } from "vitest"
import { allStatements } from "#kernel/database/statement.ts"
import { cloneDatabase } from "./testing/database.ts"
import { importModules } from "./testing/modules.ts"

const database = await cloneDatabase()
await importModules()

describe("every handwritten statement", async () => {
  const client = new pg.Client({ connectionString: database.appUrl })
  await client.connect()
  afterAll(() => client.end())

  for (const [index, { name, sql, columns }] of allStatements().entries()) {
    it(`${name} prepares against the schema with its declared types`, async () => {
      await client.query(`prepare s${index} as ${sql}`)
      const { rows } = await client.query<{ result_types: string | null }>(
        "select (result_types::text[])::text as result_types from pg_prepared_statements where name = $1",
        [`s${index}`],
      )
      const found = (rows[0]?.result_types ?? "{}").slice(1, -1).split(",").filter(Boolean)
      const declared = Object.values(columns).map((column) => longNames[column.type] ?? column.type)
      if (declared.length > 0)
        expect(found.map((type) => type.replaceAll('"', "")).sort()).toEqual([...declared].sort())
    })
  }
})

const longNames: { readonly [short: string]: string } = {
  int4: "integer",
  int8: "bigint",
  bool: "boolean",
  timestamptz: "timestamp with time zone",
}
