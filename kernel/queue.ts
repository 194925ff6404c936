type Queue = {
  readonly atOnce: number
  readonly inLine: number
  /** Throws its refusal when the line is full. */
  readonly full: () => never
}

/** Runs expensive work in its turn: so much at once, and a short line behind it. */
export function queueOf({ atOnce, inLine, full }: Queue): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []

  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= inLine) full()
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
}
