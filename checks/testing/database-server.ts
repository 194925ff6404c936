import { chmod, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"
import { migrate } from "../../apps/ops/database/migrate.ts"
import { prepareDatabase } from "../../apps/ops/database/prepare.ts"
import { type Passwords, randomPasswords } from "../../apps/ops/database/roles.ts"
import { startPostgres } from "../../apps/ops/postgres/start.ts"

declare module "vitest" {
  interface ProvidedContext {
    database: { superuserUrl: string; template: string; passwords: Passwords }
  }
}

const template = "guichet_template"

/** A crash may lose a test database, so nothing waits for the disk here. Nowhere else. */
const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" }

/** Starts one throw-away Postgres for a run of tests and migrates the template that every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stateDir = await mkdtemp(join(tmpdir(), "guichet-test-"))
  await chmod(stateDir, 0o755)
  const postgres = await startPostgres({ stateDir, settings })
  const passwords = randomPasswords()
  const tearDown = async () => {
    await postgres.stop(500)
    await rm(stateDir, { recursive: true, force: true })
  }

  try {
    const urls = await prepareDatabase({ adminUrl: postgres.superuserUrl, database: template, passwords })
    await migrate({ ...urls, log: () => undefined })
  } catch (error) {
    await tearDown()
    throw error
  }
  project.provide("database", { superuserUrl: postgres.superuserUrl, template, passwords })
  return tearDown
}
