import pg from "pg"
import { ConfigRefused, checkDatabaseRoles, readConfig } from "#kernel/config.ts"
import { openPool, type Pool } from "#kernel/database/pool.ts"
import { systemClock } from "#kernel/time.ts"
import { demoProblems } from "#modules/accounts/index.ts"
import { clockProblems } from "#modules/businesses/index.ts"
import { textProblems } from "#modules/channels/index.ts"
import { withLocalSettings } from "./local-database.ts"
import { type Environment, isProduction } from "./settings.ts"

type Finding = { about: string; problems: readonly string[] }

/** `guichet doctor`: whether these settings and this database may serve visitors. Exit code 1 when not. */
export async function run(): Promise<number> {
  const findings = isProduction(process.env)
    ? await examine(process.env)
    : await withLocalSettings(({ environment }) => examine(environment))

  for (const { about, problems } of findings) {
    console.log(`${problems.length === 0 ? "ok      " : "problem "} ${about}`)
    for (const problem of problems) console.log(`           ${problem}`)
  }
  return findings.some(({ problems }) => problems.length > 0) ? 1 : 0
}

async function examine(environment: Environment): Promise<Finding[]> {
  return [
    { about: "settings", problems: settingProblems(environment) },
    await examineRole("DATABASE_URL", environment),
    await examineRole("DATABASE_JOBS_URL", environment),
    await examineBusinesses("clocks of the businesses", environment, (pool) =>
      clockProblems({ pool, clock: systemClock }),
    ),
    ...(isProduction(environment) ? [await examineDemo(environment), await examineTexts(environment)] : []),
  ]
}

function settingProblems(environment: Environment): readonly string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    if (error instanceof ConfigRefused) return error.problems
    throw error
  }
}

async function examineRole(variable: string, environment: Environment): Promise<Finding> {
  const about = `role of ${variable}`
  const url = environment[variable]
  if (!url) return { about, problems: ["cannot be examined: the address is not set"] }

  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    return { about, problems: await checkDatabaseRoles(client) }
  } catch (error) {
    return { about, problems: [error instanceof Error ? error.message : String(error)] }
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Through the same role as the gate, which refuses to start for the same reason. */
function examineDemo(environment: Environment): Promise<Finding> {
  return examineBusinesses("no demo accounts", environment, (pool) => demoProblems({ pool, clock: systemClock }))
}

function examineTexts(environment: Environment): Promise<Finding> {
  return examineBusinesses("SMS of the businesses", environment, (pool) =>
    textProblems({ pool, clock: systemClock, secretKeys: readConfig(environment).secretKeys }),
  )
}

type Examining = (pool: Pool) => Promise<readonly string[]>

async function examineBusinesses(about: string, { DATABASE_URL: url }: Environment, ask: Examining): Promise<Finding> {
  if (!url) return { about, problems: ["cannot be examined: DATABASE_URL is not set"] }

  const pool = openPool(url, { size: 1, name: "doctor" })
  try {
    return { about, problems: await ask(pool) }
  } catch (error) {
    if (error instanceof ConfigRefused) return { about, problems: ["cannot be examined: the settings are not sound"] }
    return { about, problems: [error instanceof Error ? error.message : String(error)] }
  } finally {
    await pool.end()
  }
}
