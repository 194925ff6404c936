import { beforeEach, describe, expect, it } from "vitest"
import * as z from "zod"
import { maison, openHouse } from "../../checks/testing/house.ts"
import { command } from "../command.ts"
import { integer, text, uuid } from "./column.ts"
import { count, one, statement } from "./statement.ts"
import { inClosingTransaction, inTransaction } from "./transaction.ts"

const house = await openHouse()
const { joint, pump } = house.shelf
const opening = { businessId: maison.id, actor: { scope: "system", name: "test" } } as const
const pool = house.kernel.pool

const reserve = statement("test.reserve-blindly", {
  takes: { id: uuid, quantity: integer },
  gives: count,
  sql: "update guichet.stock set reserved = reserved + :quantity where variant_id = :id",
})
const freeOf = statement("test.free-of", {
  takes: { id: uuid },
  gives: one({ free: integer }),
  sql: "select on_hand - reserved as free from guichet.stock where variant_id = :id",
})
const planning = statement("test.planning", {
  takes: {},
  gives: one({ mode: text }),
  sql: "select current_setting('plan_cache_mode') as mode",
})
const reserved = async () => [(await house.stockOf(joint)).reserved, (await house.stockOf(pump)).reserved]

beforeEach(async () => {
  await house.owner.query("update guichet.stock set reserved = 0, on_hand = 10")
})

describe("what a transaction leaves for last", () => {
  it("is written with the commit, in its order", async () => {
    const last = [reserve.prepared({ id: joint, quantity: 10 }), reserve.prepared({ id: joint, quantity: -3 })]
    expect(await inClosingTransaction(pool, opening, async () => ({ result: "done", last }))).toBe("done")

    expect(await reserved()).toEqual([7, 0])
  })

  it("takes everything back when one of it fails, and says which constraint it broke", async () => {
    const last = [reserve.prepared({ id: joint, quantity: 11 }), reserve.prepared({ id: pump, quantity: 1 })]
    const act = inClosingTransaction(pool, opening, async (tx) => {
      await reserve(tx, { id: pump, quantity: 2 })
      return { result: "done", last }
    })

    await expect(act).rejects.toMatchObject({ constraint: "reserved_is_on_hand" })
    expect(await reserved()).toEqual([0, 0])
  })

  it("is never called done when a statement before it failed unnoticed", async () => {
    const act = inClosingTransaction(pool, opening, async (tx) => {
      await reserve(tx, { id: joint, quantity: 11 }).catch(() => undefined)
      return { result: "done", last: [] }
    })

    await expect(act).rejects.toThrow("nothing was committed")
  })
})

describe("planning", () => {
  it("is done once for all values where something is written, and left to Postgres where one only reads", async () => {
    const modeOf = (readOnly: boolean) =>
      inTransaction(pool, { ...opening, readOnly }, async (tx) => (await planning(tx, {})).mode)

    expect(await modeOf(false)).toBe("force_generic_plan")
    expect(await modeOf(true)).toBe("auto")
  })
})

describe("a verb that leaves its writing for last", () => {
  let seen: number[] = []
  const takeAll = command({
    name: "test.take-all",
    needs: "orders.preview",
    input: z.strictObject({ at: z.enum(["meanwhile", "always", "never"]) }),
    yieldsTo: ["reserved_is_on_hand"],

    async run({ tx, last, tell }, { at }) {
      const { free } = await freeOf(tx, { id: joint })
      seen.push(free)
      if (at === "always" || (at === "meanwhile" && seen.length === 1)) {
        await house.owner.query("update guichet.stock set reserved = reserved + 1 where variant_id = $1", [joint])
      }
      last(reserve.prepared({ id: joint, quantity: free }))
      tell("test.taken-all", { facts: { free } })
      return free
    },
  })
  beforeEach(() => {
    seen = []
  })

  it("decides again on what a quicker one left, and tells it once", async () => {
    expect(await takeAll(house.anyone(), { at: "meanwhile" })).toBe(9)

    expect(seen).toEqual([10, 9])
    expect(await reserved()).toEqual([10, 0])
    const { rows } = await house.owner.query("select facts from guichet.events where name = 'test.taken-all'")
    expect(rows).toEqual([{ facts: { free: 9 } }])
  })

  it("asks to be tried later when it loses every race", async () => {
    await expect(takeAll(house.anyone(), { at: "always" })).rejects.toMatchObject({ retryAfterSeconds: 1 })

    expect(seen).toEqual([10, 9, 8, 7, 6])
  })
})
