import { spawn } from "node:child_process"
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { freePort, isTaken } from "../ports.ts"
import { stop } from "../stop.ts"
import { canReach } from "./account.ts"
import { type Binaries, copyBinaries, findBinaries } from "./binaries.ts"
import { findHome, type Home } from "./home.ts"
import { initialise } from "./initialise.ts"
import { isPostmasterOf, readPostmaster, removeStaleFile, stopPostmaster } from "./postmaster.ts"
import { identity, plainEnvironment } from "./run-as.ts"

export type RunningPostgres = {
  superuserUrl: string
  port: number
  pid: number
  version: string
  /** The folder that holds the data. `moved` when the database user cannot reach the state folder. */
  data: string
  moved: boolean
  /** True when a server that an earlier start left behind was taken over. */
  adopted: boolean
  /** Fast stop, immediate after `patienceMs` (3000). */
  stop(patienceMs?: number): Promise<void>
}

type Options = {
  stateDir: string
  /** Any free one when left out. */
  port?: number
  settings?: Readonly<Record<string, string>>
}

/** Logs hold no personal data: neither failing statements nor the details of an error, which quote values. */
const laptopSettings = {
  listen_addresses: "127.0.0.1",
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  shared_buffers: "128MB",
  max_connections: "100",
  password_encryption: "scram-sha-256",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
}

const startPatienceMs = 30_000

/** Starts the embedded Postgres of a state folder, or adopts the one that an earlier start left behind. */
export async function startPostgres(options: Options): Promise<RunningPostgres> {
  const home = await findHome(options.stateDir)
  const binaries = await reachableBinaries(home)
  const password = await initialise(home, binaries)
  const about = { home, password, version: binaries.version }

  const orphan = await adopt(home, { port: options.port, password })
  if (orphan) return running({ ...about, ...orphan, adopted: true })

  if (options.port && (await isTaken(options.port))) refuseTakenPort(options.port)
  const port = options.port ?? (await freePort())
  const pid = await launch({ ...options, port, home, binaries, password })
  return running({ ...about, port, pid, adopted: false })
}

function refuseTakenPort(port: number): never {
  return stop(
    `Port ${port} for Postgres is taken by another program. End it, or choose another: GUICHET_POSTGRES_PORT=${port + 10}`,
  )
}

async function reachableBinaries(home: Home): Promise<Binaries> {
  const binaries = await findBinaries()
  const reachable = home.account === undefined || canReach(join(binaries.folder, "bin"), home.account)

  return reachable ? binaries : copyBinaries(binaries, home.folder)
}

/** An orphan that answers for our data on the wanted port is kept; any other is stopped. */
async function adopt(home: Home, wanted: { port: number | undefined; password: string }) {
  const postmaster = readPostmaster(home.data)
  if (postmaster === undefined) return undefined

  if (!isPostmasterOf(home.data, postmaster.pid)) {
    removeStaleFile(home.data)
    return undefined
  }
  const onPort = wanted.port === undefined || wanted.port === postmaster.port
  if (onPort && (await servedFolder(postmaster.port, wanted.password)) === home.data) return postmaster

  await stopPostmaster(postmaster.pid, 3_000)
  return undefined
}

type Launch = Options & { port: number; home: Home; binaries: Binaries; password: string }

/** After `kill -9` of the postmaster its last backends hold the shared memory for a moment: try again. */
async function launch(plan: Launch): Promise<number> {
  const until = performance.now() + startPatienceMs
  const log = join(plan.stateDir, "logs", "postgres.log")
  mkdirSync(join(plan.stateDir, "logs"), { recursive: true })

  while (performance.now() < until) {
    const { pid, exited } = spawnPostmaster(plan, log)
    const started = await Promise.race([answers(plan, until), exited.then(() => false)])
    if (started) return pid
    if (!isHeldForAMoment(log)) break
    await sleep(200)
  }
  return stop(`Postgres did not start. The end of ${log}:\n${endOf(log)}`)
}

/** In its own session: Ctrl-C reaches the terminal's whole group, and Postgres must go last. */
function spawnPostmaster({ home, binaries, port, settings }: Launch, log: string) {
  const all = { ...laptopSettings, port: String(port), unix_socket_directories: home.sockets, ...settings }
  const args = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const output = openSync(log, "a", 0o600)

  const child = spawn(join(binaries.folder, "bin", "postgres"), ["-D", home.data, ...args], {
    cwd: "/",
    env: plainEnvironment,
    detached: true,
    stdio: ["ignore", output, output],
    ...identity(home.account),
  })
  closeSync(output)
  child.unref()
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve())
    child.once("error", () => resolve())
  })
  return { pid: child.pid ?? 0, exited }
}

async function answers({ port, password, home }: Launch, until: number): Promise<boolean> {
  while (performance.now() < until) {
    if ((await servedFolder(port, password)) === home.data) return true
    await sleep(30)
  }
  return false
}

async function servedFolder(port: number, password: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: superuserUrl(port, password), connectionTimeoutMillis: 2_000 })
  client.on("error", () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ folder: string }>("select current_setting('data_directory') as folder")
    return rows[0]?.folder
  } catch {
    return undefined
  } finally {
    await client.end().catch(() => undefined)
  }
}

type About = { home: Home; password: string; version: string; port: number; pid: number; adopted: boolean }

function running({ home, password, version, port, pid, adopted }: About): RunningPostgres {
  return {
    superuserUrl: superuserUrl(port, password),
    port,
    pid,
    version: version.replace(/^(\d+\.\d+).*$/, "$1"),
    data: home.data,
    moved: home.moved,
    adopted,
    stop: (patienceMs = 3_000) => stopPostmaster(pid, patienceMs),
  }
}

function superuserUrl(port: number, password: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
}

function isHeldForAMoment(log: string): boolean {
  return /pre-existing shared memory block|lock file .* already exists/.test(endOf(log))
}

function endOf(log: string): string {
  return readFileSync(log, "utf8").split("\n").slice(-12).join("\n")
}
