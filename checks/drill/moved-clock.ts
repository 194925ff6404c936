import { readFileSync, writeFileSync } from "node:fs"
import type { Clock } from "#kernel/time.ts"

/** The time of a drill: the machine's, and as many minutes more as the file says. */
export function movedClock(path: string): Clock {
  return () => Temporal.Now.instant().add({ seconds: Math.round(Number(readFileSync(path, "utf8")) * 60) })
}

export function setMinutes(path: string, minutes: number): void {
  writeFileSync(path, String(minutes))
}
