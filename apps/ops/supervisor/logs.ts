import { existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs"

const largestBytes = 10 * 1024 * 1024

/** Opens a log for appending; a large one is set aside first, replacing the one set aside before. */
export function openLog(path: string): number {
  if (existsSync(path) && statSync(path).size > largestBytes) renameSync(path, `${path}.1`)
  return openSync(path, "a", 0o600)
}

export function endOfLog(path: string, lines = 20): string {
  return existsSync(path) ? readFileSync(path, "utf8").trimEnd().split("\n").slice(-lines).join("\n") : ""
}
