import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { z } from "zod"
import { beginningOf, isAlive } from "../processes.ts"

/** A process that cannot be mistaken for a later one with the same number. */
export const identity = z.object({ pid: z.number(), beginning: z.string() })
export type Identity = z.output<typeof identity>

export function identify(pid: number): Identity {
  return { pid, beginning: beginningOf(pid) }
}

export function isStillAlive({ pid, beginning }: Identity): boolean {
  return isAlive(pid) && beginningOf(pid) === beginning
}

export function writePidFile(run: string, name: string, pid: number): void {
  writeFileSync(join(run, `${name}.child`), JSON.stringify(identify(pid)))
}

export function removePidFile(run: string, name: string): void {
  rmSync(join(run, `${name}.child`), { force: true })
}

/** Ends the children that a killed supervisor left behind. They end by themselves too; this does not wait for it. */
export async function endLeftovers(run: string): Promise<string[]> {
  const names = readdirSync(run).filter((file) => file.endsWith(".child"))
  const ended: string[] = []

  for (const file of names) {
    const leftover = readIdentity(join(run, file))
    if (leftover && isStillAlive(leftover)) {
      await endGroup(leftover.pid, 2_000)
      ended.push(file.replace(".child", ""))
    }
    rmSync(join(run, file), { force: true })
  }
  return ended
}

export function readIdentity(path: string): Identity | undefined {
  try {
    return identity.parse(JSON.parse(readFileSync(path, "utf8")))
  } catch {
    return undefined
  }
}

/** Each child leads a group of its own: SIGTERM for all of it, SIGKILL after the patience. */
export async function endGroup(pid: number, patienceMs: number): Promise<void> {
  const until = performance.now() + patienceMs

  signalGroup(pid, "SIGTERM")
  while (isAlive(pid) && performance.now() < until) await sleep(20)
  signalGroup(pid, "SIGKILL")
  while (isAlive(pid) && performance.now() < until + 1_000) await sleep(20)
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    const gone = error instanceof Error && "code" in error && ["ESRCH", "EPERM"].includes(String(error.code))
    if (!gone) throw error
  }
}
