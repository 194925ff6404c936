/** Random numbers that a seed repeats (mulberry32). */
export type Chance = {
  /** From 0 to just under 1. */
  readonly share: () => number
  /** One of these. */
  readonly of: <T>(choices: readonly [T, ...T[]]) => T
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const share = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { share, of: (choices) => choices[Math.floor(share() * choices.length)] ?? choices[0] }
}
