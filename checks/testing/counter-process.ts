import { chmodSync, existsSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { z } from "zod"
import { checkout } from "../../apps/ops/checkout.ts"
import { roleUrls } from "../../apps/ops/database/roles.ts"
import { diesWithParent } from "../../apps/ops/lifeline.ts"
import { freePort } from "../../apps/ops/ports.ts"
import { removePostgres } from "../../apps/ops/postgres/remove.ts"
import { commandOf } from "../../apps/ops/processes.ts"
import { localSecrets } from "../../apps/ops/secrets.ts"
import { stop } from "../../apps/ops/stop.ts"
import type { Opened } from "../../apps/ops/supervisor/open.ts"
import { identity, isStillAlive } from "../../apps/ops/supervisor/pid-files.ts"
import { serve } from "../../apps/ops/supervisor/serve.ts"
import { hashSources, isBuiltOf } from "../../apps/ops/web-build.ts"
import type { RunningCounter } from "./running-counter.ts"

const folder = process.env.GUICHET_STATE_DIR ?? stop("GUICHET_STATE_DIR names the folder for the data of this run.")
const usual = join(checkout, ".guichet")

diesWithParent()
try {
  await refuseToReplacePages()
  chmodSync(folder, 0o755)
  Object.assign(process.env, await settings())
  process.exitCode = await serve({ reset: false, dev: false, opened: tell })
  await removePostgres(folder)
  // Who started this run is gone, and cannot clear up any more.
  if (!process.connected) rmSync(folder, { recursive: true, force: true })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

/** A build under a counter that serves the one before would leave its visitors without scripts. */
async function refuseToReplacePages(): Promise<void> {
  const other = isBuiltOf(await hashSources(checkout)) ? undefined : supervisor()
  if (other !== undefined && isStillAlive(other) && / up\b/.test(commandOf(other.pid)))
    stop(
      `A counter (process ${other.pid}) serves older pages from this folder: end it, or start it again, and test then.`,
    )
}

function supervisor() {
  const path = join(usual, "run/supervisor")
  if (!existsSync(path)) return undefined
  return z.object({ self: identity }).safeParse(JSON.parse(readFileSync(path, "utf8"))).data?.self
}

/** All visitors of a run come from one address, so limits on visitors are wider here; those on secrets stay. */
async function settings(): Promise<Record<string, string>> {
  const [gate, web, simulators, postgres] = await Promise.all([freePort(), freePort(), freePort(), freePort()])
  return {
    GUICHET_PORT: String(gate),
    GUICHET_WEB_PORT: String(web),
    GUICHET_SIMULATORS_PORT: String(simulators),
    GUICHET_POSTGRES_PORT: String(postgres),
    GUICHET_RATE_FACTOR: "100",
  }
}

function tell({ server, signIns }: Opened): void {
  const { GUICHET_PUBLIC_URL = "", GUICHET_SIMULATORS_URL = "", DATABASE_URL = "" } = server
  const { jobsUrl, readonlyUrl } = roleUrls(DATABASE_URL, "guichet", localSecrets(folder).passwords)
  process.send?.({
    url: GUICHET_PUBLIC_URL,
    simulatorsUrl: GUICHET_SIMULATORS_URL,
    stateDir: folder,
    databaseUrls: { jobs: jobsUrl, readonly: readonlyUrl },
    signIns,
  } satisfies RunningCounter)
}
