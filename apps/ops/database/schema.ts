import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import pg from "pg"
import { checkout } from "../checkout.ts"
import { schemaParts } from "./schema-parts.ts"
import { openScratch } from "./scratch.ts"

const heading = "-- Made from the migrations by: npm run guichet database schema. Review its diff, do not edit it."

/** What the migrations made of schemas guichet and app, as text for review: the same for the same schema. */
export async function dumpSchema(ownerUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query("begin isolation level repeatable read read only")
    await client.query("set local search_path = ''")
    const parts = []
    for (const { title, sql } of schemaParts) parts.push(asPart(title, await statements(client, sql)))
    return `${[heading, ...parts.filter((part) => part !== "")].join("\n\n")}\n`
  } finally {
    await client.end()
  }
}

async function statements(client: pg.Client, sql: string): Promise<string[]> {
  const { rows } = await client.query<{ statement: string }>(sql)
  return rows.map(({ statement }) => statement)
}

function asPart(title: string, found: string[]): string {
  return found.length === 0 ? "" : [`-- ${title}`, ...found].join("\n\n")
}

/** `guichet database schema [--check]`: from a fresh database, so that nothing but the migrations has a say. */
export async function run(args: string[]): Promise<number> {
  const path = join(checkout, "database/schema.sql")
  const scratch = await openScratch("guichet_schema")
  const schema = await dumpSchema(scratch.urls.ownerUrl).finally(scratch.close)

  if (!args.includes("--check")) {
    writeFileSync(path, schema)
    console.log("Wrote database/schema.sql.")
    return 0
  }
  const kept = existsSync(path) ? readFileSync(path, "utf8") : ""
  if (kept === schema) return 0
  console.error(`database/schema.sql differs from what the migrations make, at ${firstDifference(kept, schema)}`)
  console.error("Run: npm run guichet database schema")
  return 1
}

function firstDifference(kept: string, made: string): string {
  const [keptLines, madeLines] = [kept.split("\n"), made.split("\n")]
  const line = madeLines.findIndex((text, index) => text !== keptLines[index])
  const at = line === -1 ? madeLines.length : line

  return `line ${at + 1}:\n- ${keptLines[at] ?? ""}\n+ ${madeLines[at] ?? ""}`
}
