import { refuse } from "./refusals.ts"

/** Each hash takes 64 MiB: two at once on a small machine, and a short line behind them (about a second). */
const atOnce = 2
const inLine = 30

let running = 0
const waiting: (() => void)[] = []

/** Runs expensive work in its turn; refuses `sign_in_busy` when the line is full. */
export async function taken<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= inLine) refuse("sign_in_busy", { retryAfterSeconds: 2 })
    await new Promise<void>((go) => waiting.push(go))
  } else {
    running += 1
  }
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}
