import pg from "pg"
import { stop } from "../stop.ts"
import { type Passwords, type Role, type RoleUrls, roles, roleUrls, scramVerifier } from "./roles.ts"

type Options = {
  /** A superuser, or a role that may create databases, roles and extensions. */
  adminUrl: string
  database?: string
  passwords: Passwords
}

const searchPath = "search_path = pg_catalog, extensions"

/** What holds for every session of a role. Statements of this project qualify every name. */
const roleSettings: Readonly<Record<Role, readonly string[]>> = {
  guichet_owner: [searchPath],
  guichet_app: [
    searchPath,
    "statement_timeout = '10s'",
    "lock_timeout = '5s'",
    "idle_in_transaction_session_timeout = '15s'",
  ],
  // The relay's lock goes with its connection: a machine that vanished must not keep it for the two hours TCP waits.
  guichet_jobs: [
    searchPath,
    "tcp_keepalives_idle = 10",
    "tcp_keepalives_interval = 5",
    "tcp_keepalives_count = 3",
    "tcp_user_timeout = 25000",
  ],
  guichet_readonly: [searchPath, "default_transaction_read_only = on"],
}

const everyRole = roles.join(", ")
const lockNumber = 7_216_001

/** Creates the database, its roles, schemas and extensions; may run again at any time, also beside itself. */
export async function prepareDatabase({ adminUrl, database = "guichet", passwords }: Options): Promise<RoleUrls> {
  await withClient(adminUrl, async (client) => {
    const superuser = await isSuperuser(client)

    await client.query("select pg_advisory_lock($1)", [lockNumber])
    await runAll(client, roleStatements(passwords, { superuser }))
    if (!(await exists(client, database))) await client.query(createDatabase(database))
  })
  await withClient(inDatabase(adminUrl, database), async (client) => {
    const superuser = await isSuperuser(client)

    await client.query("select pg_advisory_lock($1)", [lockNumber])
    await runAll(client, databaseStatements(database, { superuser }))
  })
  return roleUrls(adminUrl, database, passwords)
}

/** The same for psql, to be run by somebody who may. */
export function preparationScript(database: string, passwords: Passwords): string {
  const ended = (statement: string) => `${statement};`
  return [
    "-- For psql, as a superuser. Passwords are given as SCRAM verifiers. A database that exists already is kept.",
    ...roleStatements(passwords, { superuser: true }).map(ended),
    ended(createDatabase(database)),
    `\\connect ${pg.escapeIdentifier(database)}`,
    ...databaseStatements(database, { superuser: true }).map(ended),
  ].join("\n")
}

/** Only a superuser may even repeat what a role is not; everyone else gets these by default. */
function roleStatements(passwords: Passwords, { superuser }: { superuser: boolean }): string[] {
  const limits = superuser ? "nosuperuser nobypassrls noreplication nocreaterole nocreatedb" : "nocreaterole nocreatedb"

  return roles.flatMap((role) => [
    `do $$ begin if not exists (select from pg_roles where rolname = '${role}') then create role ${role}; end if; end $$`,
    `alter role ${role} with login ${limits} password '${scramVerifier(passwords[role])}'`,
    ...roleSettings[role].map((setting) => `alter role ${role} set ${setting}`),
  ])
}

/** Functions are nobody's until granted: definer functions must not open by default. */
function databaseStatements(database: string, { superuser }: { superuser: boolean }): string[] {
  return [
    ...(superuser ? [] : ["grant guichet_owner, guichet_jobs to current_user"]),
    `revoke all on database ${pg.escapeIdentifier(database)} from public`,
    `grant connect on database ${pg.escapeIdentifier(database)} to ${everyRole}`,
    "revoke all on schema public from public",
    "create schema if not exists extensions",
    `grant usage on schema extensions to ${everyRole}`,
    ...["btree_gist", "fuzzystrmatch", "pg_trgm", "unaccent"].flatMap((extension) => [
      `create extension if not exists ${extension} schema extensions`,
      `alter extension ${extension} set schema extensions`,
    ]),
    "create schema if not exists guichet authorization guichet_owner",
    "create schema if not exists app authorization guichet_owner",
    "create schema if not exists graphile_worker authorization guichet_jobs",
    "alter default privileges for role guichet_owner revoke execute on functions from public",
  ]
}

function createDatabase(database: string): string {
  return `create database ${pg.escapeIdentifier(database)} template template0 encoding 'UTF8'`
}

async function exists(client: pg.Client, database: string): Promise<boolean> {
  const { rowCount } = await client.query("select from pg_database where datname = $1", [database])
  return rowCount === 1
}

async function isSuperuser(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ rolsuper: boolean }>(
    "select rolsuper from pg_roles where rolname = current_user",
  )
  return rows[0]?.rolsuper ?? false
}

async function runAll(client: pg.Client, statements: string[]): Promise<void> {
  for (const statement of statements) await client.query(statement)
}

async function withClient(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await use(client)
  } finally {
    await client.end()
  }
}

function inDatabase(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}

/** Says what to do when the owner's database is not there or lacks what `prepare` makes. */
export async function refuseUnprepared(ownerUrl: string): Promise<void> {
  const advice = "Prepare it with DATABASE_ADMIN_URL, or see: npm run -s guichet -- database prepare --print"
  const { host, pathname } = new URL(ownerUrl)
  try {
    await withClient(ownerUrl, async (client) => {
      const { rowCount } = await client.query(
        "select from pg_namespace where nspname in ('guichet', 'app', 'graphile_worker', 'extensions')",
      )
      if (rowCount !== 4) stop(`The database ${pathname.slice(1)} at ${host} is not prepared. ${advice}`)
    })
  } catch (error) {
    if (error instanceof pg.DatabaseError) stop(`The database at ${host} says: ${error.message}. ${advice}`)
    throw error
  }
}

/** `guichet database prepare [--print]`: on the server DATABASE_ADMIN_URL, with the passwords of the four addresses. */
export async function run(args: string[]): Promise<number> {
  const { database, passwords } = wantedByAddresses()
  const adminUrl = process.env.DATABASE_ADMIN_URL

  if (args.includes("--print") || adminUrl === undefined) {
    console.log(preparationScript(database, passwords))
    return 0
  }
  await prepareGiven(adminUrl)
  console.log(`The database ${database} is ready for guichet database migrate.`)
  return 0
}

/** Prepares the database that the addresses in the environment name; without the right to, says what to have run. */
export async function prepareGiven(adminUrl: string): Promise<RoleUrls> {
  const { database, passwords } = wantedByAddresses()
  try {
    return await prepareDatabase({ adminUrl, database, passwords })
  } catch (error) {
    const mayNot = error instanceof pg.DatabaseError && error.code === "42501"
    if (!mayNot) throw error
    return stop(`${error.message}. Have a superuser run this:\n\n${preparationScript(database, passwords)}`)
  }
}

function wantedByAddresses(): { database: string; passwords: Passwords } {
  const address = (name: string, role: Role) => {
    const url = URL.parse(process.env[name] ?? "")
    if (url?.username !== role || url.password === "") {
      return stop(`Set ${name} to postgres://${role}:<password>@<host>/<database>`)
    }
    return { database: decodeURIComponent(url.pathname.slice(1)), password: decodeURIComponent(url.password) }
  }
  const app = address("DATABASE_URL", "guichet_app")

  return {
    database: app.database,
    passwords: {
      guichet_app: app.password,
      guichet_owner: address("DATABASE_OWNER_URL", "guichet_owner").password,
      guichet_jobs: address("DATABASE_JOBS_URL", "guichet_jobs").password,
      guichet_readonly: address("DATABASE_READONLY_URL", "guichet_readonly").password,
    },
  }
}
