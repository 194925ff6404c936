import { readFile } from "node:fs/promises"
import { describe, expect, it } from "vitest"
import * as z from "zod"
import { findBusiness } from "#modules/businesses/index.ts"
import { openHouse } from "../../checks/testing/house.ts"
import { seed } from "../../database/seed/load.ts"
import { listProducts } from "./list-products.ts"

const file = new URL("../../database/seed/mj-chauffage/search-pairs.json", import.meta.url)
const pairs = z
  .array(z.strictObject({ query: z.string(), slug: z.string() }))
  .parse(JSON.parse(await readFile(file, "utf8")))

const { database, kernel, anyone } = await openHouse()
await seed({ databaseUrl: database.ownerUrl, log: () => undefined, keys: { ...kernel, simulatorsUrl: undefined } })
const business = await findBusiness(kernel, { slug: "mj-chauffage" })
if (business === null) throw new Error("the seed has no mj-chauffage")
const visit = anyone(business)
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
