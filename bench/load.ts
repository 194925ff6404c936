import { randomBytes, randomInt, randomUUID } from "node:crypto"
import pg from "pg"
import { newId, newNumber } from "#kernel/ids.ts"
import { openLine } from "./line.ts"
import type { Load, Plan } from "./plan.ts"

/** A process of its own that asks again as soon as it is answered, over so many connections, and reports once. */
process.once("message", async (plan: Plan) => {
  const asker = await open(plan)
  process.send?.(await measured(asker, plan))
  await asker.end()
  process.disconnect?.()
})

type Asker = {
  readonly one: (connection: number) => Promise<boolean>
  readonly end: () => Promise<void>
  /** Of a question in several steps: how long each took. */
  readonly steps?: { readonly [step: string]: number[] }
}

function open(plan: Plan): Promise<Asker> {
  if (plan.kind === "statement") return openStatements(plan)
  if (plan.kind === "bookings") return openBookings(plan)
  return plan.kind === "orders" ? openOrders(plan) : openPage(plan)
}

async function measured({ one, steps = {} }: Asker, { connections, warmSeconds, seconds }: Plan): Promise<Load> {
  const start = performance.now() + warmSeconds * 1_000
  const end = start + seconds * 1_000
  const times: number[] = []
  let failed = 0

  const again = async (connection: number) => {
    for (let began = performance.now(); began < end; began = performance.now()) {
      const isFine = await one(connection)
      const ended = performance.now()
      if (!isFine) failed += 1
      else if (began >= start && ended <= end) times.push(ended - began)
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, connection) => again(connection)))
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  const mean = (all: readonly number[]) => all.reduce((sum, ms) => sum + ms, 0) / all.length
  const stepsPerSecond = Object.fromEntries(
    Object.entries(steps).map(([step, all]) => [step, (connections * 1_000) / mean(all)]),
  )
  return { perSecond: times.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99), failed, stepsPerSecond }
}

/** Two different variants, the lower id first: the order in which everybody locks them. */
function twoOf(variants: readonly string[]): [string, string] {
  const first = randomInt(variants.length)
  const second = (first + 1 + randomInt(variants.length - 1)) % variants.length
  const [a = "", b = ""] = [variants[first] ?? "", variants[second] ?? ""].sort()
  return [a, b]
}

/** Customers are new ones: a number is hardly ever drawn twice. */
const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join("")

/** The limit to compare with: the same rows by one statement, committed by itself, without row security. */
async function openStatements({ url, connections, text = "", businessId, variants = [] }: Plan): Promise<Asker> {
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }))
  await Promise.all(clients.map((client) => client.connect()))
  return {
    async one(connection) {
      const [first, second] = twoOf(variants)
      const customer = [newId(), `+99${digits(12)}`]
      const dossier = [newId(), newNumber("CMD"), randomBytes(32)]
      const lines = [newId(), first, newId(), second]
      const values = [businessId, ...customer, ...dossier, ...lines, newId(), randomUUID(), digits(64), newId()]
      await clients[connection]?.query({ name: "place-order", text, values })
      return true
    },
    end: async () => {
      await Promise.all(clients.map((client) => client.end()))
    },
  }
}

async function openOrders({ url, connections, variants = [] }: Plan): Promise<Asker> {
  const lines = await Promise.all(Array.from({ length: connections }, () => openLine(url)))
  return {
    async one(connection) {
      const order = {
        lines: twoOf(variants).map((variantId) => ({ variantId, quantity: 1 })),
        customer: { name: "Nadia Benali", phone: `0${5 + randomInt(3)}${digits(8)}` },
        delivery: { method: "home", wilaya: 16, commune: "Bab Ezzouar", address: "Cité 5 juillet" },
        payment: { method: "cash_on_delivery" },
        acceptTerms: true,
        locale: "fr",
      }
      const headers = { "content-type": "application/json", "idempotency-key": randomUUID() }
      return (await lines[connection]?.ask({ method: "POST", headers, body: JSON.stringify(order) })) === 201
    },
    end: async () => lines.forEach((line) => void line.end()),
  }
}

const [daysAhead, halfHours] = [60, 20]

/** Every half hour of a day, then of the next: who comes after them all takes another technician's. */
function startOf(booking: number): string {
  const place = booking % (daysAhead * halfHours)
  const day = Temporal.Now.plainDateISO("Africa/Algiers").add({ days: 2 + (place % daysAhead) })
  const minutes = 480 + 30 * Math.floor(place / daysAhead)
  const time = Temporal.PlainTime.from({ hour: Math.floor(minutes / 60), minute: minutes % 60 })
  return day.toZonedDateTime({ timeZone: "Africa/Algiers", plainTime: time }).toInstant().toString()
}

/** A visit is held and booked: two questions, timed as one. */
async function openBookings({ url, connections }: Plan): Promise<Asker> {
  const lines = await Promise.all(Array.from({ length: connections }, () => openLine(url)))
  const holds = new URL(url).pathname
  const appointments = holds.replace(/holds$/, "appointments")
  let bookings = 0
  const steps: { readonly holds: number[]; readonly appointments: number[] } = { holds: [], appointments: [] }
  const post = (body: object) => ({
    method: "POST" as const,
    headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
    body: JSON.stringify(body),
  })
  return {
    async one(connection) {
      const line = lines[connection]
      const wish = { faultType: "leak", commune: "Bab Ezzouar", startsAt: startOf(bookings++) }
      const began = performance.now()
      const held = await line?.read(post(wish), holds)
      const between = performance.now()
      steps.holds.push(between - began)
      if (held?.status !== 201) return false
      const customer = { name: "Nadia Benali", phone: `0${5 + randomInt(3)}${digits(8)}` }
      const form = { holdToken: JSON.parse(held.body).holdToken, customer, address: "Cité 5 juillet" }
      const booked = await line?.read(post(form), appointments)
      steps.appointments.push(performance.now() - between)
      return booked?.status === 201
    },
    end: async () => lines.forEach((line) => void line.end()),
    steps,
  }
}

async function openPage({ url, connections }: Plan): Promise<Asker> {
  const lines = await Promise.all(Array.from({ length: connections }, () => openLine(url)))
  return {
    one: async (connection) => (await lines[connection]?.ask({ method: "GET", headers: {}, body: "" })) === 200,
    end: async () => lines.forEach((line) => void line.end()),
  }
}
