import { type Config, readConfig } from "#kernel/config.ts"
import { type SignIn, seed } from "../../../database/seed/load.ts"
import { migrate } from "../database/migrate.ts"
import { prepareDatabase, prepareGiven, refuseUnprepared } from "../database/prepare.ts"
import type { RoleUrls } from "../database/roles.ts"
import { givenDatabase } from "../local-database.ts"
import { freePort, isTaken } from "../ports.ts"
import { type LocalSecrets, localSecrets } from "../secrets.ts"
import { type Environment, isDemo, isProduction, type Ports, serverEnvironment, webEnvironment } from "../settings.ts"
import type { State } from "../state.ts"
import { buildPages } from "../web-build.ts"
import type { Child } from "./child.ts"
import type { Household } from "./household.ts"
import { partsOf } from "./parts.ts"
import { step } from "./progress.ts"

type Opening = { environment: Environment; state: State; ports: Ports; household: Household; dev: boolean }
export type Opened = { server: Environment; signIns: SignIn[]; children: Child[] }

const usualPostgresPort = 54_329

/** Brings the counter up, one line per step. Whatever it started is the household's to stop. */
export async function open(opening: Opening): Promise<Opened> {
  const { environment, state, ports, household, dev } = opening
  const secrets = isProduction(environment) ? undefined : localSecrets(state.dir)
  const urls = givenDatabase(environment) ? await useGivenDatabase(environment) : await useEmbedded(opening, secrets)
  const smtpPort = await freePort()
  const server = {
    ...serverEnvironment({ environment, state, ports, urls, secrets, smtpPort }),
    ...(dev && { NODE_ENV: "development", GUICHET_DEV: "true" }),
  }
  const config = readConfig(server)

  await migrateStep(urls)
  const signIns = isDemo(environment) ? await seedStep(urls, config) : []
  if (!dev) await pagesStep({ state, household, environment: webEnvironment(server) })
  const children = await partsStep(household, partsOf({ server, state, ports, smtpPort, dev }))
  return { server, signIns, children }
}

async function useGivenDatabase(environment: Environment): Promise<RoleUrls> {
  const urls = givenDatabase(environment)
  const { DATABASE_ADMIN_URL: adminUrl } = environment
  if (urls === undefined) throw new Error("called without a given database")

  return step(
    "Looking at the given database",
    async () => {
      if (adminUrl) await prepareGiven(adminUrl)
      await refuseUnprepared(urls.ownerUrl)
      return urls
    },
    () => `Database ${new URL(urls.appUrl).host} is ready`,
  )
}

async function useEmbedded({ state, ports, household }: Opening, secrets: LocalSecrets | undefined): Promise<RoleUrls> {
  const { passwords } = secrets ?? localSecrets(state.dir)
  const postgres = await step(
    "Starting Postgres",
    async () => household.startPostgres(ports.postgres ?? (await unlessTaken(usualPostgresPort))),
    ({ version, adopted, port }) => `Postgres ${version} ${adopted ? "was still running" : "started"} on port ${port}`,
  )
  if (postgres.moved) console.log(`    The database user cannot reach this folder; the data is in ${postgres.data}`)

  return step(
    "Preparing the database",
    () => prepareDatabase({ adminUrl: postgres.superuserUrl, passwords }),
    () => "Roles and schemas ready",
  )
}

async function unlessTaken(port: number): Promise<number | undefined> {
  return (await isTaken(port)) ? undefined : port
}

function migrateStep({ ownerUrl, jobsUrl }: RoleUrls): Promise<number> {
  return step(
    "Migrating",
    (say) => migrate({ ownerUrl, jobsUrl, log: (line) => say(`Migrating: ${line}`) }),
    (count) => (count === 0 ? "Schema up to date" : `${count} migrations applied`),
  )
}

function seedStep({ ownerUrl }: RoleUrls, keys: Config): Promise<SignIn[]> {
  return step(
    "Loading the demo businesses",
    async (say) => {
      const { signIns } = await seed({ databaseUrl: ownerUrl, keys, log: (line) => say(`Loading: ${line}`) })
      return signIns
    },
    (signIns) => `Demo businesses ready, ${signIns.length} people can sign in`,
  )
}

type Pages = { state: State; household: Household; environment: Environment }

function pagesStep({ state, household, environment }: Pages): Promise<boolean> {
  return step(
    "Building the pages (once, and after changes)",
    () => buildPages({ state, environment, started: household.endsWith }),
    (built) => (built ? "Pages built" : "Pages are built already"),
  )
}

function partsStep(household: Household, parts: ReturnType<typeof partsOf>): Promise<Child[]> {
  return step(
    `Starting ${parts.map(({ name }) => name).join(", ")}`,
    async () => {
      const children = parts.map((part) => household.start(part))
      await Promise.all(children.map((child) => child.whenReady()))
      return children
    },
    (children) => `${children.map(({ name }) => name).join(", ")} answer`,
  )
}
