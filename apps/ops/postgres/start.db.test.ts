import { spawn } from "node:child_process"
import { once } from "node:events"
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { freePort } from "../ports.ts"
import { isAlive } from "../processes.ts"
import { removePostgres } from "./remove.ts"
import { type RunningPostgres, startPostgres } from "./start.ts"

let stateDir: string
let started: RunningPostgres[]

beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "guichet test "))
  await chmod(stateDir, 0o755)
  started = []
})

afterEach(async () => {
  for (const postgres of started) await postgres.stop(500)
  await rm(stateDir, { recursive: true })
})

describe("starting Postgres", () => {
  it("serves a durable cluster of ours, in a path with a space", async () => {
    const { superuserUrl, adopted, moved, data } = await start()
    const settings = await ask(
      superuserUrl,
      "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'server_encoding', 'listen_addresses') order by name",
    )

    expect({ adopted, moved, inside: data.startsWith(`${stateDir}/`) }).toEqual({
      adopted: false,
      moved: false,
      inside: true,
    })
    expect(Object.fromEntries(settings.map((row) => Object.values(row)))).toEqual({
      data_checksums: "on",
      fsync: "on",
      full_page_writes: "on",
      listen_addresses: "127.0.0.1",
      server_encoding: "UTF8",
      synchronous_commit: "on",
    })
  })

  it.runIf(process.platform === "linux")("never as root", async () => {
    const { pid } = await start()

    expect(await readFile(`/proc/${pid}/status`, "utf8")).not.toMatch(/^Uid:\s+0\s/m)
  })

  it("wants the superuser's password, which nobody else can read", async () => {
    const { superuserUrl } = await start()
    const wrong = new URL(superuserUrl)
    wrong.password = "wrong"

    await expect(ask(wrong.href, "select 1")).rejects.toThrow("password authentication failed")
  })

  it("adopts the one that a killed start left behind", async () => {
    const orphan = await start()
    const again = await start()

    expect(again).toMatchObject({ adopted: true, pid: orphan.pid, port: orphan.port })
  })

  it("stops an orphan on another port than the wanted one", async () => {
    const orphan = await start()
    const again = await start(await freePort())

    expect(again.adopted).toBe(false)
    expect(isAlive(orphan.pid)).toBe(false)
    expect(await ask(again.superuserUrl, "select 1 as one")).toEqual([{ one: 1 }])
  })

  it("recovers what was committed before the postmaster was killed", async () => {
    const first = await start()
    await ask(first.superuserUrl, "create table kept (word text)")
    await ask(first.superuserUrl, "insert into kept values ('bonjour')")
    process.kill(first.pid, "SIGKILL")
    while (isAlive(first.pid)) await sleep(10)

    const again = await start(first.port)

    expect(again.adopted).toBe(false)
    expect(await ask(again.superuserUrl, "select word from kept")).toEqual([{ word: "bonjour" }])
  })

  it("is not stopped by a stale file that names another living process", async () => {
    const first = await start()
    await first.stop()
    await writeFile(join(first.data, "postmaster.pid"), `${process.pid}\n${first.data}\n1\n${first.port}\n`)

    expect((await start()).adopted).toBe(false)
  })

  it("names the port that another program holds", async () => {
    const port = await freePort()
    const holder = spawn(process.execPath, [
      "-e",
      `require("net").createServer().listen(${port}, () => console.log("up"))`,
    ])
    await once(holder.stdout, "data")

    await expect(start(port)).rejects.toThrow(`Port ${port} for Postgres is taken by another program`)
    holder.kill("SIGKILL")
  })

  it("stops within a second and is gone after removing", async () => {
    const { pid, data, stop } = await start()
    const began = performance.now()
    await stop()

    expect(performance.now() - began).toBeLessThan(1_000)
    expect(isAlive(pid)).toBe(false)
    await removePostgres(stateDir)
    await expect(readFile(join(data, "PG_VERSION"))).rejects.toThrow("ENOENT")
  })
})

describe.runIf(process.getuid?.() === 0)("starting Postgres as root below a folder that its user cannot enter", () => {
  it("moves the data, finds it again, and removes it with the rest", async () => {
    await chmod(stateDir, 0o700)
    const first = await start()
    await first.stop()
    const again = await start()

    expect(first.moved).toBe(true)
    expect(again.data).toBe(first.data)
    await removePostgres(stateDir)
    expect(isAlive(again.pid)).toBe(false)
    await expect(readFile(join(first.data, "PG_VERSION"))).rejects.toThrow("ENOENT")
  })
})

async function start(port?: number): Promise<RunningPostgres> {
  const postgres = await startPostgres({ stateDir, ...(port && { port }) })
  started.push(postgres)
  return postgres
}

async function ask(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
