import pg from "pg"
import { afterAll, describe, expect, it, vi } from "vitest"
import { errand } from "#kernel/errand.ts"
import { newId } from "#kernel/ids.ts"
import { firstId, openCounter } from "../gate/testing/counter.ts"
import { openQueuePool } from "./queue-pool.ts"
import { startRunner } from "./runner.ts"

const calls: string[] = []
let meanwhile: () => Promise<void> = async () => undefined

/** Writes down that it ran, and waits for what happens meanwhile. */
errand<string, string>({
  name: "test.meanwhile",
  leaseMs: 30_000,
  claim: async ({ subjectId }) => subjectId,
  call: async (subjectId) => {
    calls.push(subjectId)
    await meanwhile()
    return subjectId
  },
  record: async () => undefined,
  onUnknown: async (subjectId) => subjectId,
})

const counter = await openCounter()
const superuser = new pg.Client({ connectionString: counter.database.superuserUrl })
await superuser.connect()
const runner = await startRunner(counter.app)
afterAll(async () => {
  await runner.stop()
  await superuser.end()
})

const keyOf = (subjectId: string) => `test/${subjectId}`

async function asked(subjectId: string): Promise<void> {
  await counter.app.jobsPool.query("select graphile_worker.add_job('errand', $1::json, job_key := $2)", [
    JSON.stringify({ businessId: firstId, errand: "test.meanwhile", subjectId }),
    keyOf(subjectId),
  ])
}

async function isQueued(subjectId: string): Promise<boolean> {
  const { rows } = await superuser.query("select from graphile_worker.jobs where key = $1", [keyOf(subjectId)])
  return rows.length > 0
}

/** As when Postgres is killed: connections of the queue that wait for an answer end without one. */
async function cutOffWaiting(): Promise<number> {
  const { rowCount } = await superuser.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'guichet-queue' and wait_event_type = 'Lock'`,
  )
  return rowCount ?? 0
}

/** Without the code that says so, the library would let this end the process: here, fail the run. */
describe("a database that goes away", () => {
  it("while the queue says that a job is done is told so again", async () => {
    const subjectId = newId()
    meanwhile = async () => {
      await superuser.query("begin")
      await superuser.query("select from graphile_worker._private_jobs where key = $1 for update", [keyOf(subjectId)])
    }
    await asked(subjectId)
    await vi.waitFor(async () => expect(await cutOffWaiting()).toBe(1), { timeout: 5_000 })
    await superuser.query("rollback")
    expect(await isQueued(subjectId)).toBe(true)

    await vi.waitFor(async () => expect(await isQueued(subjectId)).toBe(false), { timeout: 10_000 })
    expect(calls.filter((call) => call === subjectId)).toHaveLength(1)
  })

  it("is told from one that refuses what it is asked", async () => {
    const pool = openQueuePool(counter.database.jobsUrl, 1)
    const gone = openQueuePool("postgres://nobody@127.0.0.1:1/nowhere", 1)

    await expect(gone.connect()).rejects.toMatchObject({ code: "57P03" })
    await expect(pool.query("select 1 / 0")).rejects.toMatchObject({ code: "22012" })
    await Promise.all([pool.end(), gone.end()])
  })
})

describe("a queue that ends by itself", () => {
  it("begins again", async () => {
    const subjectId = newId()
    const error = vi.spyOn(counter.app.log, "error")
    meanwhile = async () => undefined
    await superuser.query(`notify "worker:migrate", '{"breaking": true, "migrationNumber": 999}'`)
    await vi.waitFor(() => expect(error).toHaveBeenCalledWith("the queue ended by itself and begins again"), {
      timeout: 5_000,
    })
    // The library wants its process to end with this.
    process.exitCode = undefined
    await asked(subjectId)

    await vi.waitFor(() => expect(calls).toContain(subjectId), { timeout: 10_000 })
    error.mockRestore()
  })
})
