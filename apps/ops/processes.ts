import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"

/** Zombies are not alive: they wait for a parent to read their exit code, which may never happen in a container. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"
  }
  return statFields(pid)?.[0] !== "Z"
}

/** When the process began, in whatever unit the system has: a pid with another beginning is another process. */
export function beginningOf(pid: number): string {
  return statFields(pid)?.[19] ?? ask(pid, "lstart")
}

export function parentOf(pid: number): number {
  return Number(statFields(pid)?.[1] ?? ask(pid, "ppid"))
}

export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")
  } catch {
    return ask(pid, "command")
  }
}

/** The fields of /proc/<pid>/stat after the command, whose own brackets and spaces end at the last ")". */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  } catch {
    return undefined
  }
}

function ask(pid: number, field: string): string {
  try {
    return execFileSync("ps", ["-o", `${field}=`, "-p", String(pid)], { encoding: "utf8", stdio: "pipe" }).trim()
  } catch {
    return ""
  }
}
