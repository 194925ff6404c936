import { setTimeout as sleep } from "node:timers/promises"
import { type RunningPostgres, startPostgres } from "../postgres/start.ts"
import { isAlive } from "../processes.ts"
import type { State } from "../state.ts"
import { stop } from "../stop.ts"
import { type Child, type Part, supervise } from "./child.ts"

const childPatienceMs = 3_000
const postgresPatienceMs = 1_000
const pulseMs = 500

export type Household = {
  startPostgres(port: number | undefined): Promise<RunningPostgres>
  start(part: Part): Child
  /** Something to end at once, like a build. */
  endsWith(end: () => void): void
  /** Children first, Postgres last, within 5 seconds. */
  stop(): Promise<void>
}

/** Everything that runs because of us. Nothing starts any more once it stops. */
export function openHousehold(state: State): Household {
  const children: Child[] = []
  const endings: (() => void)[] = []
  let postgres: Promise<RunningPostgres> | undefined
  let stopping: Promise<void> | undefined

  const refuseWhenStopping = () => {
    if (stopping) stop("Guichet is stopping.")
  }
  const keepPostgres = async (first: RunningPostgres) => {
    let running = first
    while (!stopping) {
      await sleep(pulseMs)
      if (stopping || isAlive(running.pid)) continue

      console.log("  postgres ended, starting it again")
      postgres = startPostgres({ stateDir: state.dir, port: running.port })
      running = await postgres.catch((error: unknown) => {
        console.error(`  ${error instanceof Error ? error.message : error}`)
        return running
      })
    }
  }

  return {
    startPostgres: async (port) => {
      refuseWhenStopping()
      postgres = startPostgres({ stateDir: state.dir, ...(port && { port }) })
      const running = await postgres
      void keepPostgres(running)
      return running
    },
    start: (part) => {
      refuseWhenStopping()
      const child = supervise(part, state)
      children.push(child)
      return child
    },
    endsWith: (end) => endings.push(end),
    stop: () => {
      stopping ??= stopAll({ children, endings, postgres: () => postgres })
      return stopping
    },
  }
}

type Running = { children: Child[]; endings: (() => void)[]; postgres(): Promise<RunningPostgres> | undefined }

async function stopAll({ children, endings, postgres }: Running): Promise<void> {
  for (const end of endings) end()
  await Promise.all(children.map((child) => child.stop(childPatienceMs)))
  const running = await postgres()?.catch(() => undefined)
  await running?.stop(postgresPatienceMs)
}
