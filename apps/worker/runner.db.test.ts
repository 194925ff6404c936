import pg from "pg"
import { afterAll, describe, expect, it, vi } from "vitest"
import { errand } from "#kernel/errand.ts"
import { newId } from "#kernel/ids.ts"
import { firstId, openCounter } from "../gate/testing/counter.ts"
import { startWorker } from "./worker.ts"

const calls: string[] = []
const again = new Map<string, number>()

/** Writes down that it ran; a subject in `again` asks for as many further runs. */
errand<string, string>({
  name: "test.call",
  leaseMs: 30_000,
  claim: async ({ subjectId }) => subjectId,
  call: async (subjectId, { business }) => {
    calls.push(`${business.slug} ${subjectId}`)
    return subjectId
  },
  record: async (_, { answer }) => {
    const left = again.get(answer) ?? 0
    again.set(answer, left - 1)
    return left > 0 ? { againInSeconds: 0.05 } : undefined
  },
  onUnknown: async (subjectId) => {
    calls.push(`asked ${subjectId}`)
    return subjectId
  },
})

const stubborn: string[] = []

/** Whatever is called, what came of it can never be written down. */
errand<string, string>({
  name: "test.unrecordable",
  leaseMs: 30_000,
  claim: async ({ subjectId }) => subjectId,
  call: async (subjectId) => subjectId,
  record: async () => {
    throw new Error("cannot be written")
  },
  onUnknown: async (subjectId) => {
    stubborn.push(subjectId)
    return subjectId
  },
})

const counter = await openCounter()
const worker = await startWorker(counter.app)
const owner = new pg.Client({ connectionString: counter.database.ownerUrl })
await owner.connect()
afterAll(async () => {
  await worker.stop()
  await owner.end()
})

async function asked(errandName: string, subjectId: string, times: readonly (string | undefined)[] = [undefined]) {
  const jobs = times.map((runAt) => ({ errand: errandName, subjectId, runAt }))
  await owner.query(
    `insert into guichet.events (business_id, id, name, actor_scope, audience, facts, jobs, created_at)
     values ($1, $2, 'test.asked', 'system', 'staff', '{}', $3, now())`,
    [firstId, newId(), JSON.stringify(jobs)],
  )
}
const callsOf = (subjectId: string) => calls.filter((call) => call.endsWith(subjectId))

describe("an errand that an event asked for", () => {
  it("runs once, for its business", async () => {
    const subjectId = newId()
    await asked("test.call", subjectId)

    await vi.waitFor(() => expect(callsOf(subjectId)).toEqual([`first ${subjectId}`]), { timeout: 5_000 })
  })

  it("runs again when it asks for it, until it does not", async () => {
    const subjectId = newId()
    again.set(subjectId, 2)
    await asked("test.call", subjectId)

    await vi.waitFor(() => expect(callsOf(subjectId)).toHaveLength(3), { timeout: 8_000 })
  })

  it("leaves the times planned for it in place when it asks to run again", async () => {
    const subjectId = newId()
    again.set(subjectId, 1)
    await asked("test.call", subjectId, [undefined, "2100-01-01T00:00:00Z", "2100-01-02T00:00:00Z"])

    await vi.waitFor(() => expect(callsOf(subjectId)).toHaveLength(2), { timeout: 8_000 })
    const { rows } = await counter.app.jobsPool.query(
      "select run_at from graphile_worker.jobs where key like $1 order by run_at",
      [`%${subjectId}/2100%`],
    )
    expect(rows).toHaveLength(2)
  })

  it("waits while somebody else holds its lease, then asks what became of that run", async () => {
    const subjectId = newId()
    await owner.query(
      `insert into guichet.errands (business_id, name, subject_id, status, attempt, lease_until, updated_at)
       values ($1, 'test.call', $2, 'sending', 1, now() + interval '1 second', now())`,
      [firstId, subjectId],
    )
    await asked("test.call", subjectId)

    await vi.waitFor(() => expect(callsOf(subjectId)).toEqual([`asked ${subjectId}`]), { timeout: 8_000 })
  })

  it("that fails is left alone until its lease ends", async () => {
    const subjectId = newId()
    await asked("test.unrecordable", subjectId)

    await vi.waitFor(
      async () => {
        const { rows } = await counter.app.jobsPool.query(
          `select run_at > now() + interval '15 seconds' as is_later, attempts = 0 as is_new
           from graphile_worker.jobs where key like $1`,
          [`%${subjectId}/now`],
        )
        expect(rows).toEqual([{ is_later: "t", is_new: "t" }])
      },
      { timeout: 10_000 },
    )
    expect(stubborn).not.toContain(subjectId)
  })

  it("that has failed nine times is given up at the tenth: the log says so, and nothing is left in the queue", async () => {
    const subjectId = newId()
    const fatal = vi.spyOn(counter.app.log, "fatal")
    await owner.query(
      `insert into guichet.errands (business_id, name, subject_id, status, attempt, failures, lease_until, updated_at)
       values ($1, 'test.unrecordable', $2, 'sending', 9, 9, now(), now())`,
      [firstId, subjectId],
    )
    await asked("test.unrecordable", subjectId)

    await vi.waitFor(() => expect(fatal).toHaveBeenCalledTimes(1), { timeout: 5_000 })
    await vi.waitFor(async () => {
      const { rows } = await counter.app.jobsPool.query("select from graphile_worker.jobs where key like $1", [
        `%${subjectId}%`,
      ])
      expect(rows).toEqual([])
    })
    expect(stubborn.filter((id) => id === subjectId)).toHaveLength(1)
    fatal.mockRestore()
  })

  it("that nobody knows stays in the queue and stops nobody else", async () => {
    const subjectId = newId()
    await asked("test.unheard-of", subjectId)
    await asked("test.call", subjectId)

    await vi.waitFor(() => expect(callsOf(subjectId)).toHaveLength(1), { timeout: 5_000 })
    await vi.waitFor(async () => {
      const { rows } = await counter.app.jobsPool.query(
        "select last_error from graphile_worker.jobs where key like '%unheard-of%'",
      )
      expect(String(rows[0]?.last_error)).toContain("no errand is named test.unheard-of")
    })
  })

  it("left locked by a worker that was killed is free again", async () => {
    const subjectId = newId()
    const key = `${firstId}/test.call/${subjectId}/now`
    await counter.app.jobsPool.query(
      "select graphile_worker.add_job('errand', $1::json, null, now() + interval '1 hour', 25, $2)",
      [JSON.stringify({ businessId: firstId, errand: "test.call", subjectId }), key],
    )
    await counter.app.jobsPool.query(
      `update graphile_worker._private_jobs set locked_by = 'a dead worker', locked_at = now() - interval '2 minutes', run_at = now()
       where key = $1`,
      [key],
    )

    await vi.waitFor(() => expect(callsOf(subjectId)).toHaveLength(1), { timeout: 15_000 })
  }, 20_000)
})
