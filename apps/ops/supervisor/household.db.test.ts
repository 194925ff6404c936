import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { readPostmaster } from "../postgres/postmaster.ts"
import { isAlive } from "../processes.ts"
import type { State } from "../state.ts"
import { type Household, openHousehold } from "./household.ts"

let state: State
let household: Household

beforeEach(async () => {
  vi.spyOn(console, "log").mockReturnValue()
  const dir = await mkdtemp(join(tmpdir(), "guichet-household-"))
  await chmod(dir, 0o755)
  state = { dir, logs: join(dir, "logs"), run: join(dir, "run"), files: join(dir, "files") }
  for (const folder of [state.logs, state.run]) await mkdir(folder)
  household = openHousehold(state)
})

afterEach(async () => {
  vi.restoreAllMocks()
  await household.stop()
  await rm(state.dir, { recursive: true })
})

describe("keeping house", () => {
  it("starts Postgres again when it is killed, on the same port", async () => {
    const first = await household.startPostgres(undefined)
    process.kill(first.pid, "SIGKILL")

    await vi.waitFor(() => answers(first.superuserUrl), { timeout: 10_000, interval: 100 })

    const again = readPostmaster(first.data)
    expect(again).toMatchObject({ port: first.port })
    expect(again?.pid).not.toBe(first.pid)
  })

  it("stops everything, children before Postgres", async () => {
    const { pid } = await household.startPostgres(undefined)
    const order: string[] = []
    household.endsWith(() => order.push(isAlive(pid) ? "before" : "after"))

    await household.stop()

    expect(order).toEqual(["before"])
    expect(isAlive(pid)).toBe(false)
  })

  it("starts nothing any more once it stops", async () => {
    await household.stop()
    const part = { name: "late", args: ["-e", ""], cwd: "/", environment: {} }

    expect(() => household.start(part)).toThrow("Guichet is stopping")
    await expect(household.startPostgres(undefined)).rejects.toThrow("Guichet is stopping")
  })
})

async function answers(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.end()
}
