import { randomInt } from "node:crypto"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import pg from "pg"
import { searchSlots } from "../modules/booking/queries/slots.ts"
import { median } from "./median.ts"
import type { Row } from "./report.ts"

const sizes = [5_000, 50_000, 500_000] as const
const rounds = 5
const inRound = 60

type Place = { readonly businessId: string; readonly faultTypeId: string; readonly zones: readonly string[] }
type Lines = { readonly app: pg.Client; readonly superuser: pg.Client }

/**
 * The search that a visitor's page sends, thirty days of twenty technicians, among so many bookings. The sizes take
 * turns, so that whatever else the machine does disturbs all of them; the median of the rounds' p95.
 */
export async function slotRows(urls: { readonly appUrl: string; readonly superuserUrl: string }): Promise<Row[]> {
  const app = new pg.Client({ connectionString: urls.appUrl })
  const superuser = new pg.Client({ connectionString: urls.superuserUrl })
  await Promise.all([app.connect(), superuser.connect()])
  try {
    await furnish(superuser)
    const [few, some, many] = await p95s({ app, superuser })
    return rowsOf({ few, some, many })
  } finally {
    await Promise.all([app.end(), superuser.end()])
  }
}

async function furnish(superuser: pg.Client): Promise<void> {
  await superuser.query(await readFile(join(import.meta.dirname, "bookings.sql"), "utf8"))
  await superuser.query("set session_replication_role = replica")
  for (const size of sizes) await superuser.query("select pg_temp.book($1, $2)", [`booked-${size}`, size])
  await superuser.query("reset session_replication_role")
  await superuser.query("vacuum analyze guichet.appointments")
}

async function p95s({ app, superuser }: Lines): Promise<readonly [number, number, number]> {
  const places: Place[] = []
  for (const size of sizes) places.push(await placeOf(superuser, `booked-${size}`))
  const measured: number[][] = []
  for (const place of places) await round(app, place)
  for (let n = 0; n < rounds; n += 1) {
    const ofRound: number[] = []
    for (const place of places) ofRound.push(await round(app, place))
    measured.push(ofRound)
  }
  const of = (size: number) => median(measured.map((ofRound) => ofRound[size] ?? Number.NaN))
  return [of(0), of(1), of(2)]
}

async function placeOf(superuser: pg.Client, slug: string): Promise<Place> {
  const { rows } = await superuser.query<Place>(
    `select b.business_id as "businessId", f.id as "faultTypeId",
       array(select z.id::text from guichet.zones z where z.business_id = b.business_id) as zones
     from guichet.businesses b join guichet.fault_types f using (business_id) where b.slug = $1`,
    [slug],
  )
  const [place] = rows
  if (place === undefined) throw new Error(`nothing is booked at ${slug}`)
  return place
}

/** The p95 of one round, in ms. */
async function round(app: pg.Client, { businessId, faultTypeId, zones }: Place): Promise<number> {
  await app.query(
    `begin read only; select set_config('app.business_id', '${businessId}', true), set_config('app.scope', 'public', true)`,
  )
  const times: number[] = []
  for (let n = 0; n < inRound; n += 1) {
    const zoneId = zones[randomInt(zones.length)] ?? null
    const now = Temporal.Now.instant()
    const fromDay = now.toZonedDateTimeISO("Africa/Algiers").toPlainDate().toString()
    const asked = { faultTypeId, zoneId, now, fromDay, days: 30, rules: "customer" } as const
    const { values, ...sent } = searchSlots.prepared({ ...asked, technicianId: null, leavingOut: null })
    const began = performance.now()
    const { rows } = await app.query({ ...sent, values: [...values] })
    times.push(performance.now() - began)
    if (rows.length < 100) throw new Error(`only ${rows.length} slots in thirty days that are half empty`)
  }
  await app.query("commit")
  times.sort((a, b) => a - b)
  return times[Math.floor(times.length * 0.95)] ?? Number.NaN
}

function rowsOf({ few, some, many }: { few: number; some: number; many: number }): Row[] {
  return [
    {
      what: "Slot search, 95 of 100: 20 technicians, 30 days, over 50,000 bookings, one statement",
      limit: "< 30 ms",
      measured: `${some.toFixed(1)} ms`,
      isMet: some < 30,
    },
    {
      what: "The same over 500,000 bookings, against 5,000",
      limit: "≤ 1.5",
      measured: `${(many / few).toFixed(2)} (${few.toFixed(1)} and ${many.toFixed(1)} ms)`,
      isMet: many / few <= 1.5,
    },
  ]
}
