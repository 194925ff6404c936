import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { afterAll, describe, expect, it } from "vitest"
import { maison, openHouse } from "../../checks/testing/house.ts"
import { integer, text, uuid } from "./column.ts"
import { openPool } from "./pool.ts"
import { one, statement } from "./statement.ts"
import { inTransaction, type Tx } from "./transaction.ts"

const house = await openHouse()
const variantId = house.shelf.joint
const pool = openPool(house.database.appUrl, { size: 3, name: "lost" })
const superuser = new pg.Client({ connectionString: house.database.superuserUrl })
await superuser.connect()
afterAll(() => Promise.all([pool.end(), superuser.end()]))

const stockOf = statement("test.stock-of", {
  takes: { variantId: uuid },
  gives: one({ onHand: integer }),
  sql: "select on_hand from guichet.stock where variant_id = :variantId",
})
const waitLong = statement("test.wait-long", {
  takes: {},
  gives: one({ slept: text }),
  sql: "select pg_sleep(10)::text as slept",
})
const limitIdling = statement("test.limit-idling", {
  takes: {},
  gives: one({ limit: text }),
  sql: `select set_config('idle_in_transaction_session_timeout', '50ms', true) as "limit"`,
})

const opening = { businessId: maison.id, actor: { scope: "system", name: "test" } } as const
const working = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(pool, opening, work)

async function cutOff(): Promise<void> {
  await superuser.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'guichet-lost' and datname = current_database()",
  )
}

/** Without a listener of its own, what the connection says at its end would end the process: here, fail the run. */
describe("a connection that is lost", () => {
  it.each<[string, (tx: Tx) => Promise<unknown>]>([
    [
      "between two statements",
      async (tx) => {
        await stockOf(tx, { variantId })
        await cutOff()
        await sleep(100)
        return stockOf(tx, { variantId })
      },
    ],
    ["during a statement", (tx) => Promise.all([waitLong(tx, {}), sleep(100).then(cutOff)])],
    [
      "because the transaction idled",
      async (tx) => {
        await limitIdling(tx, {})
        await sleep(300)
      },
    ],
  ])("%s fails that transaction alone", async (_, work) => {
    await expect(working(work)).rejects.toThrow()
    await sleep(50)

    expect(await working((tx) => stockOf(tx, { variantId }))).toEqual({ onHand: 40 })
  })

  it("is listened to while a transaction holds it", async () => {
    const client = await pool.connect()
    const listeners = client.listenerCount("error")
    client.release()

    expect(listeners).toBeGreaterThan(0)
  })
})
