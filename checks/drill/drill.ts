import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { audit } from "../../apps/ops/audit.ts"
import { type BareCounter, openBareCounter } from "../testing/bare-counter.ts"
import { type Books, readBooks } from "./books.ts"
import { type Chance, chanceOf } from "./chance.ts"
import { type Database, openDatabase } from "./database.ts"
import { judged } from "./judge.ts"
import { type Killed, type Killer, openKiller, type Part, parts } from "./killer.ts"
import { setMinutes } from "./moved-clock.ts"
import { buy, goOn, type Habit, habitOf, type Purchase, payLate, purchaseOf } from "./purchases.ts"
import { openShopper, type Shopper } from "./shopper.ts"
import { openTime, type Time } from "./time.ts"

export type Drill = {
  readonly seed: number
  readonly purchases: number
  /** Spread over the purchases; two more strike while payments settle. */
  readonly kills: number
  readonly among?: readonly [Part, ...Part[]]
  /** Of Postgres: how a drill that must find something breaks its promises. */
  readonly settings?: Readonly<Record<string, string>>
}

export type Report = {
  readonly findings: readonly string[]
  readonly killed: readonly Killed[]
  readonly habits: Readonly<Record<string, number>>
  /** Orders by payment and fulfilment, and what the gateway holds or gave back. */
  readonly outcomes: Readonly<Record<string, number>>
  /** Errands whose last run found one under way that had died, and asked instead of calling again. */
  readonly unknown: number
}

const atOnce = 8
const programs = { gate: "checks/drill/gate.ts", worker: "checks/drill/worker.ts" }

/** Sells under fire, lets three days pass, and compares everybody's books. */
export async function drilled(drill: Drill): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), "guichet-drill-"))
  try {
    return await drilledBy(drill, join(folder, "clock"))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function drilledBy(drill: Drill, clockPath: string): Promise<Report> {
  const { seed, purchases: many, kills, among = parts, settings = {} } = drill
  const chance = chanceOf(seed)
  const habits = Array.from({ length: many }, () => habitOf(chance))
  setMinutes(clockPath, 0)
  // All buyers come from one address.
  const environment = { GUICHET_RATE_FACTOR: "1000", DRILL_CLOCK: clockPath }
  const counter = await openBareCounter({ programs, settings, environment })
  const database = openDatabase(counter.superuserUrl)
  try {
    const stocked = await stock(database, habits)
    const scene: Scene = {
      shopper: openShopper(counter),
      database,
      time: openTime({ database, clockPath, simulatorsUrl: counter.simulatorsUrl }),
      killer: openKiller({ counter, database, chance, among }),
      chance,
      purchases: habits.map((habit, number) =>
        purchaseOf({ number, habit, variantIds: choice(chance, stocked, habit) }),
      ),
      scarce: stocked.scarce,
    }
    await slowGateway(counter)
    await sell(scene, kills)
    await settle(scene)
    return await report(scene, counter, stocked)
  } finally {
    await database.end()
    await counter.close()
  }
}

type Scene = {
  readonly shopper: Shopper
  readonly database: Database
  readonly time: Time
  readonly killer: Killer
  readonly chance: Chance
  readonly purchases: Purchase[]
  /** The part that is not there for everybody who wants it. */
  readonly scarce: string
}

type Stocked = {
  readonly plenty: readonly [string, ...string[]]
  readonly scarce: string
  readonly units: ReadonlyMap<string, number>
}

/** Enough of everything but of one part: of that, one unit for each who will pay too late. */
async function stock(database: Database, habits: readonly Habit[]): Promise<Stocked> {
  const late = habits.filter((habit) => habit === "pays too late").length
  const rows = await database.rows<{ id: string; sku: string }>(
    `select v.id, v.sku from guichet.variants v join guichet.businesses b using (business_id)
     where b.slug = 'mj-chauffage' and v.price_minor > 10000 order by v.id limit 31`,
  )
  const [scarce, first, ...others] = rows
  if (scarce === undefined || first === undefined) throw new Error("the shop sells nothing")
  const unitsOf = (id: string) => (id === scarce.id ? late : 1_000)
  await database.rows("update guichet.stock set on_hand = 0")
  for (const { id } of rows)
    await database.rows("update guichet.stock set on_hand = $2 where variant_id = $1", [id, unitsOf(id)])
  // What was there before the drill survives it, whatever this Postgres forgets.
  await database.rows("checkpoint")
  return {
    plenty: [first.id, ...others.map(({ id }) => id)],
    scarce: scarce.id,
    units: new Map(rows.map(({ id, sku }) => [sku, unitsOf(id)])),
  }
}

function choice(chance: Chance, { plenty, scarce }: Stocked, habit: Habit): string[] {
  return habit === "pays too late" ? [scarce] : [...new Set([chance.of(plenty), chance.of(plenty)])]
}

/** An exchange with the gateway takes a moment, so that processes die in the middle of one. */
async function slowGateway({ simulatorsUrl }: BareCounter): Promise<void> {
  await fetch(`${simulatorsUrl}/satim/control/knobs`, { method: "POST", body: JSON.stringify({ slowMs: 60 }) })
}

/** Everybody buys, some at once; the killer strikes whenever another share of them is served. */
async function sell({ shopper, killer, purchases }: Scene, kills: number): Promise<void> {
  let done = 0
  const striking = async () => {
    for (let kill = 1; kill <= kills; kill += 1) {
      while (done < (purchases.length * kill) / (kills + 1)) await sleep(10)
      await killer.strike()
    }
  }
  const selling = eachOf(purchases, async (purchase) => {
    await buy(shopper, purchase)
    done += 1
  })
  await Promise.all([striking(), selling])
}

async function eachOf(all: readonly Purchase[], act: (purchase: Purchase) => Promise<void>): Promise<void> {
  const left = [...all]
  const serve = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await act(next)
  }
  await Promise.all(Array.from({ length: atOnce }, serve))
}

/** The minutes at which something is planned, and a little: sweep, end of the session, of the hold, of the last look. */
const early = [9, 16, 23, 31] as const
const later = [47, 62, 94, 361, 1_441, 4_330] as const

/** The processes that were killed are back; whoever waited goes on, and some pay when it is too late. */
async function settle(scene: Scene): Promise<void> {
  const { shopper, time, killer, chance, purchases } = scene
  await time.advanceTo(4)
  await time.quiet()
  const waiting = purchases.filter(({ isWaiting }) => isWaiting)
  await Promise.all([killer.strike(), eachOf(waiting, (purchase) => goOn(shopper, purchase))])
  for (const minutes of early) {
    await time.advanceTo(minutes)
    await time.quiet()
  }

  const late = purchases.filter(({ habit }) => habit === "pays too late")
  await buyAway(scene, late.length / 2)
  const paying = eachOf(late, (purchase) => payLate(shopper, purchase, { comesBack: chance.share() < 0.5 }))
  await Promise.all([killer.strike(), paying])
  for (const minutes of later) {
    await time.advanceTo(minutes)
    await time.quiet()
  }
  await time.playOut()
}

/** Others take what was let go. */
async function buyAway({ shopper, purchases, scarce }: Scene, units: number): Promise<void> {
  for (let taken = 0; taken < units; taken += 1) {
    const purchase = purchaseOf({ number: purchases.length, habit: "cash", variantIds: [scarce] })
    purchases.push(purchase)
    await buy(shopper, purchase)
  }
}

async function report(
  { database, killer, purchases }: Scene,
  { urls, simulatorsUrl, ended }: BareCounter,
  { units }: Stocked,
): Promise<Report> {
  const books = await readBooks({ database, simulatorsUrl, ended, stocked: units })
  const known = purchases.map(({ key, placed, paid }) => ({ key, number: placed?.number ?? null, paid }))
  const broken = (await audit(urls.readonlyUrl)).filter((finding) => finding.broken.length > 0)
  const [{ unknown } = { unknown: 0 }] = await database.rows<{ unknown: number }>(
    "select count(*)::int as unknown from guichet.errands where unknown",
  )
  return {
    findings: [
      ...broken.map(({ name, rule, broken: rows }) => `audit ${name}: ${rule} ${JSON.stringify(rows.slice(0, 3))}`),
      ...judged(known, books),
    ],
    killed: killer.killed,
    habits: tally(purchases.map(({ habit }) => habit)),
    outcomes: outcomes(books),
    unknown,
  }
}

/** A report in a few lines: who was killed, who bought how, what became of it, and what is wrong. */
export function told({ findings, killed, habits, outcomes, unknown }: Report): string {
  const counted = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([what, count]) => `${count} ${what}`)
      .sort((one, other) => Number.parseInt(other, 10) - Number.parseInt(one, 10))
      .join("; ")
  return [
    `killed: ${counted(tally(killed.map(({ part, during }) => `${part} during ${during}`)))}`,
    `purchases: ${counted(habits)}`,
    `outcomes: ${counted(outcomes)}`,
    `errands that asked, at their last run, what became of the one before: ${unknown}`,
    ...(findings.length === 0 ? ["no finding"] : findings),
  ].join("\n")
}

function outcomes({ orders, gateway }: Books): Record<string, number> {
  return tally([
    ...orders.map(({ paymentStatus, fulfilmentStatus }) => `order ${paymentStatus}, ${fulfilmentStatus}`),
    ...gateway.map(({ status }) => `gateway ${status}`),
  ])
}

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}
