import { readFileSync } from "node:fs"
import { readFile, writeFile } from "node:fs/promises"
import { loadavg } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { checkout } from "../apps/ops/checkout.ts"
import { type BareCounter, openBareCounter } from "../checks/testing/bare-counter.ts"
import { bookingRows } from "./bookings.ts"
import { median } from "./median.ts"
import { type Load, loaded } from "./plan.ts"
import { document, type Row, table } from "./report.ts"
import { type Compared, comparedReads } from "./row-security.ts"
import { slotRows } from "./slots.ts"

const runs = 3
const seconds = 6
const settings = {
  GUICHET_ENV: "production",
  GUICHET_DEMO: "false",
  GUICHET_PUBLIC_URL: "https://counter.example.org",
  GUICHET_SIMULATORS_URL: "",
  // One address orders as much as a town would.
  GUICHET_RATE_FACTOR: "1000",
}

type Shop = { readonly businessId: string; readonly variants: readonly string[] }
type Run = {
  readonly baseline: Load
  readonly orders: Load
  readonly products: Load
  readonly memoryMb: number
  readonly reads: readonly Compared[]
}

const [loadBefore = 0] = loadavg()
const counter = await openBareCounter({ environment: settings, furnish })
try {
  const shop = await soldBy(counter.superuserUrl)
  const measured: Run[] = []
  for (let run = 1; run <= runs; run += 1) {
    measured.push(await measuredOnce(counter, shop))
    console.log(`run ${run} of ${runs}`)
  }
  // Last: what is booked for it would lie in the way of the others.
  const bookings = await bookingRows(counter)
  const slots = await slotRows({ appUrl: counter.urls.appUrl, superuserUrl: counter.superuserUrl })
  const rows = [...orderRows(measured), ...readRows(measured), ...bookings, ...slots]
  await writeFile(join(checkout, "docs/performance.md"), document(rows, loadBefore))
  console.log(`\n${table(rows)}`)
  process.exitCode = rows.every(({ isMet }) => isMet) ? 0 : 1
} finally {
  await counter.close()
}

/** A database as it is after years, its statistics known, and more of everything on the shelf than can be ordered here. */
async function furnish(superuserUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query(await readFile(join(import.meta.dirname, "history.sql"), "utf8"))
    await client.query("vacuum analyze")
  } finally {
    await client.end()
  }
}

async function soldBy(superuserUrl: string): Promise<Shop> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ businessId: string; variantId: string }>(
      `select s.business_id as "businessId", s.variant_id as "variantId" from guichet.stock s
       join guichet.businesses b using (business_id) where b.slug = 'mj-chauffage'`,
    )
    return { businessId: rows[0]?.businessId ?? "", variants: rows.map(({ variantId }) => variantId) }
  } finally {
    await client.end()
  }
}

async function measuredOnce({ url, superuserUrl, urls, gate }: BareCounter, shop: Shop): Promise<Run> {
  const text = await readFile(join(import.meta.dirname, "place-order.sql"), "utf8")
  const timing = { warmSeconds: 2, seconds }
  const api = `${url}/api/v1/mj-chauffage`
  const memory = watchedMemory(gate.pid())

  const baseline = await loaded({ kind: "statement", url: superuserUrl, connections: 16, ...timing, ...shop, text })
  const orders = await loaded({ kind: "orders", url: `${api}/orders`, connections: 16, ...timing, ...shop })
  const products = await loaded({ kind: "page", url: `${api}/products?limit=20`, connections: 50, ...timing })
  const memoryMb = memory.end()
  const reads = await comparedReads({ appUrl: urls.appUrl, superuserUrl })
  return { baseline, orders, products, memoryMb, reads }
}

/** The most that a process holds in memory while it is watched, as the system counts it. */
function watchedMemory(pid: number) {
  const held = () => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024
  let most = held()
  const timer = setInterval(() => {
    most = Math.max(most, held())
  }, 200)
  return {
    end: () => {
      clearInterval(timer)
      return most
    },
  }
}

function orderRows(measured: readonly Run[]): Row[] {
  const middle = (of: (run: Run) => number) => median(measured.map(of))
  const orders = Math.round(middle((run) => run.orders.perSecond))
  const baseline = Math.round(middle((run) => run.baseline.perSecond))
  const ratio = middle((run) => run.orders.perSecond / run.baseline.perSecond)
  const p99 = middle((run) => run.orders.p99Ms)
  const memory = Math.max(...measured.map((run) => run.memoryMb))
  const products = Math.round(middle((run) => run.products.perSecond))

  return [
    {
      what: "Orders placed over HTTP, as a share of one autocommitted statement that writes the same rows",
      limit: "≥ 0.25",
      measured: `${ratio.toFixed(2)} (${orders} of ${baseline} per second)`,
      isMet: ratio >= 0.25,
    },
    {
      what: "The slowest of a hundred orders, 16 connections at once",
      limit: "< 60 ms",
      measured: `${Math.round(p99)} ms (median ${Math.round(middle((run) => run.orders.p50Ms))} ms)`,
      isMet: p99 < 60,
    },
    {
      what: "Memory of the gate under this load",
      limit: "< 250 MB",
      measured: `${Math.round(memory)} MB`,
      isMet: memory < 250,
    },
    {
      what: "Product list of 20 with live stock, 50 connections at once",
      limit: "≥ 2000 per second",
      measured: `${products} per second`,
      isMet: products >= 2_000,
    },
  ]
}

function readRows(measured: readonly Run[]): Row[] {
  const [first] = measured
  return (first?.reads ?? []).map(({ what }, at) => {
    const ratio = median(measured.map(({ reads }) => reads[at]?.ratio ?? Number.NaN))
    const ms = median(measured.map(({ reads }) => reads[at]?.guardedMs ?? Number.NaN))
    return {
      what: `Row security on reads: ${what}, against the same statement with \`where business_id = …\``,
      limit: "≤ 1.3",
      measured: `${ratio.toFixed(2)} (${ms.toFixed(2)} ms)`,
      isMet: ratio <= 1.3,
    }
  })
}
