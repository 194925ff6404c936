import { prepareDatabase } from "./database/prepare.ts"
import { type Passwords, type RoleUrls, roleUrls } from "./database/roles.ts"
import { type RunningPostgres, startPostgres } from "./postgres/start.ts"
import { localSecrets } from "./secrets.ts"
import { chosenPorts, type Environment, isProduction, serverEnvironment } from "./settings.ts"
import { openState } from "./state.ts"
import { stop } from "./stop.ts"

/** The addresses of a Postgres of yours, or nothing: then the embedded one is used. */
export function givenDatabase(environment: Environment): RoleUrls | undefined {
  const { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, DATABASE_JOBS_URL: jobsUrl } = environment
  if (!appUrl && !ownerUrl && !jobsUrl) return undefined

  const missing = Object.entries({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, DATABASE_JOBS_URL: jobsUrl })
    .filter(([, url]) => !url)
    .map(([name]) => name)
  if (!appUrl || !ownerUrl || !jobsUrl) return stop(`To use a Postgres of yours, set ${missing.join(" and ")} too.`)

  return { appUrl, ownerUrl, jobsUrl, readonlyUrl: environment.DATABASE_READONLY_URL || ownerUrl }
}

/** Runs `use` on the given database, or on the embedded one, which is started for it unless it runs already. */
export async function withDatabase<T>(use: (urls: RoleUrls) => Promise<T>): Promise<T> {
  const given = givenDatabase(process.env)
  if (given) return use(given)

  const { dir } = openState()
  const { passwords } = localSecrets(dir)
  const postgres = await startPostgres({ stateDir: dir })
  try {
    return await use(await embeddedUrls(postgres, passwords))
  } finally {
    if (!postgres.adopted) await postgres.stop()
  }
}

/** The same with the settings that `guichet up` would give the gate: on a laptop nobody sets any. */
export function withLocalSettings<T>(
  use: (local: { urls: RoleUrls; environment: Environment }) => Promise<T>,
): Promise<T> {
  return withDatabase((urls) => {
    const { env } = process
    const state = openState()
    const secrets = isProduction(env) ? undefined : localSecrets(state.dir)
    const ports = chosenPorts(env)
    return use({ urls, environment: serverEnvironment({ environment: env, state, ports, urls, secrets, smtpPort: 0 }) })
  })
}

/** A server that was found running is in use and prepared already. */
function embeddedUrls({ superuserUrl, adopted }: RunningPostgres, passwords: Passwords): Promise<RoleUrls> | RoleUrls {
  return adopted ? roleUrls(superuserUrl, "guichet", passwords) : prepareDatabase({ adminUrl: superuserUrl, passwords })
}
