import { setTimeout as sleep } from "node:timers/promises"
import type { Database } from "./database.ts"
import { setMinutes } from "./moved-clock.ts"

/** Minutes pass at once for the counter's processes, for the gateway and for the queue. */
export type Time = {
  readonly advanceTo: (minutes: number) => Promise<void>
  /** Until nothing is due any more, however often it has to be tried. */
  readonly quiet: () => Promise<void>
  /** Goes on until nothing is planned any more: what was busy or failed is asked again later. */
  readonly playOut: () => Promise<void>
}

type Options = { readonly database: Database; readonly clockPath: string; readonly simulatorsUrl: string }

const patienceMs = 120_000
const calmMs = 300
/** What is planned again and again never ends, and the books say what it is. */
const morePeriods = 6
const periodMinutes = 20

export function openTime({ database, clockPath, simulatorsUrl }: Options): Time {
  let now = 0
  const advanceTo: Time["advanceTo"] = async (minutes) => {
    await fetch(`${simulatorsUrl}/satim/control/clock`, {
      method: "POST",
      body: JSON.stringify({ advanceMinutes: minutes - now }),
    })
    setMinutes(clockPath, minutes)
    now = minutes
    await database.rows(bringForward, [`${minutes} minutes`])
  }
  const quiet: Time["quiet"] = async () => {
    const until = performance.now() + patienceMs
    let calmSince: number | null = null
    while (calmSince === null || performance.now() - calmSince < calmMs) {
      await database.rows(passMinute)
      const [waiting] = await database.rows<{ due: string; unnumbered: string }>(waitingWork)
      const isCalm = waiting?.due === "0" && waiting.unnumbered === "0"
      calmSince = isCalm ? (calmSince ?? performance.now()) : null
      if (performance.now() > until) throw new Error(`not quiet after ${patienceMs} ms: ${JSON.stringify(waiting)}`)
      await sleep(50)
    }
  }
  return {
    advanceTo,
    quiet,
    async playOut() {
      for (let period = 0; period < morePeriods; period += 1) {
        const [{ planned } = { planned: "0" }] = await database.rows<{ planned: string }>(plannedWork)
        if (planned === "0") return
        await advanceTo(now + periodMinutes)
        await quiet()
      }
    },
  }
}

/** Jobs are planned in the counter's time, and the queue runs by the server's: what is due there is due here. */
const bringForward = `update graphile_worker._private_jobs set run_at = now()
  where locked_at is null and run_at > now() and run_at <= now() + $1::interval`

/** A worker that was killed holds its jobs for a minute, which passes here as the others do. */
const passMinute = `update graphile_worker._private_jobs set locked_at = locked_at - interval '1 hour'
  where locked_at < now() - interval '5 seconds'`

const waitingWork = `select
    (select count(*) from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts) as due,
    (select count(*) from guichet.events where seq is null) as unnumbered`

const plannedWork = "select count(*) as planned from graphile_worker._private_jobs"
