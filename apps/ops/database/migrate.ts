import { join } from "node:path"
import { Logger, runMigrations } from "graphile-worker"
import pg from "pg"
import { checkout } from "../checkout.ts"
import { withDatabase } from "../local-database.ts"
import { stop } from "../stop.ts"
import { type Migration, padded, readMigrations } from "./migration-files.ts"

type Options = {
  ownerUrl: string
  jobsUrl: string
  /** Gets one line per applied migration. */
  log(line: string): void
  folder?: string
}

type Applied = { number: number; name: string; checksum: string }

const lockNumber = 7_216_002

/** Brings the schema up to date and answers how many migrations it applied. Safe beside another run of itself. */
export async function migrate({ ownerUrl, jobsUrl, log, folder }: Options): Promise<number> {
  const migrations = await readMigrations(folder ?? join(checkout, "database/migrations"))
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 })

  await client.connect()
  try {
    await client.query("select pg_advisory_lock($1)", [lockNumber])
    await migrateJobs(jobsUrl)
    return await applyMissing(client, migrations, log)
  } finally {
    await client.end()
  }
}

async function applyMissing(client: pg.Client, migrations: Migration[], log: Options["log"]): Promise<number> {
  const applied = await readApplied(client)
  const missing = migrations.slice(applied.length)

  for (const row of applied) refuseChanged(row, migrations[row.number - 1])
  for (const migration of missing) {
    await apply(client, migration)
    log(`${padded(migration.number)} ${migration.name.replaceAll("_", " ")}`)
  }
  return missing.length
}

async function readApplied(client: pg.Client): Promise<Applied[]> {
  await client.query(`
    create table if not exists app.migrations (
      number integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`)
  const { rows } = await client.query<Applied>("select number, name, checksum from app.migrations order by number")
  return rows
}

function refuseChanged(applied: Applied, file: Migration | undefined): void {
  const name = `${padded(applied.number)}_${applied.name}.sql`

  if (file === undefined) stop(`The database has ${name}, this checkout has not: it is older than the database.`)
  if (file.checksum !== applied.checksum)
    stop(`${name} has changed since it was applied. Write a new migration, or empty a demo: npm start -- --reset`)
}

async function apply(client: pg.Client, { number, name, checksum, sql }: Migration): Promise<void> {
  await client.query("begin")
  try {
    await client.query(sql)
    await client.query("insert into app.migrations (number, name, checksum) values ($1, $2, $3)", [
      number,
      name,
      checksum,
    ])
    await client.query("commit")
  } catch (error) {
    await client.query("rollback")
    stop(
      `Migration ${padded(number)}_${name}.sql${placeOf(error, sql)}: ${error instanceof Error ? error.message : error}`,
    )
  }
}

function placeOf(error: unknown, sql: string): string {
  const position = error instanceof pg.DatabaseError ? Number(error.position) : Number.NaN
  return position > 0 ? `, line ${sql.slice(0, position).split("\n").length}` : ""
}

/**
 * Graphile Worker's own migrations, as the role that owns its schema. Its first table is made here: with it missing,
 * the library creates the schema, for which Postgres wants a right on the whole database even when the schema exists.
 */
async function migrateJobs(jobsUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: jobsUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await client.query(`
      create table if not exists graphile_worker.migrations (
        id int primary key,
        ts timestamptz default now() not null,
        breaking boolean not null default false
      )`)
  } finally {
    await client.end()
  }
  await runMigrations({ connectionString: jobsUrl, logger: new Logger(() => () => undefined) })
}

/** `guichet database migrate` */
export async function run(): Promise<number> {
  const count = await withDatabase((urls) => migrate({ ...urls, log: (line) => console.log(`  ${line}`) }))
  console.log(count === 0 ? "The schema is up to date." : `Applied ${count} migrations.`)
  return 0
}
