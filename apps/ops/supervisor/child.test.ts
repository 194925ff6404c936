import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { freePort } from "../ports.ts"
import { isAlive } from "../processes.ts"
import { type Child, type Part, supervise } from "./child.ts"
import { endLeftovers, readIdentity } from "./pid-files.ts"

const polite = `
  const server = require("node:http").createServer((_, response) => response.end("ok"))
  server.listen(process.env.PORT)
  process.on("SIGTERM", () => { console.log("said goodbye"); process.exit(0) })`

const stubborn = `
  require("node:http").createServer((_, response) => response.end("ok")).listen(process.env.PORT)
  process.on("SIGTERM", () => undefined)`

let folder: string
let folders: { logs: string; run: string }
let children: Child[]

beforeEach(async () => {
  vi.spyOn(console, "log").mockReturnValue()
  folder = await mkdtemp(join(tmpdir(), "guichet child "))
  folders = { logs: join(folder, "logs"), run: join(folder, "run") }
  children = []
  for (const path of Object.values(folders)) await mkdir(path)
})

afterEach(async () => {
  vi.restoreAllMocks()
  for (const child of children) await child.stop(0)
  await rm(folder, { recursive: true })
})

describe("supervising a child", () => {
  it("is ready when its address answers, and keeps what it says", async () => {
    const child = await supervised(polite)

    await child.whenReady()
    await child.stop(2_000)

    expect(logOfPart()).toContain("said goodbye")
  })

  it("starts it again when it is killed", async () => {
    const child = await supervised(polite)
    await child.whenReady()
    const first = pidOfPart()
    process.kill(first, "SIGKILL")
    await gone(first)

    await child.whenReady()

    expect(pidOfPart()).not.toBe(first)
  })

  it("gives up waiting for one that keeps ending, and shows the end of its log", async () => {
    const child = await supervised(`console.log("no such table"); process.exit(3)`)

    await expect(child.whenReady()).rejects.toThrow(/part keeps ending[\s\S]*no such table/)
  })

  it("kills one that ignores SIGTERM, with whatever it started", async () => {
    const child = await supervised(`
      const { pid } = require("node:child_process").spawn("sleep", ["1000"])
      console.log("sleeper " + pid)
      ${stubborn}`)
    await child.whenReady()
    const [pid, sleeper] = [pidOfPart(), Number(/sleeper (\d+)/.exec(logOfPart())?.[1])]
    expect(isAlive(sleeper)).toBe(true)
    const began = performance.now()

    await child.stop(200)

    expect(performance.now() - began).toBeLessThan(1_000)
    await gone(pid)
    await gone(sleeper)
  })

  it("does not start a stopped one again", async () => {
    const child = await supervised(polite)
    await child.whenReady()
    const pid = pidOfPart()
    await child.stop(2_000)
    await sleep(300)

    expect(isAlive(pid)).toBe(false)
    expect(readIdentity(join(folders.run, "part.child"))).toBeUndefined()
  })

  it("renews it on request without counting that as a failure", async () => {
    const child = await supervised(polite)
    for (let times = 0; times < 4; times++) {
      await child.whenReady()
      const before = pidOfPart()
      await child.restart()
      expect(isAlive(before)).toBe(false)
    }

    await expect(child.whenReady()).resolves.toBeUndefined()
  })
})

describe("a supervisor that is killed", () => {
  it("takes its children with it, polite or not", async () => {
    const { supervisor, pids } = await supervisorOf(polite, stubborn)

    supervisor.kill("SIGKILL")

    for (const pid of pids) await gone(pid)
  }, 10_000)

  it("leaves nothing that the next start does not end", async () => {
    const { supervisor, pids } = await supervisorOf(stubborn)
    supervisor.kill("SIGKILL")

    expect(await endLeftovers(folders.run)).toEqual(["part0"])
    expect(pids.map(isAlive)).toEqual([false])
  }, 10_000)
})

async function supervised(code: string): Promise<Child> {
  const child = supervise(await partOf(code, "part"), folders)
  children.push(child)
  return child
}

async function partOf(code: string, name: string): Promise<Part> {
  const port = await freePort()
  return {
    name,
    args: ["-e", code],
    cwd: folder,
    environment: { PATH: process.env.PATH, PORT: String(port) },
    health: { url: `http://127.0.0.1:${port}/`, accepts: (status) => status === 200 },
  }
}

/** A supervisor in a process of its own, with its children ready. */
async function supervisorOf(...codes: string[]) {
  const parts = await Promise.all(codes.map((code, index) => partOf(code, `part${index}`)))
  const program = join(folder, "supervisor.mts")
  await writeFile(
    program,
    `import { supervise } from ${JSON.stringify(new URL("child.ts", import.meta.url).href)}
     const health = (url: string) => ({ url, accepts: () => true })
     const parts = ${JSON.stringify(parts.map(({ health, ...part }) => ({ ...part, url: health?.url })))}
     await Promise.all(parts.map(({ url, ...part }) => supervise({ ...part, health: health(url) }, ${JSON.stringify(folders)}).whenReady()))
     console.log("ready")`,
  )
  const supervisor = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] })
  await new Promise((resolve) => supervisor.stdout.once("data", resolve))
  return { supervisor, pids: parts.map(({ name }) => readIdentity(join(folders.run, `${name}.child`))?.pid ?? 0) }
}

function pidOfPart(): number {
  return readIdentity(join(folders.run, "part.child"))?.pid ?? 0
}

async function gone(pid: number): Promise<void> {
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 6_000, interval: 20 })
}

function logOfPart(): string {
  return readFileSync(join(folders.logs, "part.log"), "utf8")
}
