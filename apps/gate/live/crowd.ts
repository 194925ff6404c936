import { refuse } from "#kernel/refusals.ts"

/** Each open page holds a connection and memory for as long as it likes. */
export const crowdAtMost = { all: 5_000, network: 20, subject: 20 } as const

type Newcomer = {
  /** Whose address it comes from. */
  readonly network: string
  /** Whom or what it may see: one member of staff, one order. */
  readonly subject: string
}
export type Crowd = { readonly enter: (newcomer: Newcomer) => () => void }

/** Counts the live pages of this process. Refuses one too many; what it answers lets go of the place, once. */
export function openCrowd(atMost: { readonly [key in keyof typeof crowdAtMost]: number } = crowdAtMost): Crowd {
  const open = new Set<Newcomer>()
  const isFull = (key: keyof Newcomer, newcomer: Newcomer) =>
    [...open].filter((one) => one[key] === newcomer[key]).length >= atMost[key]
  return {
    enter({ network, subject }) {
      const newcomer = { network, subject }
      if (open.size >= atMost.all) refuse("unavailable", { retryAfterSeconds: 30 })
      if (isFull("network", newcomer) || isFull("subject", newcomer))
        refuse("too_many_requests", { retryAfterSeconds: 30 })
      open.add(newcomer)
      return () => void open.delete(newcomer)
    },
  }
}
