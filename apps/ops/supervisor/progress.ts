import { performance } from "node:perf_hooks"

const labelWidth = 46

/** Shows what a long step is doing, on a terminal only. */
export type Say = (text: string) => void

/** One line per step: while it runs on a terminal, and with its seconds when it is done. */
export async function step<T>(label: string, work: (say: Say) => Promise<T>, done: (result: T) => string): Promise<T> {
  const began = performance.now()
  const onTerminal = process.stdout.isTTY === true
  const say: Say = (text) => {
    if (onTerminal) process.stdout.write(`\r\x1b[K  ${text}`)
  }

  say(`${label} …`)
  try {
    const result = await work(say)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    if (onTerminal) process.stdout.write("\r\x1b[K")
    console.log(`  ${done(result).padEnd(labelWidth)} ${seconds.padStart(6)} s`)
    return result
  } catch (error) {
    if (onTerminal) process.stdout.write("\r\x1b[K")
    console.log(`  ${label}: failed`)
    throw error
  }
}

/** Rows of text in columns as wide as their longest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd())
    .join("\n")
}
