import { createHash, randomBytes } from "node:crypto"
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import pg from "pg"
import { afterAll, describe, expect, inject, it } from "vitest"
import { audit } from "../apps/ops/audit.ts"
import { checkout } from "../apps/ops/checkout.ts"
import { migrate } from "../apps/ops/database/migrate.ts"
import { prepareDatabase } from "../apps/ops/database/prepare.ts"
import type {} from "./testing/database-server.ts"

const releases = join(import.meta.dirname, "releases")
const migrations = join(checkout, "database/migrations")
const versions = readdirSync(releases)
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.slice(0, -5))

type Released = { readonly migrations: readonly { readonly file: string; readonly sha256: string }[] }
const releasedIn = (version: string): Released => JSON.parse(readFileSync(join(releases, `${version}.json`), "utf8"))

/** Rows of every table, as that release's own counter wrote them while it sold. */
function rowsOf(version: string): [table: string, row: object][] {
  const lines = gunzipSync(readFileSync(join(releases, `${version}.jsonl.gz`))).toString()
  return lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
}

/** A database as the release left it: its migrations, and its rows as they were, past triggers and foreign keys. */
async function openRelease(version: string) {
  const { superuserUrl, passwords } = inject("database")
  const database = `upgrade_${randomBytes(6).toString("hex")}`
  const folder = mkdtempSync(join(tmpdir(), "guichet-release-"))
  for (const { file } of releasedIn(version).migrations) copyFileSync(join(migrations, file), join(folder, file))
  const urls = await prepareDatabase({ adminUrl: superuserUrl, database, passwords })
  await migrate({ ...urls, folder, log: () => undefined })
  rmSync(folder, { recursive: true })

  const address = new URL(superuserUrl)
  address.pathname = `/${database}`
  const superuser = new pg.Client({ connectionString: address.href })
  await superuser.connect()
  await superuser.query("set session_replication_role = replica")
  for (const [table, rows] of Map.groupBy(rowsOf(version), ([table]) => table)) {
    await superuser.query(
      `insert into guichet.${table} select * from jsonb_populate_recordset(null::guichet.${table}, $1)`,
      [JSON.stringify(rows.map(([, row]) => row))],
    )
  }
  await superuser.query("set session_replication_role = origin")
  opened.push(async () => {
    await superuser.end()
    const admin = new pg.Client({ connectionString: superuserUrl })
    await admin.connect()
    await admin.query(`drop database ${database} with (force)`)
    await admin.end()
  })
  return { urls, superuser }
}

const opened: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of opened) await close()
})

const broken = async (url: string) =>
  (await audit(url)).filter((finding) => finding.broken.length > 0).map(({ name }) => name)

describe.each(versions)("a database of release %s", (version) => {
  it("has migrations that nobody has changed since", () => {
    for (const { file, sha256 } of releasedIn(version).migrations) {
      const sql = readFileSync(join(migrations, file), "utf8").replaceAll("\r\n", "\n")
      expect(createHash("sha256").update(sql).digest("hex"), file).toBe(sha256)
    }
  })

  it("migrates with its data, keeps every row, and audits clean", async () => {
    const { urls, superuser } = await openRelease(version)
    const applied = await migrate({ ...urls, log: () => undefined })

    expect(applied).toBe(readdirSync(migrations).length - releasedIn(version).migrations.length)
    expect(await broken(urls.readonlyUrl)).toEqual([])
    for (const [table, rows] of Map.groupBy(rowsOf(version), ([table]) => table)) {
      const { rows: found } = await superuser.query<{ n: number }>(
        `select count(*)::integer as n from guichet.${table}`,
      )
      expect(found[0]?.n, table).toBe(rows.length)
    }
  })

  it("does not audit clean when its data is broken", async () => {
    const { urls, superuser } = await openRelease(version)
    await superuser.query(
      "update guichet.stock set reserved = reserved + 1 where variant_id = (select variant_id from guichet.stock where on_hand > reserved limit 1)",
    )
    await migrate({ ...urls, log: () => undefined })

    expect(await broken(urls.readonlyUrl)).not.toEqual([])
  })
})
