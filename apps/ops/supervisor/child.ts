import { type ChildProcess, spawn } from "node:child_process"
import { closeSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { stop } from "../stop.ts"
import { endOfLog, openLog } from "./logs.ts"
import { endGroup, removePidFile, writePidFile } from "./pid-files.ts"

/** One process of the counter: a Node program, its settings, and the address that says whether it answers. */
export type Part = {
  name: string
  /** Node's arguments: the program first. */
  args: readonly string[]
  cwd: string
  environment: Readonly<Record<string, string | undefined>>
  /** Left out for a part without an address: it counts as ready once it runs. */
  health?: { url: string; accepts(status: number): boolean }
}

export type Child = {
  name: string
  /** Rejects with the end of its log when it keeps dying, or after a minute. */
  whenReady(): Promise<void>
  restart(): Promise<void>
  /** SIGTERM, and SIGKILL after the patience. It is not started again. */
  stop(patienceMs: number): Promise<void>
}

type Folders = { logs: string; run: string }
type Attempt = {
  part: Part
  folders: Folders
  process: ChildProcess | undefined
  wanted: boolean
  /** Ended by us, to begin anew. */
  renewed: boolean
  failures: number
}

const preload = import.meta.resolve("./preload.ts")

type NodeChild = Pick<Part, "args" | "cwd" | "environment"> & { output: number }

/** Starts a Node program that dies with us, in a session of its own: Ctrl-C reaches it through us and in order. */
export function spawnNode({ args, cwd, environment, output }: NodeChild): ChildProcess {
  return spawn(process.execPath, ["--import", preload, ...args], {
    cwd,
    env: { ...environment, GUICHET_SUPERVISOR: String(process.pid) },
    detached: true,
    stdio: ["ignore", output, output, "ipc"],
  })
}

const pausesMs = [100, 500, 1_000, 2_000, 5_000]
const steadyMs = 30_000
const hopelessFailures = 3

/** Starts a part and starts it again whenever it dies, after growing pauses. */
export function supervise(part: Part, folders: Folders): Child {
  const attempt: Attempt = { part, folders, process: undefined, wanted: true, renewed: false, failures: 0 }

  start(attempt)
  return {
    name: part.name,
    whenReady: () => ready(attempt),
    restart: async () => {
      attempt.renewed = true
      if (attempt.process?.pid) await endGroup(attempt.process.pid, 3_000)
    },
    stop: async (patienceMs) => {
      attempt.wanted = false
      if (attempt.process?.pid) await endGroup(attempt.process.pid, patienceMs)
    },
  }
}

function start(attempt: Attempt): void {
  const { part, folders } = attempt
  const output = openLog(join(folders.logs, `${part.name}.log`))
  const began = performance.now()

  const child = spawnNode({ ...part, output })
  closeSync(output)
  attempt.process = child
  attempt.renewed = false
  if (child.pid) writePidFile(folders.run, part.name, child.pid)

  child.once("error", (error) => console.error(`  ${part.name} cannot be started: ${error.message}`))
  child.once("exit", (code, signal) => {
    attempt.process = undefined
    removePidFile(folders.run, part.name)
    if (attempt.wanted && attempt.renewed) start(attempt)
    else if (attempt.wanted)
      startAgain(attempt, { livedMs: performance.now() - began, reason: signal ?? `code ${code}` })
  })
}

function startAgain(attempt: Attempt, { livedMs, reason }: { livedMs: number; reason: string }): void {
  attempt.failures = livedMs > steadyMs ? 1 : attempt.failures + 1
  const pauseMs = pausesMs[Math.min(attempt.failures, pausesMs.length) - 1] ?? 0

  console.log(`  ${attempt.part.name} ended (${reason}), starting it again`)
  setTimeout(() => {
    if (attempt.wanted) start(attempt)
  }, pauseMs)
}

async function ready(attempt: Attempt): Promise<void> {
  const { name, health } = attempt.part
  const log = join(attempt.folders.logs, `${name}.log`)
  const until = performance.now() + 60_000

  while (attempt.wanted) {
    if (health === undefined || (await answers(health))) return
    if (attempt.failures >= hopelessFailures) stop(`${name} keeps ending. The end of ${log}:\n${endOfLog(log)}`)
    if (performance.now() > until)
      stop(`${name} does not answer at ${health.url}. The end of ${log}:\n${endOfLog(log)}`)
    await sleep(100)
  }
}

async function answers({ url, accepts }: NonNullable<Part["health"]>): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(5_000) })
    await response.arrayBuffer()
    return accepts(response.status)
  } catch {
    return false
  }
}
