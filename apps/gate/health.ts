import { readdirSync } from "node:fs"
import type { FastifyInstance } from "fastify"
import packageFile from "../../package.json" with { type: "json" }
import type { App } from "../boot.ts"

type Part = { readonly status: "up" | "down"; readonly latencyMs: number; readonly detail?: string }
type Check = (app: App) => Promise<string | undefined>

/** Each part says something about itself, or throws: then it is down. */
const checks = {
  database: async ({ kernel }) => {
    await kernel.pool.query("select 1")
    return undefined
  },
  migrations: async ({ kernel }) => {
    const { rows } = await kernel.pool.query<{ version: string | null }>("select app.schema_version() as version")
    const applied = Number(rows[0]?.version ?? 0)
    if (applied < wanted) throw new Error(`${applied} of ${wanted} applied`)
    return String(applied)
  },
  queue: async ({ jobsPool }) => {
    const { rows } = await jobsPool.query<{ unnumbered: string; late: string }>(queueQuery)
    const { unnumbered = "0", late = "0" } = rows[0] ?? {}
    if (Number(unnumbered) > 0 || Number(late) > 0) throw new Error(`${unnumbered} events and ${late} jobs wait`)
    return undefined
  },
  memory: async () => {
    const usedMb = Math.round(process.memoryUsage.rss() / 1_048_576)
    if (usedMb > memoryLimitMb) throw new Error(`${usedMb} MB used`)
    return `${usedMb} MB`
  },
  environment: async ({ config }) => (config.production ? "production" : "development"),
} as const satisfies { readonly [part: string]: Check }

const memoryLimitMb = 1_536

/** What has waited for longer than any worker should let it. */
const queueQuery = `select
  (select count(*) from guichet.events where seq is null and created_at < now() - interval '15 seconds') as unnumbered,
  (select count(*) from graphile_worker.jobs where locked_at is null and attempts < max_attempts and attempts = 0
    and run_at < now() - interval '60 seconds') as late`

const folder = new URL("../../database/migrations/", import.meta.url)
const wanted = readdirSync(folder).filter((name) => name.endsWith(".sql")).length

/** `/healthz` for a balancer: this process answers. `/api/health` for people: what it needs answers too. */
export function registerHealth(gate: FastifyInstance, app: App): void {
  gate.get("/healthz", (_, reply) =>
    reply.header("cache-control", "no-store").type("text/plain; charset=utf-8").send("ok\n"),
  )
  gate.get("/api/health", async (_, reply) => {
    const parts = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await checked(app, check)] as const),
    )
    const isUp = parts.every(([, { status }]) => status === "up")
    const health = { status: isUp ? "up" : "down", version: packageFile.version, checks: Object.fromEntries(parts) }
    return reply
      .code(isUp ? 200 : 503)
      .type("application/json; charset=utf-8")
      .send(JSON.stringify(health))
  })
}

const patienceMs = 2_000

async function checked(app: App, check: Check): Promise<Part> {
  const began = performance.now()
  const { promise: tooLate, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error("no answer")), patienceMs)
  try {
    const detail = await Promise.race([check(app), tooLate])
    return { status: "up", latencyMs: since(began), ...(detail === undefined ? {} : { detail }) }
  } catch (error) {
    app.log.warn({ err: error }, "a health check failed")
    return { status: "down", latencyMs: since(began) }
  } finally {
    clearTimeout(timer)
  }
}

const since = (began: number) => Math.round((performance.now() - began) * 10) / 10
