import { randomBytes } from "node:crypto"
import pg from "pg"
import { afterAll, inject } from "vitest"
import { type RoleUrls, roleUrls } from "../../apps/ops/database/roles.ts"
import type {} from "./database-server.ts"

export type TestDatabase = RoleUrls & { superuserUrl: string; name: string }

/**
 * A database of its own, migrated and empty, dropped after the file. Call it at the top of a `*.db.test.ts` file:
 * `const database = await cloneDatabase()`.
 */
export async function cloneDatabase(): Promise<TestDatabase> {
  const { superuserUrl, template, passwords } = inject("database")
  const name = `test_${randomBytes(6).toString("hex")}`

  await administer(superuserUrl, `create database ${name} template ${template} strategy file_copy`)
  await administer(superuserUrl, `revoke all on database ${name} from public`)
  await administer(
    superuserUrl,
    `grant connect on database ${name} to guichet_owner, guichet_app, guichet_jobs, guichet_readonly`,
  )
  afterAll(() => administer(superuserUrl, `drop database ${name} with (force)`))

  const own = new URL(superuserUrl)
  own.pathname = `/${name}`
  return { ...roleUrls(superuserUrl, name, passwords), superuserUrl: own.href, name }
}

async function administer(superuserUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
