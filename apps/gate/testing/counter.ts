import { randomBytes } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { afterAll } from "vitest"
import { readConfig } from "#kernel/config.ts"
import { idOf } from "#kernel/ids.ts"
import { hashPassword } from "#modules/accounts/index.ts"
import { cloneDatabase, type TestDatabase } from "../../../checks/testing/database.ts"
import { type App, boot } from "../../boot.ts"

export const password = "une phrase de passe assez longue"
const key = () => `v1:${randomBytes(32).toString("base64")}`
/** The same in every process of a test file, as on a real counter. */
const keys = { GUICHET_SECRET_KEY: key(), GUICHET_LINK_KEY: key(), GUICHET_PEPPER: key() }
const internalToken = randomBytes(32).toString("base64url")

export type Counter = {
  readonly database: TestDatabase
  readonly app: App
  readonly internalToken: string
  /** Moves the clock that every verb reads. */
  readonly pass: (duration: Temporal.DurationLike) => void
  /** Another process on the same database. */
  readonly another: (environment?: Readonly<Record<string, string>>) => Promise<App>
  /** As the owner of the tables: what no verb does. */
  readonly asOwner: (sql: string, values?: unknown[]) => Promise<pg.QueryResult>
}

/** A counter with two businesses, `first` and `second`, and their people; for the tests of gate, worker and accounts. */
export async function openCounter(environment: Readonly<Record<string, string>> = {}): Promise<Counter> {
  const database = await cloneDatabase()
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 })
  // A pool ends before its connections do; the database may be dropped under the last of them.
  owner.on("connect", (client) => client.on("error", () => undefined))
  owner.on("error", () => undefined)
  const filesDir = await mkdtemp(join(tmpdir(), "guichet-files-"))
  const apps: App[] = []
  let ahead = Temporal.Duration.from({ seconds: 0 })
  const clock = () => Temporal.Now.instant().add(ahead)
  const another = async (more: Readonly<Record<string, string>> = {}) => {
    const config = readConfig({
      ...keys,
      GUICHET_INTERNAL_TOKEN: internalToken,
      GUICHET_PUBLIC_URL: "http://localhost:3000",
      GUICHET_FILES_DIR: filesDir,
      GUICHET_LOG_LEVEL: process.env.GUICHET_LOG_LEVEL ?? "silent",
      DATABASE_URL: database.appUrl,
      DATABASE_JOBS_URL: database.jobsUrl,
      ...environment,
      ...more,
    })
    const app = await boot({ name: "test", config, clock })
    apps.push(app)
    return app
  }
  // Hooks run in the order they were added backwards: connections close before the database is dropped.
  afterAll(async () => {
    await Promise.all([...apps.map((app) => app.close()), owner.end()])
    await rm(filesDir, { recursive: true, force: true })
  })
  const app = await another()
  await furnish(owner, app)
  return {
    database,
    app,
    internalToken,
    another,
    pass: (duration) => {
      ahead = ahead.add(duration)
    },
    asOwner: (sql, values) => owner.query(sql, values),
  }
}

export const firstId = idOf("business", "first")
export const secondId = idOf("business", "second")
export const accountIdOf = (email: string) => idOf("account", email)

async function furnish(owner: pg.Pool, app: App): Promise<void> {
  const stored = await hashPassword(password, app.config.peppers)
  for (const [id, slug, hosts] of [
    [firstId, "first", ["first.example"]],
    [secondId, "second", []],
  ] as const) {
    await owner.query(
      `insert into guichet.businesses (business_id, slug, name, country, currency, zone, locales, hosts, profile)
       values ($1, $2, $2, 'DZ', 'DZD', 'Africa/Algiers', '{fr,ar,en}', $3, '{}')`,
      [id, slug, hosts],
    )
    for (const role of ["admin", "manager", "technician"]) {
      const email = `${role}@${slug}.example`
      await owner.query(
        `insert into guichet.accounts (business_id, id, email, name, role, password_hash, pepper_version)
         values ($1, $2, $3, $4, $4, $5, $6)`,
        [id, accountIdOf(email), email, role, stored.hash, stored.pepperVersion],
      )
    }
  }
}
