import { Socket } from "node:net"
import pg from "pg"
import pino from "pino"
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest"
import { eventsChannel, type Job } from "#kernel/events.ts"
import { idOf, newId } from "#kernel/ids.ts"
import { openLog } from "#kernel/log.ts"
import { firstId, openCounter, secondId } from "../gate/testing/counter.ts"
import { numberEvents, startRelay } from "./relay.ts"

const counter = await openCounter()
const { jobsUrl, ownerUrl } = counter.database
const log = openLog("test", "silent")

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on("error", () => undefined)
  await client.connect()
  afterAll(() => client.end().catch(() => undefined))
  return client
}
const jobs = await connected(jobsUrl)

const insert = `insert into guichet.events (business_id, id, name, actor_scope, audience, facts, jobs, created_at)
  values ($1, $2, 'test.happened', 'system', 'staff', '{}', $3, now())`
async function happened(client: pg.Pool | pg.Client, businessId: string, asked: readonly Job[] = []): Promise<string> {
  const id = newId()
  await client.query(insert, [businessId, id, JSON.stringify(asked)])
  return id
}
const owner = await connected(ownerUrl)

async function seqs(businessId: string): Promise<(number | null)[]> {
  const { rows } = await owner.query(
    "select seq::int from guichet.events where business_id = $1 order by seq nulls last",
    [businessId],
  )
  return rows.map(({ seq }) => seq)
}
async function seqOf(id: string): Promise<number | null> {
  const { rows } = await owner.query("select seq::int from guichet.events where id = $1", [id])
  return rows[0].seq
}
async function queued(): Promise<{ key: string; run_at: Date; payload: unknown }[]> {
  const { rows } = await jobs.query("select key, run_at, payload from graphile_worker._private_jobs order by key")
  return rows
}

beforeEach(async () => {
  await owner.query("truncate guichet.events")
  await jobs.query("delete from graphile_worker._private_jobs")
})

describe("numbering events", () => {
  it("counts each business from one, without a gap", async () => {
    for (const business of [firstId, secondId, firstId]) await happened(owner, business)

    expect(await numberEvents(jobs)).toBe(3)
    await happened(owner, firstId)
    expect(await numberEvents(jobs)).toBe(1)
    expect(await seqs(firstId)).toEqual([1, 2, 3])
    expect(await seqs(secondId)).toEqual([1])
  })

  it("gives a commit that comes late a later number, though it began before", async () => {
    const slow = await connected(ownerUrl)
    await slow.query("begin")
    const early = await happened(slow, firstId)
    const late = await happened(owner, firstId)
    await numberEvents(jobs)
    expect(await seqOf(late)).toBe(1)

    await slow.query("commit")
    await numberEvents(jobs)
    expect(await seqOf(early)).toBe(2)
  })

  it("enqueues what the events asked for, once per errand and subject", async () => {
    const subjectId = idOf("attempt")
    const check = { errand: "payments.check", subjectId }
    await happened(owner, firstId, [check, { ...check, runAt: "2027-01-01T00:00:00Z" }])
    await happened(owner, firstId, [check])
    await happened(owner, secondId, [check])
    await numberEvents(jobs)

    const all = await queued()
    expect(all.map(({ key }) => key).sort()).toEqual(
      [
        `${firstId}/payments.check/${subjectId}/2027-01-01T00:00:00Z`,
        `${firstId}/payments.check/${subjectId}/now`,
        `${secondId}/payments.check/${subjectId}/now`,
      ].sort(),
    )
    expect(all.find(({ key }) => key.endsWith("/2027-01-01T00:00:00Z"))?.run_at.toISOString()).toBe(
      "2027-01-01T00:00:00.000Z",
    )
    expect(all.map(({ payload }) => payload)).toContainEqual({ businessId: firstId, ...check })
  })

  it("notifies once for a batch, with the businesses that have news", async () => {
    const listener = await connected(counter.database.appUrl)
    const heard: string[] = []
    listener.on("notification", ({ payload }) => heard.push(payload ?? ""))
    await listener.query(`listen ${eventsChannel}`)
    for (let i = 0; i < 20; i++) await happened(owner, i % 2 === 0 ? firstId : secondId)
    await numberEvents(jobs)
    await vi.waitFor(() => expect(heard).toHaveLength(1))

    expect(heard[0]?.split(",").sort()).toEqual([firstId, secondId].sort())
  })

  it("leaves all of a batch for later when its jobs cannot be written", async () => {
    await happened(owner, firstId, [{ errand: "x", subjectId: "no uuid" }])

    await expect(numberEvents(jobs)).rejects.toThrow()
    expect(await seqs(firstId)).toEqual([null])
  })
})

describe("two relays", () => {
  it("keep their connections under watch, and the one that waits says so once", async () => {
    const watched = vi.spyOn(Socket.prototype, "setKeepAlive")
    const said: string[] = []
    const told = pino({ base: null }, { write: (line) => said.push(JSON.parse(line).msg) })
    const tries = vi.spyOn(pg.Client.prototype, "query")
    const triedLocks = () => tries.mock.calls.filter(([sql]) => String(sql).includes("pg_try_advisory_lock")).length
    const first = startRelay({ databaseJobsUrl: jobsUrl, log })
    await vi.waitFor(() => expect(triedLocks()).toBe(1))
    const second = startRelay({ databaseJobsUrl: jobsUrl, log: told })
    await vi.waitFor(() => expect(triedLocks()).toBeGreaterThan(3), { timeout: 5_000 })

    expect(said).toEqual(["waiting for the relay's lock"])
    expect(watched.mock.calls.filter(([isOn]) => isOn === true)).toHaveLength(2)
    await Promise.all([first.stop(), second.stop()])
    vi.restoreAllMocks()
  })

  it("never give a number twice, and the second takes over when the first is cut off", async () => {
    const relays = [startRelay({ databaseJobsUrl: jobsUrl, log }), startRelay({ databaseJobsUrl: jobsUrl, log })]
    for (let i = 0; i < 30; i++) await happened(owner, firstId)
    await vi.waitFor(async () => expect((await seqs(firstId)).at(-1)).toBe(30))

    const superuser = await connected(counter.database.superuserUrl)
    const { rows } = await superuser.query(
      "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and objid = 7216003",
    )
    expect(rows).toHaveLength(1)
    await happened(owner, firstId)
    await vi.waitFor(async () => expect((await seqs(firstId)).at(-1)).toBe(31), { timeout: 5_000 })
    await Promise.all(relays.map((relay) => relay.stop()))
  })
})
