import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import pg from "pg"
import { checkout } from "./checkout.ts"
import { withDatabase } from "./local-database.ts"

/** `rule` is the first line of the check's file; `broken` are the rows that break it. */
export type Finding = { name: string; rule: string; broken: readonly unknown[] }

const shownRows = 5

/** Holds every check of a folder against one moment of the database. A check is a query that must return no rows. */
export async function audit(readonlyUrl: string, folder = join(checkout, "database/checks")): Promise<Finding[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql")).sort()
  const client = new pg.Client({ connectionString: readonlyUrl, connectionTimeoutMillis: 10_000 })

  await client.connect()
  try {
    await client.query("begin isolation level repeatable read read only")
    const findings = [await seesBusinesses(client)]
    for (const file of files) findings.push(await hold(client, join(folder, file)))
    return findings
  } finally {
    await client.end()
  }
}

/** Under forced row security a wrong role sees nothing, and nothing is never broken. */
async function seesBusinesses(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ count: number }>("select count(*)::int as count from guichet.businesses")
  const rule = "The audit sees at least one business."
  return { name: "sees-businesses", rule, broken: rows[0]?.count === 0 ? [{ businesses: 0 }] : [] }
}

async function hold(client: pg.Client, path: string): Promise<Finding> {
  const sql = await readFile(path, "utf8")
  const { rows } = await client.query(sql)
  const rule = sql.split("\n")[0]?.replace(/^--\s*/, "") ?? ""

  return { name: path.replace(/^.*[\\/]|\.sql$/g, ""), rule, broken: rows }
}

/** `guichet audit`: exit code 1 when something is broken. */
export async function run(): Promise<number> {
  const findings = await withDatabase(({ readonlyUrl }) => audit(readonlyUrl))
  const broken = findings.filter((finding) => finding.broken.length > 0)

  for (const { name, rule, broken: rows } of broken) {
    console.log(`broken  ${name}: ${rule}`)
    for (const row of rows.slice(0, shownRows)) console.log(`          ${JSON.stringify(row)}`)
    if (rows.length > shownRows) console.log(`          and ${rows.length - shownRows} more`)
  }
  console.log(`${findings.length - broken.length} of ${findings.length} checks hold.`)
  return broken.length === 0 ? 0 : 1
}
