import { readdirSync } from "node:fs"
import { rm } from "node:fs/promises"
import { join } from "node:path"
import { givenDatabase } from "../local-database.ts"
import { removePostgres } from "../postgres/remove.ts"
import { chosenPorts, isDemo, refuseTakenPorts } from "../settings.ts"
import { openState, type State } from "../state.ts"
import { stop } from "../stop.ts"
import { type Claim, claim } from "./claim.ts"
import { openHousehold } from "./household.ts"
import { type Opened, open } from "./open.ts"
import { step } from "./progress.ts"
import { welcome } from "./welcome.ts"

type Serve = {
  /** Begin with nothing: the embedded data, files and secrets go. */
  reset: boolean
  dev: boolean
  /** Called once everything answers. */
  opened?(opened: Opened): void
}

/** Runs the whole counter until it is told to stop, then stops all of it. */
export async function serve({ reset, dev, opened }: Serve): Promise<number> {
  const environment = { ...process.env }
  const ports = chosenPorts(environment)
  const state = openState()

  if (reset && givenDatabase(environment))
    stop("--reset empties the embedded database only, and DATABASE_URL names yours.")
  survivesItsTerminal()
  console.log("\n  Guichet\n")
  const claimed = await claim(state.run)
  const told = toldToStop(claimed)
  const household = openHousehold(state)

  try {
    if (claimed.ended.length > 0)
      console.log(`  An earlier start was cut off; ended what it left: ${claimed.ended.join(", ")}`)
    await refuseTakenPorts(ports, { demo: isDemo(environment) })
    if (reset) await resetState(state)

    const result = await Promise.race([open({ environment, state, ports, household, dev }), told])
    if (typeof result === "object") {
      console.log(welcome({ ...result, ports }))
      opened?.(result)
    }
    console.log(`\n  Stopping: ${await told}`)
  } finally {
    await step(
      "Stopping",
      () => household.stop(),
      () => "Everything has stopped",
    )
    claimed.release()
  }
  return 0
}

/** A closed terminal turns every line into an error, which must not keep us from stopping in order. */
function survivesItsTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined)
}

/** Listens for good: npm passes on the Ctrl-C that the terminal has sent us already. */
function toldToStop({ isLaunched }: Claim): Promise<string> {
  return new Promise((resolve) => {
    process.on("SIGINT", () => resolve("Ctrl-C"))
    process.on("SIGTERM", () => resolve("asked to"))
    process.on("SIGHUP", () => resolve("the terminal has closed"))
    setInterval(() => {
      if (!isLaunched()) resolve("npm was killed")
    }, 1_000).unref()
  })
}

/** Keeps our claim alone. */
async function resetState(state: State): Promise<void> {
  await step(
    "Removing what was there",
    async () => {
      await removePostgres(state.dir)
      for (const name of readdirSync(state.dir)) {
        if (join(state.dir, name) !== state.run) await rm(join(state.dir, name), { recursive: true, force: true })
      }
      openState()
    },
    () => "Starting afresh",
  )
}
