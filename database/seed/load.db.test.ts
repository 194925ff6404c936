import pg from "pg"
import { afterAll, describe, expect, it } from "vitest"
import { openPool } from "#kernel/database/pool.ts"
import { inTransaction } from "#kernel/database/transaction.ts"
import { searchSlots } from "#modules/booking/index.ts"
import { readSecret } from "#modules/businesses/index.ts"
import { cloneDatabase } from "../../checks/testing/database.ts"
import { businessIdOf, seed } from "./load.ts"

const database = await cloneDatabase()
const versioned = { current: 1, keys: new Map([[1, Buffer.alloc(32, 7)]]) }
const load = (simulatorsUrl: string, production = false) =>
  seed({
    databaseUrl: database.ownerUrl,
    log: () => undefined,
    keys: { secretKeys: versioned, peppers: versioned, simulatorsUrl, production },
  })

const { signIns } = await load("http://127.0.0.1:4100")

const owner = new pg.Client({ connectionString: database.ownerUrl })
await owner.connect()
const pool = openPool(database.appUrl, { size: 1, name: "test" })
afterAll(() => Promise.all([owner.end(), pool.end()]))

const tables = ["businesses", "legal_texts", "accounts", "business_secrets", "categories", "brands", "boilers"]
const shopTables = ["products", "product_fits", "variants", "stock", "delivery_rates", "search_words", "product_words"]
const planTables = [
  "skills",
  "zones",
  "zone_communes",
  "zone_travels",
  "technicians",
  "technician_skills",
  "technician_zones",
  "plans",
  "plan_windows",
  "absences",
  "holidays",
  "fault_types",
  "group_sessions",
  "appointments",
]
const counted = async () => {
  const counts = [...tables, ...shopTables, ...planTables].map(
    (table) => `(select count(*)::integer from guichet.${table}) as ${table}`,
  )
  const { rows } = await owner.query<Record<string, number>>(`select ${counts.join(", ")}`)
  return rows[0] ?? {}
}

describe("loading the demo businesses", () => {
  it("is refused in production", async () => {
    await expect(load("http://127.0.0.1:4100", true)).rejects.toThrow("production is never seeded")
  })

  it("fills every table", async () => {
    expect(await counted()).toMatchObject({ businesses: 5, accounts: signIns.length, delivery_rates: 139 })
    expect(Object.entries(await counted()).filter(([, count]) => count === 0)).toEqual([])
  })

  it("answers who can sign in", async () => {
    expect(signIns[0]).toEqual({
      business: "mj-chauffage",
      name: "Mourad Jaber",
      role: "admin",
      email: "mourad@mj-chauffage.example",
      password: "mourad-ouvre-le-guichet",
    })
    const { rows } = await owner.query("select distinct demo, left(password_hash, 9) as kind from guichet.accounts")
    expect(rows).toEqual([{ demo: true, kind: "$argon2id" }])
  })

  it("adds nothing and overwrites no stock when it runs again, but the profiles follow the seed", async () => {
    const before = await counted()
    await owner.query("update guichet.businesses set name = 'Autre nom', profile = profile || '{\"mark\": \"X\"}'")
    await owner.query("update guichet.stock set on_hand = 777")
    await load("http://127.0.0.1:4100")

    expect(await counted()).toEqual(before)
    const { rows: names } = await owner.query(
      "select name, profile ->> 'mark' as mark from guichet.businesses where slug = 'vol-retard'",
    )
    expect(names).toEqual([{ name: "Vol Retard", mark: "VR" }])
    const { rows: stock } = await owner.query("select distinct on_hand from guichet.stock")
    expect(stock).toEqual([{ on_hand: 777 }])
  })

  it("has every foreign key it wrote in place: each product in a category, each variant with stock", async () => {
    const { rows } = await owner.query(`
      select p.slug from guichet.products p
      where not exists (
        select from guichet.variants v join guichet.stock s on s.business_id = v.business_id and s.variant_id = v.id
        where v.business_id = p.business_id and v.product_id = p.id)
      or not exists (select from guichet.product_words w where w.business_id = p.business_id and w.product_id = p.id)`)
    expect(rows).toEqual([])
  })
})

describe("the plan of the demo", () => {
  it("has a slot for every fault type somewhere within its horizon", async () => {
    const opening = { businessId: businessIdOf("mj-chauffage"), actor: { scope: "public", visitor: "test" } } as const
    const { rows } = await owner.query<{ id: string; horizon: number }>(
      `select id, horizon_days as horizon from guichet.fault_types where business_id = $1`,
      [opening.businessId],
    )
    const { rows: zones } = await owner.query<{ id: string }>("select id from guichet.zones where business_id = $1", [
      opening.businessId,
    ])
    const now = Temporal.Instant.from("2026-11-22T06:00:00Z")
    const from = now.toZonedDateTimeISO("Africa/Algiers").toPlainDate()
    for (const { id, horizon } of rows) {
      const found = await inTransaction(pool, opening, (tx) =>
        Promise.all(
          zones.map((zone) => searchSlots(tx, { faultTypeId: id, zoneId: zone.id, now, from, days: horizon })),
        ),
      )
      expect(found.flatMap(({ slots }) => slots).length).toBeGreaterThan(0)
    }
  })

  it("gives Yacine and Samir the accounts they sign in with", async () => {
    const { rows } = await owner.query(
      `select t.name, a.email from guichet.technicians t
       join guichet.accounts a on a.business_id = t.business_id and a.id = t.account_id order by t.position`,
    )
    expect(rows).toEqual([
      { name: "Yacine Belkacem", email: "yacine@mj-chauffage.example" },
      { name: "Samir Ouali", email: "samir@mj-chauffage.example" },
    ])
  })
})

describe("the gateway of the demo", () => {
  const secretOf = (slug: string) => {
    const opening = { businessId: businessIdOf(slug), actor: { scope: "system", name: "test" } } as const
    return inTransaction(pool, opening, (tx) => readSecret({ tx, kernel: { secretKeys: versioned } }, "satim"))
  }

  it("is the simulator, wherever it listens at this start", async () => {
    await load("http://127.0.0.1:4999")
    expect(JSON.parse((await secretOf("mj-chauffage")) ?? "null")).toEqual({
      baseUrl: "http://127.0.0.1:4999/satim/payment/rest",
      userName: "guichet_demo",
      password: "guichet_demo_password",
      terminalId: "E0123456789",
    })
  })

  it("is sealed in its row, and not there for a business without a shop", async () => {
    const { rows } = await owner.query<{ sealed: Buffer }>(
      "select sealed from guichet.business_secrets where name = 'satim'",
    )
    expect(rows.length).toBe(1)
    expect(rows[0]?.sealed.toString("latin1")).not.toContain("guichet_demo")
    expect(await secretOf("vol-retard")).toBeNull()
  })
})
