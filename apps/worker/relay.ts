import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import * as z from "zod"
import { eventsChannel, type Job } from "#kernel/events.ts"
import type { Log } from "#kernel/log.ts"
import { oncePerKey, type Spec, specOf, taskName } from "./job.ts"

/** One relay at a time, whatever the number of processes: the lock goes with the connection that holds it. */
const lockNumber = 7_216_003
const batchSize = 500
/** Of the line that says who waits: one that waits for hours says that it lives, and no more. */
const sayEveryMs = 60_000
const pauseMs = { busy: 20, idle: 100, waiting: 500, broken: 1_000 } as const
/** It rests thrice as long as it worked: when there is most to do, the processors are for those who wait for an answer. */
const restFactor = 3
/** A job locked for longer than any run may take is a dead worker's. */
const deadAfter = "60 seconds"
const sweepEveryMs = 10_000

export type Relay = { readonly stop: () => Promise<void> }

type Options = { readonly databaseJobsUrl: string; readonly log: Log }

/** Gives each event the next number of its business, enqueues its jobs and notifies once; until it is stopped. */
export function startRelay(options: Options): Relay {
  const stopping = new AbortController()
  const running = relayed(options, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

async function relayed(options: Options, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    const client = openClient(options)
    // The end of a connection shows in the next query; without a listener it would end the process.
    client.on("error", () => undefined)
    try {
      await client.connect()
      await locked(client, options.log, stopped)
      await relayOver(client, stopped)
    } catch (error) {
      if (!stopped.aborted) options.log.error({ err: error }, "the relay begins again")
      await pause(pauseMs.broken, stopped)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

function openClient({ databaseJobsUrl }: Options): pg.Client {
  // A server that vanished answers no query, and ends none either.
  return new pg.Client({ connectionString: databaseJobsUrl, connectionTimeoutMillis: 5_000, keepAlive: true })
}

async function locked(client: pg.Client, log: Log, stopped: AbortSignal): Promise<void> {
  let saidAt = Number.NEGATIVE_INFINITY
  while (!stopped.aborted && !(await hasLock(client))) {
    if (performance.now() - saidAt > sayEveryMs) {
      log.info("waiting for the relay's lock")
      saidAt = performance.now()
    }
    await pause(pauseMs.waiting, stopped)
  }
}

async function relayOver(client: pg.Client, stopped: AbortSignal): Promise<void> {
  let sweptAt = 0
  while (!stopped.aborted) {
    const began = performance.now()
    const numbered = await numberEvents(client)
    const rest = Math.min(restFactor * (performance.now() - began), pauseMs.idle)
    if (performance.now() - sweptAt > sweepEveryMs) {
      await unlockDead(client)
      sweptAt = performance.now()
    }
    if (numbered < batchSize) await pause(numbered > 0 ? Math.max(pauseMs.busy, rest) : pauseMs.idle, stopped)
  }
}

const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => undefined)

async function hasLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [lockNumber])
  return rows[0]?.mine ?? false
}

/** Only rows that are committed are visible, so a late commit gets a later number: no reader can have passed it. */
const numberRows = `
  with fresh as materialized (
    select business_id, id from guichet.events where seq is null order by id limit ${batchSize}),
  placed as (
    select business_id, id, row_number() over (partition by business_id order by id) as place from fresh),
  heads as (
    select b.business_id, coalesce((select max(e.seq) from guichet.events e where e.business_id = b.business_id), 0) as head
    from (select distinct business_id from fresh) b)
  update guichet.events e set seq = h.head + p.place
  from placed p join heads h on h.business_id = p.business_id
  where e.business_id = p.business_id and e.id = p.id
  returning e.business_id as "businessId", e.seq::int8 as seq, e.jobs`

const addJobs = `
  select count(*) from graphile_worker.add_jobs(array(
    select row('${taskName}', payload, null, "runAt", null, key, null, null)::graphile_worker.job_spec
    from json_to_recordset($1::json) as specs(payload json, "runAt" timestamptz, key text)))`

type Numbered = { readonly businessId: string; readonly jobs: unknown }

/** One batch in one transaction: numbers, jobs and the notification are there together or not at all. */
export async function numberEvents(client: pg.ClientBase): Promise<number> {
  await client.query("begin")
  try {
    const { rows } = await client.query<Numbered>(numberRows)
    if (rows.length > 0) await announce(client, rows)
    await client.query("commit")
    return rows.length
  } catch (error) {
    await client.query("rollback").catch(() => undefined)
    throw error
  }
}

async function announce(client: pg.ClientBase, rows: readonly Numbered[]): Promise<void> {
  const specs = oncePerKey(rows.flatMap(specsOf))
  if (specs.length > 0) await client.query(addJobs, [JSON.stringify(specs)])
  const businesses = [...new Set(rows.map(({ businessId }) => businessId))]
  // A payload holds less than 8,000 bytes: 200 ids of 37.
  for (let at = 0; at < businesses.length; at += 200) {
    await client.query("select pg_notify($1, $2)", [eventsChannel, businesses.slice(at, at + 200).join(",")])
  }
}

const jobs = z.array(z.object({ errand: z.string(), subjectId: z.uuid(), runAt: z.string().optional() }))

function specsOf({ businessId, jobs: column }: Numbered): Spec[] {
  const told: Job[] = jobs.parse(column).map(({ runAt, ...job }) => (runAt === undefined ? job : { ...job, runAt }))
  return told.map((job) => specOf(businessId, job))
}

async function unlockDead(client: pg.Client): Promise<void> {
  await client.query(
    `select graphile_worker.force_unlock_workers(array(
       select distinct locked_by from graphile_worker.jobs where locked_at < now() - interval '${deadAfter}'))`,
  )
}
