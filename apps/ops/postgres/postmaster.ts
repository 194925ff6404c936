import { readFileSync, readlinkSync, rmSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { commandOf, isAlive } from "../processes.ts"

export type Postmaster = { pid: number; port: number }

/** Who says to serve this data, whether or not that process still lives. */
export function readPostmaster(data: string): Postmaster | undefined {
  try {
    const lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")
    const pid = Number(lines[0])
    return pid > 0 ? { pid, port: Number(lines[3]) } : undefined
  } catch {
    return undefined
  }
}

/** A postmaster works inside its data folder; any other process with this number took a dead one's place. */
export function isPostmasterOf(data: string, pid: number): boolean {
  if (!isAlive(pid)) return false
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === data
  } catch {
    return commandOf(pid).includes("postgres")
  }
}

/** Fast stop; immediate after `patienceMs` (the next start then recovers from the log); kill at last. */
export async function stopPostmaster(pid: number, patienceMs: number): Promise<void> {
  for (const [signal, waitMs] of [
    ["SIGINT", patienceMs],
    ["SIGQUIT", 1_000],
    ["SIGKILL", 1_000],
  ] as const) {
    if (!isAlive(pid)) return
    process.kill(pid, signal)
    if (await hasGone(pid, waitMs)) return
  }
}

async function hasGone(pid: number, waitMs: number): Promise<boolean> {
  const until = performance.now() + waitMs
  while (isAlive(pid)) {
    if (performance.now() > until) return false
    await sleep(20)
  }
  return true
}

/** Postgres refuses to start over a file that names a living process, even one that is not Postgres. */
export function removeStaleFile(data: string): void {
  rmSync(join(data, "postmaster.pid"), { force: true })
}
