import { setTimeout as sleep } from "node:timers/promises"
import { Logger, type Runner as Queue, run, type Task } from "graphile-worker"
import type pg from "pg"
import { errandNamed, GivenUp, leaseLeftMs, longestCallMs, type Ran } from "#kernel/errand.ts"
import type { Log } from "#kernel/log.ts"
import { businessOf } from "#modules/businesses/index.ts"
import type { App } from "../boot.ts"
import { type ErrandJob, errandJob, keyOf, taskName } from "./job.ts"
import { openQueuePool } from "./queue-pool.ts"

/** After the end of a lease: clocks differ a little. */
const busyMs = 500
const patienceMs = 2_500
/** Before a queue that ended by itself begins again. */
const againMs = 1_000

export type Runner = { readonly stop: () => Promise<void> }

/** Runs the errands that events asked for, several at a time, until it is stopped. Throws when it cannot begin. */
export async function startRunner(app: App): Promise<Runner> {
  const pool = openQueuePool(app.config.databaseJobsUrl, 6)
  const stopping = new AbortController()
  const first = await begun(app, pool)
  const running = kept({ app, pool, stopped: stopping.signal }, first)
  return {
    // What runs on is not lost: its lease ends, and whoever takes it finds out what became of it.
    async stop() {
      stopping.abort()
      await Promise.race([running.then(() => pool.end()), sleep(patienceMs)])
    },
  }
}

type Keeping = { readonly app: App; readonly pool: pg.Pool; readonly stopped: AbortSignal }

/** The library stops after some faults, and the process lives on without it: then it begins again. */
async function kept({ app, pool, stopped }: Keeping, first: Queue): Promise<void> {
  const told = new Promise((resolve) => stopped.addEventListener("abort", resolve, { once: true }))
  let queue: Queue | null = first
  while (!stopped.aborted) {
    await Promise.race([queue?.promise.catch(() => undefined), told])
    if (stopped.aborted) break
    app.log.error("the queue ended by itself and begins again")
    await sleep(againMs)
    queue = await begun(app, pool).catch((error: unknown) => {
      app.log.error({ err: error }, "the queue cannot begin")
      return null
    })
  }
  await queue?.stop().catch(() => undefined)
}

async function begun(app: App, pgPool: pg.Pool): Promise<Queue> {
  const queue = await run({
    pgPool,
    concurrency: 4,
    pollInterval: 500,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: 2_000,
    taskList: { [taskName]: errandTask(app) },
    logger: quiet(app.log),
  })
  queue.events.on("job:error", ({ error, job }) => {
    app.log.error({ err: error, job: job.payload, attempt: job.attempts }, "an errand failed and is run again later")
  })
  queue.events.on("job:failed", ({ job }) => app.log.fatal({ job: job.payload }, "an errand failed for good"))
  return queue
}

function errandTask({ kernel, log }: App): Task {
  return async (payload, { addJob }) => {
    const job = errandJob.parse(payload)
    const errand = errandNamed(job.errand)
    if (errand === undefined) throw new Error(`no errand is named ${job.errand}`)

    const business = await businessOf(kernel, job.businessId)
    const asked = { kernel, business, subjectId: job.subjectId }
    const ran = await errand.run({ ...asked, deadlineMs: longestCallMs }).catch((error: unknown) => {
      if (!(error instanceof GivenUp)) throw error
      log.fatal({ err: error, job }, "an errand failed for good")
      return "done" as const
    })
    const again = againOf(job, ran === "busy" ? { busyMs: await leaseLeftMs(errand, asked) } : ran)
    if (again !== null) await addJob(taskName, job, { runAt: again.at, jobKey: again.key })
  }
}

type Asked = Exclude<Ran, "busy"> | { readonly busyMs: number }

/** Somebody holds it: when that lease is over, look whether anything is left. Or it asked to be run again itself. */
function againOf(job: ErrandJob, ran: Asked): { at: Date; key: string } | null {
  if (ran === "done" || ran === "nothing") return null
  const [ms, when] = "busyMs" in ran ? [ran.busyMs + busyMs, "now"] : [ran.againInSeconds * 1_000, "again"]
  return { at: new Date(Date.now() + ms), key: keyOf(job, when) }
}

/** The library's own story is told by our events; its errors and warnings are kept. */
function quiet(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error") log.error(message)
    if (level === "warning") log.warn(message)
  })
}
