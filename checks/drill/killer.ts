import { setTimeout as sleep } from "node:timers/promises"
import type { BareCounter } from "../testing/bare-counter.ts"
import type { Chance } from "./chance.ts"
import type { Database } from "./database.ts"

export const parts = ["gate", "worker", "postgres"] as const
export type Part = (typeof parts)[number]

export type Killed = { readonly part: Part; readonly during: "an errand" | "anything" }

export type Killer = {
  /** Kills one process with SIGKILL: at any moment, or while a call to the outside world is out. */
  readonly strike: () => Promise<void>
  readonly killed: readonly Killed[]
}

type Options = {
  readonly counter: BareCounter
  readonly database: Database
  readonly chance: Chance
  readonly among: readonly [Part, ...Part[]]
}

const longestWaitMs = 2_000

export function openKiller({ counter, database, chance, among }: Options): Killer {
  const killed: Killed[] = []
  return {
    killed,
    async strike() {
      const part = chance.of(among)
      const waitsForErrand = chance.share() < 0.5
      if (!waitsForErrand) await sleep(chance.share() * 300)
      const during = waitsForErrand && (await isErrandOut(database)) ? "an errand" : "anything"
      killed.push({ part, during })
      await counter[part].kill()
    },
  }
}

async function isErrandOut(database: Database): Promise<boolean> {
  const until = performance.now() + longestWaitMs
  while (performance.now() < until) {
    const [{ out } = { out: 0 }] = await database.rows<{ out: number }>(
      "select count(*)::int as out from guichet.errands where status = 'sending' and updated_at > now() - interval '1 second'",
    )
    if (out > 0) return true
    await sleep(3)
  }
  return false
}
