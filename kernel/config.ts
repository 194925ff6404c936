import { isIP } from "node:net"
import { resolve } from "node:path"
import { z } from "zod"
import type { VersionedKeys } from "./secrets.ts"

type Environment = Readonly<Record<string, string | undefined>>

/** The settings are incomplete or unsafe. Each problem is one line that names the variable and says what to set. */
export class ConfigRefused extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`Guichet does not start with these settings:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`)
    this.name = "ConfigRefused"
    this.problems = problems
  }
}

const port = z.coerce.number("use a port number").int("use a port number").min(1, "use a port number").max(65_535)
const webAddress = z.url({ protocol: /^https?$/, error: "use an address like https://counter.example.org" })
const postgresAddress = z.url({ protocol: /^postgres(ql)?$/, error: "use postgres://role:password@host:5432/guichet" })
const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const
const flag = z.enum(["true", "false"], "use true or false").transform((word) => word === "true")

/** `v2:<base64>,v1:<base64>`; the highest version writes, all of them read. 32 bytes each, as AES-256 wants. */
const versionedKeys = z.string("set it to v1:<base64 of 32 random bytes>").transform((list, context): VersionedKeys => {
  const keys = new Map<number, Buffer>()
  for (const entry of list.split(",")) {
    const [, version = "", base64 = ""] = /^\s*v([1-9]\d*):([A-Za-z0-9+/]+={0,2})\s*$/.exec(entry) ?? []
    const key = Buffer.from(base64, "base64")
    if (key.length !== 32) context.addIssue("use v1:<base64 of exactly 32 bytes>, versions separated by commas")
    else if (keys.has(Number(version))) context.addIssue(`name version v${version} only once`)
    else keys.set(Number(version), key)
  }
  return { current: Math.max(...keys.keys()), keys }
})

const addressList = z.string().transform((list, context): readonly string[] => {
  const addresses = list.split(",").map((address) => address.trim())
  for (const address of addresses) {
    if (!isAddress(address)) context.addIssue(`${address} is no IP address or range like 10.0.0.0/8`)
  }
  return addresses
})

function isAddress(text: string): boolean {
  const [address = "", bits] = text.split("/")
  const family = isIP(address)
  const longest = family === 4 ? 32 : 128

  return family !== 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest))
}

const variables = z.object({
  GUICHET_ENV: z.enum(["development", "production"], "use development or production").default("development"),
  GUICHET_DEMO: flag.default(false),
  GUICHET_DEV: flag.default(false),
  GUICHET_PORT: port.default(3000),
  GUICHET_PUBLIC_URL: webAddress.optional(),
  GUICHET_WEB_URL: webAddress.default("http://127.0.0.1:3001"),
  GUICHET_TRUSTED_PROXIES: addressList.default([]),
  GUICHET_SECRET_KEY: versionedKeys,
  GUICHET_LINK_KEY: versionedKeys,
  GUICHET_PEPPER: versionedKeys,
  GUICHET_INTERNAL_TOKEN: z
    .string("set it to 32 random characters or more")
    .min(32, "set it to 32 random characters or more"),
  GUICHET_SIMULATORS_URL: webAddress.optional(),
  GUICHET_FILES_DIR: z.string().default(".guichet/files"),
  GUICHET_RATE_FACTOR: z.coerce.number("use a number such as 1.5").min(0.1).max(1_000).default(1),
  GUICHET_LOG_LEVEL: z.enum(logLevels, `use one of ${logLevels.join(", ")}`).default("info"),
  GUICHET_WORKER: z.enum(["inline", "external"], "use inline or external").default("inline"),
  DATABASE_URL: postgresAddress,
  DATABASE_JOBS_URL: postgresAddress,
  DATABASE_OWNER_URL: postgresAddress.optional(),
  DATABASE_READONLY_URL: postgresAddress.optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "use smtp://user:password@host:587" }).optional(),
  REDIS_URL: z.undefined("limits count in the memory of each gate in this release; unset it").optional(),
})

type Variables = z.output<typeof variables>
export type Config = ReturnType<typeof configured>

/** The settings of this process, from its environment. Throws `ConfigRefused` with every problem at once. */
export function readConfig(environment: Environment = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  )
  const parsed = variables.safeParse(given)
  if (!parsed.success) throw new ConfigRefused(parsed.error.issues.map(asLine))

  const unsafe = parsed.data.GUICHET_ENV === "production" ? unsafeInProduction(parsed.data) : []
  if (unsafe.length > 0) throw new ConfigRefused(unsafe)

  return configured(parsed.data)
}

function asLine({ path, message }: z.core.$ZodIssue): string {
  return `${String(path[0])}: ${message}`
}

function configured(from: Variables) {
  return Object.freeze({
    production: from.GUICHET_ENV === "production",
    demo: from.GUICHET_DEMO,
    /** Somebody works on the pages: web is `next dev`, whose tools need what a counter that serves forbids. */
    dev: from.GUICHET_DEV,
    port: from.GUICHET_PORT,
    /** Without a slash at the end. */
    publicUrl: (from.GUICHET_PUBLIC_URL ?? `http://localhost:${from.GUICHET_PORT}`).replace(/\/+$/, ""),
    webUrl: from.GUICHET_WEB_URL.replace(/\/+$/, ""),
    trustedProxies: from.GUICHET_TRUSTED_PROXIES,
    databaseUrl: from.DATABASE_URL,
    databaseJobsUrl: from.DATABASE_JOBS_URL,
    databaseOwnerUrl: from.DATABASE_OWNER_URL,
    databaseReadonlyUrl: from.DATABASE_READONLY_URL,
    secretKeys: from.GUICHET_SECRET_KEY,
    linkKeys: from.GUICHET_LINK_KEY,
    peppers: from.GUICHET_PEPPER,
    internalToken: from.GUICHET_INTERNAL_TOKEN,
    simulatorsUrl: from.GUICHET_SIMULATORS_URL?.replace(/\/+$/, ""),
    smtpUrl: from.SMTP_URL,
    /** Absolute. */
    filesDir: resolve(from.GUICHET_FILES_DIR),
    /** Multiplies the limits on visitors; those on secrets stay. */
    rateFactor: from.GUICHET_RATE_FACTOR,
    logLevel: from.GUICHET_LOG_LEVEL,
    worker: from.GUICHET_WORKER,
  })
}

function unsafeInProduction(from: Variables): string[] {
  const keys = [
    ["GUICHET_SECRET_KEY", from.GUICHET_SECRET_KEY],
    ["GUICHET_LINK_KEY", from.GUICHET_LINK_KEY],
    ["GUICHET_PEPPER", from.GUICHET_PEPPER],
  ] as const
  const problems = keys
    .filter(([, { keys }]) => [...keys.values()].some(isTyped))
    .map(([name]) => `${name}: this is an example or typed by hand; set it to v1:<base64 of 32 random bytes>`)

  if (isRepeated(from.GUICHET_INTERNAL_TOKEN))
    problems.push("GUICHET_INTERNAL_TOKEN: this is an example; set it to random characters")
  if (from.GUICHET_DEMO) problems.push("GUICHET_DEMO: demo accounts have known passwords; set it to false")
  if (from.GUICHET_DEV) problems.push("GUICHET_DEV: it lets pages run code from texts; set it to false")
  if (from.GUICHET_SIMULATORS_URL)
    problems.push("GUICHET_SIMULATORS_URL: simulators settle payments nobody made; unset it")
  if (!from.GUICHET_PUBLIC_URL?.startsWith("https://"))
    problems.push("GUICHET_PUBLIC_URL: set it to the https address that visitors use")
  if (!from.SMTP_URL)
    problems.push("SMTP_URL: customers would hear nothing of their orders; set it to smtp://user:password@host:587")
  return problems
}

/** Random bytes are neither all printable nor much repeated: 32 of them show about 30 values. */
function isTyped(key: Buffer): boolean {
  return key.every((byte) => byte >= 0x20 && byte < 0x7f) || new Set(key).size < 16
}

function isRepeated(token: string): boolean {
  return new Set(token).size < 10 || /example|change.?me|password|secret/i.test(token)
}

type Asks = { query(text: string): Promise<{ rows: unknown[] }> }

const roleProblem = z.array(z.object({ role: z.string(), problem: z.string() }))

/** Why the connected role must not serve visitors: row security would not hold it. One line each, empty when it may. */
export async function checkDatabaseRoles(client: Asks): Promise<string[]> {
  const { rows } = await client.query(`
    select current_user::text as role, problem
    from pg_roles r
    cross join lateral (values
      (r.rolsuper, 'is superuser'),
      (r.rolbypassrls, 'has BYPASSRLS'),
      (exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where c.relowner = r.oid and n.nspname in ('guichet', 'app')), 'owns tables of ours'),
      (exists (select from pg_roles o where o.rolname = 'guichet_owner' and o.oid <> r.oid
               and not r.rolsuper and pg_has_role(r.oid, o.oid, 'member')), 'can become guichet_owner')
    ) as checks (broken, problem)
    where r.rolname = current_user and broken`)
  return roleProblem
    .parse(rows)
    .map(({ role, problem }) => `the database role ${role} ${problem}; connect as guichet_app or guichet_jobs`)
}
