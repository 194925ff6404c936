import { readFile } from "node:fs/promises"
import { join } from "node:path"
import pg from "pg"
import { median } from "./median.ts"
import { type Load, loaded } from "./plan.ts"
import type { Row } from "./report.ts"

const runs = 3
const connections = 16
const required = 500

/** Visits held and booked over HTTP, each at a time of its own. */
export async function bookingRows({ url, superuserUrl }: { url: string; superuserUrl: string }): Promise<Row[]> {
  const measured: Load[] = []
  for (let run = 1; run <= runs; run += 1) {
    const slug = `agenda-${run}`
    await furnish(superuserUrl, slug)
    const plan = { kind: "bookings", url: `${url}/api/v1/${slug}/holds`, connections } as const
    measured.push(await loaded({ ...plan, warmSeconds: 2, seconds: 6 }))
  }
  const perSecond = Math.round(median(measured.map((load) => load.perSecond)))
  const p50 = Math.round(median(measured.map((load) => load.p50Ms)))
  const p99 = Math.round(median(measured.map((load) => load.p99Ms)))
  const step = (name: string) =>
    Math.round(median(measured.map(({ stepsPerSecond }) => stepsPerSecond[name] ?? Number.NaN)))
  const steps = `by themselves ${step("holds")} holds or ${step("appointments")} bookings of a hold`
  return [
    {
      what: "Visits of distinct slots, each held and booked over HTTP, 16 connections at once",
      limit: `≥ ${required} per second`,
      measured: `${perSecond} per second (both requests: median ${p50} ms, the slowest of a hundred ${p99} ms; ${steps})`,
      isMet: perSecond >= required,
    },
  ]
}

async function furnish(superuserUrl: string, slug: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query(await readFile(join(import.meta.dirname, "free-slots.sql"), "utf8"))
    await client.query("select pg_temp.open_agenda($1)", [slug])
    await client.query("analyze")
  } finally {
    await client.end()
  }
}
