import pg from "pg"
import { afterAll, describe, expect, it } from "vitest"
import { newId } from "#kernel/ids.ts"
import { cloneDatabase } from "./testing/database.ts"
import { fillEveryTable } from "./testing/every-table.ts"
import { visibility } from "./testing/visibility.ts"

const database = await cloneDatabase()
const [ours, theirs] = [newId(), newId()]
const [nadia, karim, stranger] = [newId(), newId(), newId()]

const owner = new pg.Client({ connectionString: database.ownerUrl })
const app = new pg.Client({ connectionString: database.appUrl })
await owner.connect()
await app.connect()
afterAll(() => Promise.all([owner.end(), app.end()]))

const tables = await fillEveryTable(owner, [
  { business: ours, customer: nadia },
  { business: ours, customer: karim },
  { business: theirs, customer: stranger },
])
const dossierOf = async (customer: string) => {
  const { rows } = await owner.query<{ id: string }>("select id from guichet.dossiers where customer_id = $1", [
    customer,
  ])
  return rows[0]?.id ?? ""
}
const [nadias, karims] = [await dossierOf(nadia), await dossierOf(karim)]

type Scope = "nobody" | "public" | "guest" | "customer" | "member" | "house"
const scopes: readonly Scope[] = ["nobody", "public", "guest", "customer", "member", "house"]

async function as(scope: Scope, business: string = ours): Promise<void> {
  const actor = scope === "customer" ? nadia : scope === "member" ? newId() : ""
  await app.query("begin")
  if (scope === "nobody") return
  await app.query(
    "select set_config('app.business_id', $1, true), set_config('app.scope', $2, true), set_config('app.actor_id', $3, true), set_config('app.dossier_id', $4, true)",
    [business, scope, actor, scope === "guest" ? nadias : ""],
  )
}

/** No privilege or no policy; or a trigger of ours that looks before row security does. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error) || !("constraint" in error)) return false
  return error.code === "42501" || error.code === "23000" || error.constraint === "refund_is_covered"
}

/** Rows touched, or "refused" when the role may not even try. */
async function touched(sql: string): Promise<number | "refused"> {
  await app.query("savepoint trying")
  try {
    return (await app.query(sql)).rowCount ?? 0
  } catch (error) {
    await app.query("rollback to trying")
    if (isRefusal(error)) return "refused"
    throw error
  } finally {
    await app.query("release trying").catch(() => undefined)
  }
}

const columnsOf = async (table: string) => {
  const { rows } = await owner.query<{ name: string; generated: string }>(
    "select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''",
    [`guichet.${table}`],
  )
  return rows.map(({ name }) => name)
}

/** Rows of one owner, whichever column tells it: a dossier, order, appointment or customer; or who comes to a visit. */
async function ownedBy(table: string, customer: string, dossier: string): Promise<number> {
  const columns = await columnsOf(table)
  const test =
    table === "customers"
      ? `id = '${customer}'`
      : table === "technicians"
        ? `id in (select a.technician_id from guichet.appointments a where a.dossier_id = '${dossier}')`
        : columns.includes("customer_id")
          ? `customer_id = '${customer}'`
          : columns.includes("dossier_id")
            ? `dossier_id = '${dossier}'`
            : columns.includes("order_id")
              ? `order_id = '${dossier}'`
              : columns.includes("appointment_id")
                ? `appointment_id = '${dossier}'`
                : "false"
  const { rows } = await owner.query<{ n: number }>(`select count(*)::integer as n from guichet.${table} where ${test}`)
  return rows[0]?.n ?? 0
}

const countIn = async (table: string, business: string) => {
  const { rows } = await owner.query<{ n: number }>(
    `select count(*)::integer as n from guichet.${table} where business_id = $1`,
    [business],
  )
  return rows[0]?.n ?? 0
}

describe("row security", () => {
  it("has a line of the matrix for every table, and no line too many", () => {
    expect(Object.keys(visibility).sort()).toEqual([...tables].sort())
  })

  describe.each(tables)("of %s", (table) => {
    it("is tested on rows of both businesses", async () => {
      expect(await countIn(table, ours)).toBeGreaterThan(0)
      expect(await countIn(table, theirs)).toBeGreaterThan(0)
    })

    it.each(scopes)("shows %s what the matrix says, and nothing of another business", async (scope) => {
      const says = scope === "nobody" ? "none" : scope === "house" ? "all" : (visibility[table]?.[scope] ?? "none")
      await as(scope)
      const { rows } = await app.query<{ business_id: string }>(`select business_id from guichet.${table}`)
      await app.query("rollback")

      expect(rows.filter((row) => row.business_id !== ours)).toEqual([])
      const own = await ownedBy(table, nadia, nadias)
      expect(rows.length).toBe(says === "all" ? await countIn(table, ours) : says === "own" ? own : 0)
      if (says === "own")
        expect(own, "an own row of another customer exists beside").toBeLessThan(await countIn(table, ours))
    })

    it.each(scopes.filter((scope) => scope !== "house"))("lets %s write nothing", async (scope) => {
      const columns = (await columnsOf(table)).join(", ")
      await as(scope)
      const update = await touched(`update guichet.${table} set business_id = business_id`)
      const remove = await touched(`delete from guichet.${table}`)
      await app.query("rollback")
      const { rows } = await owner.query<Record<string, unknown>>(
        `select row_to_json(t)::text as row from guichet.${table} t where business_id = $1 limit 1`,
        [ours],
      )
      await as(scope)
      const insert = await touched(
        `insert into guichet.${table} (${columns}) select ${columns} from jsonb_populate_record(null::guichet.${table}, ${pg.escapeLiteral(String(rows[0]?.row))}::jsonb)`,
      )
      await app.query("rollback")

      expect(update === 0 || update === "refused").toBe(true)
      expect(remove === 0 || remove === "refused").toBe(true)
      expect(insert).toBe("refused")
    })

    it("keeps the house of one business out of the other", async () => {
      const columns = (await columnsOf(table)).join(", ")
      const { rows } = await owner.query<Record<string, unknown>>(
        `select row_to_json(t)::text as row from guichet.${table} t where business_id = $1 limit 1`,
        [theirs],
      )
      await as("house")
      const insert = await touched(
        `insert into guichet.${table} (${columns}) select ${columns} from jsonb_populate_record(null::guichet.${table}, ${pg.escapeLiteral(String(rows[0]?.row))}::jsonb)`,
      )
      const update = await touched(
        `update guichet.${table} set business_id = business_id where business_id = '${theirs}'`,
      )
      const remove = await touched(`delete from guichet.${table} where business_id = '${theirs}'`)
      await app.query("rollback")

      expect(insert).toBe("refused")
      expect(update === 0 || update === "refused").toBe(true)
      expect(remove === 0 || remove === "refused").toBe(true)
    })
  })

  it("would be seen to fail: without the wall, the house reads the other business", async () => {
    await owner.query("begin; drop policy wall on guichet.orders")
    await owner.query("commit")
    await as("house")
    const { rows } = await app.query<{ business_id: string }>("select business_id from guichet.orders")
    await app.query("rollback")
    await owner.query(
      "create policy wall on guichet.orders as restrictive to guichet_app using (business_id = (select app.business_id()))",
    )

    expect(rows.some((row) => row.business_id === theirs)).toBe(true)
  })

  it("tells Karim's order from Nadia's for a guest", async () => {
    await as("guest")
    const { rows } = await app.query<{ id: string }>("select id from guichet.orders")
    await app.query("rollback")

    expect(rows.map(({ id }) => id)).toEqual([nadias])
    expect(nadias).not.toBe(karims)
  })
})
