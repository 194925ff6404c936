import { refuse } from "./refusals.ts"

/** A large photo takes two hundred megabytes while it is drawn: two at once, and a short line behind them. */
const atOnce = 2
const inLine = 30

let running = 0
const waiting: (() => void)[] = []

/** Draws pictures in their turn; refuses `photos_busy` when the line is full. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= inLine) refuse("photos_busy", { retryAfterSeconds: 5 })
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
