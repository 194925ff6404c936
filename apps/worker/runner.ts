import { setTimeout as sleep } from "node:timers/promises"
import { Logger, run, type Task } from "graphile-worker"
import { errandNamed, longestCallMs, type Ran } from "#kernel/errand.ts"
import type { Log } from "#kernel/log.ts"
import { businessOf } from "#modules/businesses/index.ts"
import type { App } from "../boot.ts"
import { type ErrandJob, errandJob, keyOf, taskName } from "./job.ts"

const busySeconds = 1
const patienceMs = 2_500

export type Runner = { readonly stop: () => Promise<void> }

/** Runs the errands that events asked for, several at a time, until it is stopped. */
export async function startRunner(app: App): Promise<Runner> {
  const runner = await run({
    connectionString: app.config.databaseJobsUrl,
    maxPoolSize: 6,
    concurrency: 4,
    pollInterval: 500,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: 2_000,
    taskList: { [taskName]: errandTask(app) },
    logger: quiet(app.log),
  })
  runner.events.on("job:error", ({ error, job }) => {
    app.log.error({ err: error, job: job.payload, attempt: job.attempts }, "an errand failed and is run again later")
  })
  runner.events.on("job:failed", ({ job }) => app.log.fatal({ job: job.payload }, "an errand failed for good"))
  return {
    // What runs on is not lost: its lease ends, and whoever takes it finds out what became of it.
    stop: () => Promise.race([runner.stop().catch(() => undefined), sleep(patienceMs)]),
  }
}

function errandTask({ kernel }: App): Task {
  return async (payload, { addJob }) => {
    const job = errandJob.parse(payload)
    const errand = errandNamed(job.errand)
    if (errand === undefined) throw new Error(`no errand is named ${job.errand}`)

    const business = await businessOf(kernel, job.businessId)
    const ran = await errand.run({ kernel, business, subjectId: job.subjectId, deadlineMs: longestCallMs })
    const again = againOf(job, ran)
    if (again !== null) await addJob(taskName, job, { runAt: again.at, jobKey: again.key })
  }
}

/** Somebody else runs it now: look again soon whether anything is left. Or it asked to be run again itself. */
function againOf(job: ErrandJob, ran: Ran): { at: Date; key: string } | null {
  if (ran === "done" || ran === "nothing") return null
  const seconds = ran === "busy" ? busySeconds : ran.againInSeconds
  return { at: new Date(Date.now() + seconds * 1_000), key: keyOf(job, ran === "busy" ? "now" : "again") }
}

/** The library's own story is told by our events; its errors and warnings are kept. */
function quiet(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error") log.error(message)
    if (level === "warning") log.warn(message)
  })
}
