import { chmod, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startPostgres } from "../postgres/start.ts"
import { migrate } from "./migrate.ts"
import { prepareDatabase } from "./prepare.ts"
import { type Passwords, type RoleUrls, randomPasswords } from "./roles.ts"

export type Scratch = { superuserUrl: string; passwords: Passwords; urls: RoleUrls; close(): Promise<void> }

/** A crash may lose a scratch database, so nothing waits for the disk here. Nowhere else. */
const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" }

/** A throw-away Postgres with one freshly migrated database. */
export async function openScratch(database: string): Promise<Scratch> {
  const stateDir = await mkdtemp(join(tmpdir(), "guichet-scratch-"))
  await chmod(stateDir, 0o755)
  const postgres = await startPostgres({ stateDir, settings })
  const close = async () => {
    await postgres.stop(500)
    await rm(stateDir, { recursive: true, force: true })
  }

  try {
    const passwords = randomPasswords()
    const urls = await prepareDatabase({ adminUrl: postgres.superuserUrl, database, passwords })
    await migrate({ ...urls, log: () => undefined })
    return { superuserUrl: postgres.superuserUrl, passwords, urls, close }
  } catch (error) {
    await close()
    throw error
  }
}
