import type { App } from "../boot.ts"
import { startRelay } from "./relay.ts"
import { startRunner } from "./runner.ts"

export type Worker = { readonly stop: () => Promise<void> }

/** Relay and runner together: in the gate's process on a laptop, in their own on a server. */
export async function startWorker(app: App): Promise<Worker> {
  const runner = await startRunner(app)
  const relay = startRelay({ databaseJobsUrl: app.config.databaseJobsUrl, log: app.log })
  return {
    async stop() {
      await Promise.all([relay.stop(), runner.stop()])
    },
  }
}
