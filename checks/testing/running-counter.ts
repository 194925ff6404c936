import { type ChildProcess, fork } from "node:child_process"
import { cpSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"
import { z } from "zod"
import { audit } from "../../apps/ops/audit.ts"
import { checkout } from "../../apps/ops/checkout.ts"
import { endOfLog } from "../../apps/ops/supervisor/logs.ts"
import { type BrowserFiles, installBrowser } from "./browser-files.ts"

/** What the process of the counter says once everything answers. */
export const opened = z.object({
  /** Public address, without a slash at the end. */
  url: z.string(),
  simulatorsUrl: z.string(),
  /** Where it keeps its data, and the numbers of its processes. */
  stateDir: z.string(),
  databaseUrls: z.object({ jobs: z.string(), readonly: z.string() }),
  signIns: z.array(
    z.object({ business: z.string(), name: z.string(), role: z.string(), email: z.string(), password: z.string() }),
  ),
})
export type RunningCounter = z.output<typeof opened>

declare module "vitest" {
  interface ProvidedContext {
    counter: RunningCounter
    browser: BrowserFiles
  }
}

/** Neither the settings of another counter nor those of the test runner are this one's. */
const kept = ["PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "USER", "LOGNAME"]
const results = join(checkout, "test-results")

/** Opens one whole counter, with data of its own, for a run of end-to-end tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "guichet-counter-"))
  const log = join(folder, "counter.log")
  const [child, browser] = await Promise.all([start(folder, log), installBrowser()])

  project.provide("counter", child.counter)
  project.provide("browser", browser)
  return async () => {
    const broken = await brokenRules(child.counter)
    const code = await ended(child.process)
    keepLogs(folder)
    rmSync(folder, { recursive: true, force: true })
    if (code !== 0) throw new Error(`The counter did not end well (code ${code}); see test-results/logs.`)
    if (broken.length > 0) throw new Error(`After this run, the audit finds broken:\n${broken.join("\n")}`)
  }
}

/** Whatever the visitors of a run did, the books are in order after it. */
async function brokenRules({ databaseUrls }: RunningCounter): Promise<string[]> {
  const findings = await audit(databaseUrls.readonly)
  return findings
    .filter(({ broken }) => broken.length > 0)
    .map(({ name, rule, broken }) => `${name}: ${rule} ${JSON.stringify(broken[0])}`)
}

/** The supervisor runs in a process of its own: the counter ends with it, and it ends with us. */
async function start(folder: string, log: string): Promise<{ process: ChildProcess; counter: RunningCounter }> {
  const output = openSync(log, "a")
  const child = fork(join(import.meta.dirname, "counter-process.ts"), {
    cwd: checkout,
    env: { ...Object.fromEntries(kept.map((name) => [name, process.env[name]])), GUICHET_STATE_DIR: folder },
    execArgv: [],
    stdio: ["ignore", output, output, "ipc"],
  })
  const counter = await new Promise<RunningCounter>((resolve, reject) => {
    child.once("message", (message) => resolve(opened.parse(message)))
    child.once("error", reject)
    child.once("exit", (code) => reject(new Error(`The counter did not open (code ${code}).\n${endOfLog(log, 40)}`)))
  }).catch((error: unknown) => {
    keepLogs(folder)
    rmSync(folder, { recursive: true, force: true })
    throw error
  })
  return { process: child, counter }
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve(code))
    child.kill("SIGTERM")
  })
}

/** What the counter wrote stays to be read until the next run. */
function keepLogs(folder: string): void {
  const logs = join(results, "logs")
  rmSync(logs, { recursive: true, force: true })
  mkdirSync(logs, { recursive: true })
  for (const from of ["logs", "counter.log"]) {
    if (existsSync(join(folder, from))) cpSync(join(folder, from), join(logs, from), { recursive: true })
  }
}
