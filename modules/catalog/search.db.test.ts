import { readFile } from "node:fs/promises"
import { afterAll, describe, expect, it } from "vitest"
import * as z from "zod"
import type { Visit } from "#kernel/command.ts"
import { openPool } from "#kernel/database/pool.ts"
import { findBusiness } from "#modules/businesses/index.ts"
import { permissions } from "#modules/permissions.ts"
import { cloneDatabase } from "../../checks/testing/database.ts"
import { seed } from "../../database/seed/load.ts"
import { listProducts } from "./list-products.ts"

const file = new URL("../../database/seed/mj-chauffage/search-pairs.json", import.meta.url)
const pairs = z
  .array(z.strictObject({ query: z.string(), slug: z.string() }))
  .parse(JSON.parse(await readFile(file, "utf8")))

const database = await cloneDatabase()
const keys = { current: 1, keys: new Map([[1, Buffer.alloc(32, 7)]]) }
await seed({
  databaseUrl: database.ownerUrl,
  log: () => undefined,
  keys: { secretKeys: keys, peppers: keys, simulatorsUrl: undefined },
})
const pool = openPool(database.appUrl, { size: 2, name: "test" })
afterAll(() => pool.end())

const clock = () => Temporal.Now.instant()
const business = await findBusiness({ pool, clock }, { slug: "mj-chauffage" })
if (business === null) throw new Error("the seed has no mj-chauffage")
const kernel: Visit["kernel"] = {
  pool,
  clock,
  permissions,
  reactions: {},
  linkKeys: keys,
  secretKeys: keys,
  peppers: keys,
  publicUrl: "http://localhost:3000",
  outside: {
    http: async () => Promise.reject(new Error("no network here")),
    files: { put: async () => undefined, get: async () => null },
    mail: async () => ({ kind: "unreached", reason: "no mail here" }),
  },
}
const visit: Visit = { kernel, business, actor: { scope: "public", visitor: "test" } }
const found = async (q: string, limit = 3) => (await listProducts(visit, { q, limit })).items.map(({ slug }) => slug)

describe("searching the boiler shop", () => {
  it("knows sixty things that people type, twenty of them in Arabic", () => {
    expect(pairs.length).toBe(60)
    expect(pairs.filter(({ query }) => /\p{Script=Arabic}/u.test(query)).length).toBe(20)
  })

  it.each(pairs)("finds for “$query” the product $slug among the first three", async ({ query, slug }) => {
    expect(await found(query)).toContain(slug)
  })

  it.each(["asdfgh", "zzzz", "xyz123", "???", "%", "de la", "samsung galaxy", "قطة", "lorem ipsum dolor", "99999999"])(
    "finds nothing for “%s”",
    async (query) => {
      expect(await found(query)).toEqual([])
    },
  )

  it("treats every spelling of a word alike", async () => {
    const expected = await found("echangeur ariston", 20)
    expect(expected.length).toBeGreaterThan(1)
    expect(await found("ÉCHANGEURS  Ariston", 20)).toEqual(expected)
    expect(await found("ariston, échangeur !", 20)).toEqual(expected)
    expect(await found("اريستون مبادل", 20)).toEqual(await found("أَرِيسْتُونْ المبـــادل", 20))
  })

  it("takes the words of the trade for the whole shop", async () => {
    const whole = (await listProducts(visit, {})).total
    for (const q of ["chaudière", "مرجل", "boiler parts"]) expect((await listProducts(visit, { q })).total).toBe(whole)
  })

  it("puts the product that is meant before what merely goes with it", async () => {
    const [first] = await found("pompe")
    expect(first).toMatch(/^pompe-/)
  })
})
