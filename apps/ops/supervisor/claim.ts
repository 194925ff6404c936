import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { z } from "zod"
import { commandOf, parentOf } from "../processes.ts"
import { stop } from "../stop.ts"
import { endGroup, endLeftovers, identify, identity, isStillAlive } from "./pid-files.ts"

const supervisor = z.object({ self: identity, launcher: identity.optional() })
type Supervisor = z.output<typeof supervisor>

export type Claim = {
  /** What an earlier, killed start left running and is ended now. */
  ended: string[]
  /** False once the npm that started us was killed: nobody can press Ctrl-C any more. */
  isLaunched(): boolean
  release(): void
}

/** Makes this process the only supervisor of a state folder, after ending what a killed one left behind. */
export async function claim(run: string): Promise<Claim> {
  const path = join(run, "supervisor")
  const me: Supervisor = { self: identify(process.pid), launcher: launcher() }
  const ended: string[] = []

  while (!wrote(path, me)) {
    const other = read(path)
    if (other && isStillAlive(other.self)) {
      if (!isOrphan(other))
        stop(`Guichet already runs from this folder (process ${other.self.pid}). Stop it with Ctrl-C there.`)
      await endGroup(other.self.pid, 6_000)
      ended.push("supervisor")
    }
    rmSync(path, { force: true })
  }
  ended.push(...(await endLeftovers(run)))
  return {
    ended,
    isLaunched: () => me.launcher === undefined || isStillAlive(me.launcher),
    release: () => rmSync(path, { force: true }),
  }
}

/** Written aside and linked into place, so that nobody ever reads half a claim. */
function wrote(path: string, me: Supervisor): boolean {
  const aside = `${path}.${process.pid}`
  writeFileSync(aside, JSON.stringify(me))
  try {
    linkSync(aside, path)
    return true
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false
    throw error
  } finally {
    rmSync(aside)
  }
}

function read(path: string): Supervisor | undefined {
  try {
    return supervisor.parse(JSON.parse(readFileSync(path, "utf8")))
  } catch {
    return undefined
  }
}

function isOrphan({ launcher }: Supervisor): boolean {
  return launcher !== undefined && !isStillAlive(launcher)
}

/** The npm above us, with at most a shell between. Without npm, as under systemd, there is none to outlive. */
function launcher() {
  if (process.env.npm_lifecycle_event === undefined) return undefined
  let pid = process.ppid

  for (let steps = 0; steps < 3 && pid > 1; steps++, pid = parentOf(pid)) {
    if (/\bnpm\b/.test(commandOf(pid))) return identify(pid)
  }
  return undefined
}
