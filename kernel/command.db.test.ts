import { beforeEach, describe, expect, it } from "vitest"
import * as z from "zod"
import { openHouse, voisin } from "../checks/testing/house.ts"
import type { Actor } from "./actor.ts"
import { type Acting, command, type Kernel, type Visit } from "./command.ts"
import { arrayOf, integer, text, uuid } from "./database/column.ts"
import { count, maybe, one, statement } from "./database/statement.ts"
import { job } from "./events.ts"
import { Refusal, refuse } from "./refusals.ts"

const house = await openHouse()
const { joint, pump } = house.shelf

const reserve = statement("test.reserve", {
  takes: { id: uuid, quantity: integer },
  gives: count,
  sql: "update guichet.stock set reserved = reserved + :quantity where variant_id = :id and reserved + :quantity <= on_hand",
})
const reservedOf = statement("test.reserved-of", {
  takes: { id: uuid },
  gives: one({ reserved: integer, scope: text }),
  sql: "select reserved, current_setting('app.scope') as scope from guichet.stock where variant_id = :id",
})
const visibleVariants = statement("test.count-variants", {
  takes: { ids: arrayOf(uuid) },
  gives: one({ visible: integer }),
  sql: "select count(*)::integer as visible from guichet.variants where id = any(:ids)",
})
const visibleAccounts = statement("test.count-accounts", {
  takes: { ids: arrayOf(uuid) },
  gives: one({ visible: integer }),
  sql: "select count(*)::integer as visible from guichet.accounts where id = any(:ids)",
})
const accountName = statement("test.account-name", {
  takes: { id: uuid },
  gives: maybe({ name: text }),
  sql: "select name from guichet.accounts where id = :id",
})

const input = z.strictObject({ id: z.uuid(), quantity: z.int().min(1), fails: z.enum(["refusal", "fault"]).optional() })

/** Reserves units, tells it, and fails where it is asked to: after its work, before the commit. */
const take = command({
  name: "test.take",
  needs: "orders.preview",
  sees: ({ id }) => [{ ids: [id], counted: visibleVariants }],
  input,

  async run({ tx, tell, made }: Acting, { id, quantity, fails }) {
    if ((await reserve(tx, { id, quantity })) === 0) refuse("changed_meanwhile")
    tell("test.taken", { facts: { quantity }, jobs: [job("test.follow", id)] })
    made({ id })
    if (fails === "refusal") refuse("not_allowed")
    if (fails === "fault") throw new Error("fault")
    return { ...(await reservedOf(tx, { id })), replayed: false }
  },
  replay: async ({ tx }, { id = "" }) => ({ ...(await reservedOf(tx, { id })), replayed: true }),
})

const events = async () => {
  const { rows } = await house.owner.query(
    "select name, actor_scope, actor_id, facts, jobs, seq from guichet.events order by id",
  )
  return rows
}
const keys = async () => (await house.owner.query("select key from guichet.idempotency_keys")).rows
const codeOf = (act: Promise<unknown>) =>
  act.then(
    () => "done",
    (error: unknown) => (error instanceof Refusal ? error.code : "fault"),
  )
const keyed = (key: string, visit: Visit = house.anyone()): Visit => ({ ...visit, idempotencyKey: key })

beforeEach(async () => {
  await house.owner.query("truncate guichet.events, guichet.idempotency_keys")
  for (const id of [joint, pump])
    await house.owner.query("update guichet.stock set reserved = 0, on_hand = 10 where variant_id = $1", [id])
})

describe("running a command", () => {
  it("does its work as the house, and leaves one event that says who asked", async () => {
    const result = await take(house.as("manager"), { id: joint, quantity: 2 })
    const manager = house.as("manager").actor

    expect(result).toEqual({ reserved: 2, scope: "house", replayed: false })
    expect(await events()).toEqual([
      {
        name: "test.taken",
        actor_scope: "member",
        actor_id: manager.scope === "member" ? manager.accountId : "",
        facts: { quantity: 2 },
        jobs: [{ errand: "test.follow", subjectId: joint }],
        seq: null,
      },
    ])
  })

  it.each(["refusal", "fault"])("leaves nothing behind a %s", async (fails) => {
    await expect(take(keyed("k"), { id: joint, quantity: 2, fails })).rejects.toThrow()

    expect(await house.stockOf(joint)).toEqual({ onHand: 10, reserved: 0 })
    expect(await events()).toEqual([])
    expect(await keys()).toEqual([])
  })

  it("refuses an input before anything is opened, field by field", async () => {
    const error: unknown = await take(house.anyone(), { id: joint, quantity: 0, role: "admin" }).catch(
      (e: unknown) => e,
    )

    expect(error).toMatchObject({ code: "input_invalid", status: 422 })
    expect(error instanceof Refusal && error.facts.fields).toMatchObject([
      { path: "quantity" },
      { path: "role", code: "unknown_field" },
    ])
  })

  it("runs again when it and another waited for each other, so that both are done", async () => {
    const both = Promise.withResolvers<void>()
    let first = 0
    const cross = command({
      name: "test.cross",
      needs: "orders.preview",
      input: z.strictObject({ ids: z.tuple([z.uuid(), z.uuid()]) }),
      async run({ tx }, { ids: [one, other] }) {
        await reserve(tx, { id: one, quantity: 1 })
        first += 1
        if (first === 2) both.resolve()
        await both.promise
        await reserve(tx, { id: other, quantity: 1 })
      },
    })
    await Promise.all([cross(house.anyone(), { ids: [joint, pump] }), cross(house.anyone(), { ids: [pump, joint] })])

    expect(first).toBe(3)
    expect(await house.stockOf(joint)).toMatchObject({ reserved: 2 })
    expect(await house.stockOf(pump)).toMatchObject({ reserved: 2 })
  })

  it("refuses to tell two events", async () => {
    const twice = command({
      name: "test.tell-twice",
      needs: "orders.preview",
      input: z.strictObject({}),
      run: async ({ tell }) => {
        tell("one")
        tell("two")
      },
    })

    await expect(twice(house.anyone(), {})).rejects.toThrow("one event per command")
    expect(await events()).toEqual([])
  })
})

describe("the permission of a command", () => {
  const office = command({
    name: "test.office",
    needs: "orders.cancel",
    input: z.strictObject({}),
    run: async () => "done",
  })
  const customer: Actor = { scope: "customer", customerId: joint }

  it.each([
    ["a manager", house.as("manager"), "done"],
    ["a technician", house.as("technician"), "not_allowed"],
    ["a customer", house.as(customer), "not_allowed"],
    ["a guest", house.guest(joint), "not_allowed"],
    ["a visitor", house.anyone(), "sign_in_needed"],
  ])("holds for %s", async (_, visit, outcome) => {
    expect(await codeOf(office(visit, {}))).toBe(outcome)
  })
})

describe("an id that a visitor names", () => {
  const named = command({
    name: "test.named",
    needs: "orders.preview",
    sees: ({ variantId, accountId }) => [
      { ids: [variantId], counted: visibleVariants },
      { ids: [accountId], counted: visibleAccounts },
    ],
    input: z.strictObject({ variantId: z.uuid(), accountId: z.uuid() }),
    run: async ({ tx }, { accountId }) => accountName(tx, { id: accountId }),
  })
  const manager = house.as("manager").actor
  const accountId = manager.scope === "member" ? manager.accountId : ""

  it("is looked for in the visitor's own scope, though the verb acts as the house", async () => {
    expect(await codeOf(named(house.anyone(), { variantId: joint, accountId }))).toBe("not_found")
    expect(await named(house.as("manager"), { variantId: joint, accountId })).toEqual({ name: "manager" })
  })

  it("is nobody's at another business", async () => {
    const theirs = house.anyone(voisin)

    expect(await codeOf(take(theirs, { id: joint, quantity: 1 }))).toBe("not_found")
    expect(await house.stockOf(joint)).toEqual({ onHand: 10, reserved: 0 })
  })

  it("is refused to a customer with the same 403, there or not", async () => {
    const customer = house.as({ scope: "customer", customerId: joint }, voisin)

    expect(await codeOf(take(customer, { id: joint, quantity: 1 }))).toBe("not_allowed")
    expect(await codeOf(take(customer, { id: "00000000-0000-7000-8000-000000000000", quantity: 1 }))).toBe(
      "not_allowed",
    )
  })

  it("of another business is out of reach of the house itself", async () => {
    const reach = command({
      name: "test.reach",
      needs: "orders.preview",
      input: z.strictObject({ id: z.uuid() }),
      run: ({ tx }, { id }) => reserve(tx, { id, quantity: 1 }),
    })

    expect(await reach(house.anyone(voisin), { id: joint })).toBe(0)
    expect(await reach(house.anyone(), { id: joint })).toBe(1)
  })
})

describe("a request sent twice under one key", () => {
  const asked = { id: joint, quantity: 3 }

  it("is done once, and answered from what is there now", async () => {
    await take(keyed("k"), asked)
    await take(house.anyone(), { id: joint, quantity: 1 })
    const again = await take(keyed("k"), asked)

    expect(again).toEqual({ reserved: 4, scope: "house", replayed: true })
    expect(await events()).toHaveLength(2)
  })

  it("is the same request whatever the order of its fields", async () => {
    await take(keyed("k"), { id: joint, quantity: 3 })

    expect(await take(keyed("k"), { quantity: 3, id: joint })).toMatchObject({ replayed: true })
  })

  it("is refused with another body", async () => {
    await take(keyed("k"), asked)

    expect(await codeOf(take(keyed("k"), { ...asked, quantity: 4 }))).toBe("key_reused")
    expect((await house.stockOf(joint)).reserved).toBe(3)
  })

  it("is another request of another visitor, and at another business", async () => {
    await take(keyed("k"), asked)
    const other = house.as({ scope: "public", visitor: "other" })

    expect(await take(keyed("k", other), asked)).toMatchObject({ replayed: false })
    expect(await codeOf(take(keyed("k", house.anyone(voisin)), asked))).toBe("not_found")
  })

  it("is done once when both arrive together: the other is told to wait, or answered", async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => codeOf(take(keyed("k"), asked))))

    expect((await house.stockOf(joint)).reserved).toBe(3)
    expect(outcomes).toContain("done")
    expect(outcomes.filter((outcome) => !["done", "key_in_use"].includes(outcome))).toEqual([])
  })

  it("fails at once where the verb could not answer it again", async () => {
    const once = command({
      name: "test.once",
      needs: "orders.preview",
      input: z.strictObject({}),
      run: async ({ tell }) => tell("test.done-once"),
    })

    await expect(once(keyed("k"), {})).rejects.toThrow("test.once takes no idempotency key")
    expect(await events()).toEqual([])
    await once(house.anyone(), {})
    expect(await events()).toHaveLength(1)
  })

  it("may be tried again after a refusal or a fault, with the same key", async () => {
    await codeOf(take(keyed("k"), { ...asked, fails: "refusal" }))
    await codeOf(take(keyed("k"), { ...asked, fails: "fault" }))

    expect(await take(keyed("k"), asked)).toMatchObject({ replayed: false, reserved: 3 })
  })
})

describe("what follows from an event", () => {
  const order: string[] = []
  const followed = command({
    name: "test.followed",
    needs: "system.follow",
    input: z.strictObject({ fails: z.boolean() }),
    async run({ tx, tell, actor }, { fails }) {
      order.push(`second as ${actor.scope}`)
      await reserve(tx, { id: pump, quantity: 1 })
      tell("test.followed")
      if (fails) throw new Error("the reaction fails")
    },
  })
  const reacting = (fails: boolean): Visit => {
    const reactions: Kernel["reactions"] = {
      "test.taken": [
        { name: "first", run: async (_, event) => order.push(`first of ${event.name}`) },
        { name: "second", run: (acting) => followed.within(acting, { fails }) },
      ],
    }
    return { ...house.anyone(), kernel: { ...house.kernel, reactions } }
  }

  it("runs in table order, in the same transaction, as the system", async () => {
    order.length = 0
    await take(reacting(false), { id: joint, quantity: 1 })

    expect(order).toEqual(["first of test.taken", "second as system"])
    expect((await house.stockOf(pump)).reserved).toBe(1)
    expect((await events()).map(({ name, actor_scope }) => `${name} ${actor_scope}`)).toEqual([
      "test.taken public",
      "test.followed system",
    ])
  })

  it("takes everything back with it when it fails", async () => {
    await expect(take(reacting(true), { id: joint, quantity: 1 })).rejects.toThrow("the reaction fails")

    expect(await events()).toEqual([])
    expect([await house.stockOf(joint), await house.stockOf(pump)].map(({ reserved }) => reserved)).toEqual([0, 0])
  })

  it("is no door for visitors: the step that only follows refuses them", async () => {
    expect(await codeOf(followed(house.as("admin"), { fails: false }))).toBe("not_allowed")
  })
})
