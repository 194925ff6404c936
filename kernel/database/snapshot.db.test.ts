import { describe, expect, it } from "vitest"
import { maison, openHouse } from "../../checks/testing/house.ts"
import { integer, uuid } from "./column.ts"
import { one, statement } from "./statement.ts"
import { inTransaction } from "./transaction.ts"

const house = await openHouse()
const { pool } = house.kernel
const variantId = house.shelf.joint
const system = { businessId: maison.id, actor: { scope: "system", name: "test" } } as const

const stockOf = statement("test.stock-of", {
  takes: { variantId: uuid },
  gives: one({ onHand: integer }),
  sql: "select on_hand from guichet.stock where variant_id = :variantId",
})

describe("a read-only transaction", () => {
  it("shows one moment, whatever is committed between its statements", async () => {
    const reading = { ...system, readOnly: true }
    const seen = await inTransaction(pool, reading, async (tx) => {
      const before = await stockOf(tx, { variantId })
      await house.setStock(variantId, 39)
      return [before, await stockOf(tx, { variantId })]
    })
    await house.setStock(variantId, 40)

    expect(seen).toEqual([{ onHand: 40 }, { onHand: 40 }])
  })
})
