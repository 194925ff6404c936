import type { ChildProcess } from "node:child_process"
import { chmodSync, closeSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { readConfig } from "#kernel/config.ts"
import { checkout } from "../../apps/ops/checkout.ts"
import { migrate } from "../../apps/ops/database/migrate.ts"
import { prepareDatabase } from "../../apps/ops/database/prepare.ts"
import type { RoleUrls } from "../../apps/ops/database/roles.ts"
import { freePort } from "../../apps/ops/ports.ts"
import { removePostgres } from "../../apps/ops/postgres/remove.ts"
import { type RunningPostgres, startPostgres } from "../../apps/ops/postgres/start.ts"
import { isAlive } from "../../apps/ops/processes.ts"
import { newSecrets } from "../../apps/ops/secrets.ts"
import { spawnNode } from "../../apps/ops/supervisor/child.ts"
import { endOfLog, openLog } from "../../apps/ops/supervisor/logs.ts"
import { lean } from "../../apps/ops/supervisor/parts.ts"
import { endGroup } from "../../apps/ops/supervisor/pid-files.ts"
import { seed } from "../../database/seed/load.ts"

type Environment = Readonly<Record<string, string>>

/** A process that is there again at once, however it ends. */
export type Kept = {
  readonly pid: () => number
  readonly kill: () => Promise<void>
}

export type Ended = { readonly name: string; readonly log: string }

/** Gate, worker and simulators in processes of their own, on a Postgres that keeps what it acknowledges; no pages. */
export type BareCounter = {
  readonly url: string
  readonly simulatorsUrl: string
  readonly urls: RoleUrls
  /** Of the counter's own database. */
  readonly superuserUrl: string
  readonly gate: Kept
  readonly worker: Kept
  readonly postgres: Kept
  /** Processes that ended though nobody killed them, each with the end of what it wrote. */
  readonly ended: readonly Ended[]
  readonly close: () => Promise<void>
}

type Options = {
  /** Run instead of `apps/gate/main.ts` and `apps/worker/main.ts`. */
  readonly programs?: { readonly gate: string; readonly worker: string }
  readonly environment?: Environment
  /** Of Postgres, beside those of every start, which wait for the disk. */
  readonly settings?: Environment
  /** What the database holds besides the demo businesses, before anything runs on it. */
  readonly furnish?: (superuserUrl: string) => Promise<void>
}

const usualPrograms = { gate: "apps/gate/main.ts", worker: "apps/worker/main.ts" }

/** Opens a counter with the demo businesses on free ports and in a folder of its own; what was started ends with it. */
export async function openBareCounter({
  programs = usualPrograms,
  environment = {},
  settings = {},
  furnish = async () => undefined,
}: Options = {}): Promise<BareCounter> {
  const folder = mkdtempSync(join(tmpdir(), "guichet-bare-"))
  chmodSync(folder, 0o755)
  const running: { end(): Promise<void> }[] = []
  const ended: Ended[] = []
  const started = <T extends { end(): Promise<void> }>(part: T): T => {
    running.unshift(part)
    return part
  }
  const close = async () => {
    for (const part of running) await part.end()
    await removePostgres(folder)
    rmSync(folder, { recursive: true, force: true })
  }

  try {
    const postgres = started(await keepPostgres(folder, settings))
    const plan = await planned({ folder, adminUrl: postgres.superuserUrl, environment })
    const { url, simulatorsUrl, urls, server, simulated } = plan
    const own = new URL(postgres.superuserUrl)
    own.pathname = "/guichet"
    await furnish(own.href)
    const kept = (name: string, program: string, of: Environment) =>
      started(keep({ folder, name, program, environment: of, ended: (log) => ended.push({ name, log }) }))
    kept("simulators", "simulators/main.ts", simulated)
    const worker = kept("worker", programs.worker, server)
    const gate = kept("gate", programs.gate, server)
    await answering(simulatorsUrl, join(folder, "simulators.log"))
    await answering(url, join(folder, "gate.log"))
    return { url, simulatorsUrl, urls, superuserUrl: own.href, gate, worker, postgres, ended, close }
  } catch (error) {
    await close()
    throw error
  }
}

type Planning = { readonly folder: string; readonly adminUrl: string; readonly environment: Environment }

/** Ports, secrets and the settings of each process, on a database that is prepared and seeded. */
async function planned({ folder, adminUrl, environment }: Planning) {
  const { passwords, ...secrets } = newSecrets()
  const urls = await prepareDatabase({ adminUrl, passwords })
  const [gatePort, simulatorsPort, smtpPort] = await Promise.all([freePort(), freePort(), freePort()])
  const url = `http://127.0.0.1:${gatePort}`
  const simulatorsUrl = `http://127.0.0.1:${simulatorsPort}`
  const path = process.env.PATH ?? ""
  const server: Environment = {
    PATH: path,
    NODE_ENV: "production",
    ...secrets,
    GUICHET_PORT: String(gatePort),
    GUICHET_PUBLIC_URL: url,
    GUICHET_SIMULATORS_URL: simulatorsUrl,
    GUICHET_FILES_DIR: join(folder, "files"),
    GUICHET_WORKER: "external",
    DATABASE_URL: urls.appUrl,
    DATABASE_JOBS_URL: urls.jobsUrl,
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    ...environment,
  }
  const simulated: Environment = {
    PATH: path,
    GUICHET_SIMULATORS_PORT: String(simulatorsPort),
    GUICHET_SIMULATORS_SMTP_PORT: String(smtpPort),
    GUICHET_SIMULATORS_STATE: join(folder, "simulators.json"),
  }
  await migrate({ ...urls, log: () => undefined })
  // A database in production is never seeded; this one is nobody's.
  const keys = readConfig({ ...server, GUICHET_ENV: "development" })
  await seed({ databaseUrl: urls.ownerUrl, keys, log: () => undefined })
  return { url, simulatorsUrl, urls, server, simulated }
}

type Program = {
  readonly folder: string
  readonly name: string
  readonly program: string
  readonly environment: Environment
  readonly ended: (log: string) => void
}

function keep({ folder, name, program, environment, ended }: Program): Kept & { end(): Promise<void> } {
  let isEnding = false
  const log = join(folder, `${name}.log`)
  const start = (): ChildProcess => {
    const from = existsSync(log) ? statSync(log).size : 0
    const output = openLog(log)
    const child = spawnNode({ args: [...lean, join(checkout, program)], cwd: checkout, environment, output })
    closeSync(output)
    child.once("exit", (_, signal) => {
      if (isEnding) return
      if (signal !== "SIGKILL") ended(readFileSync(log).subarray(from).toString().slice(-2_000))
      running = start()
    })
    return child
  }
  let running = start()
  const pid = () => running.pid ?? 0
  return {
    pid,
    kill: () => killed(pid()),
    end: async () => {
      isEnding = true
      await endGroup(pid(), 4_000)
    },
  }
}

async function keepPostgres(folder: string, settings: Environment) {
  let isEnding = false
  let running: RunningPostgres = await startPostgres({ stateDir: folder, settings })
  const { port, superuserUrl } = running
  // It is in a session of its own: whoever leaves without `end` takes it along.
  const leave = () => void process.kill(running.pid, "SIGINT")
  process.once("exit", leave)
  return {
    superuserUrl,
    pid: () => running.pid,
    async kill() {
      await killed(running.pid)
      if (!isEnding) running = await startPostgres({ stateDir: folder, port, settings })
    },
    async end() {
      isEnding = true
      process.off("exit", leave)
      await running.stop()
    },
  }
}

async function killed(pid: number): Promise<void> {
  process.kill(pid, "SIGKILL")
  while (isAlive(pid)) await sleep(5)
}

const patienceMs = 30_000

async function answering(url: string, log: string): Promise<void> {
  const until = performance.now() + patienceMs
  while (performance.now() < until) {
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
    if (answer?.ok) return
    await sleep(50)
  }
  throw new Error(`${url} does not answer. The end of ${log}:\n${endOfLog(log)}`)
}
