import { describe, expect, it } from "vitest"
import { inTransaction, type Tx } from "#kernel/database/transaction.ts"
import { Refusal } from "#kernel/refusals.ts"
import { maison, openHouse, voisin } from "../../checks/testing/house.ts"
import { endpoints } from "./contract.ts"
import { findBusiness, findProfile, readSecret, storeSecret, termsVersion } from "./index.ts"
import { businessRoutes } from "./routes.ts"
import { showBusiness } from "./show-business.ts"
import { showLegalText } from "./show-legal-text.ts"

const { owner, anyone, as, clock } = await openHouse()
const { kernel } = anyone()
const publish = (values: string) =>
  owner.query(
    `insert into guichet.legal_texts (business_id, id, kind, version, locale, body, published_at) values ${values}`,
  )
const inScope = <T>(visit: ReturnType<typeof anyone>, work: (tx: Tx) => Promise<T>) =>
  inTransaction(visit.kernel.pool, { businessId: visit.business.id, actor: visit.actor }, work)
const codeOf = async (asked: Promise<unknown>) => {
  const error = await asked.then(
    () => null,
    (reason: unknown) => reason,
  )
  return error instanceof Refusal ? error.code : error
}

describe("finding the business of an address", () => {
  it("goes by slug or by host, and brings its profile", async () => {
    await owner.query("update guichet.businesses set hosts = '{pieces.example}' where business_id = $1", [voisin.id])
    expect(await findBusiness(kernel, { slug: "maison" })).toMatchObject({
      ...maison,
      locales: ["fr", "ar"],
      hosts: [],
      profile: { mark: "MJ" },
    })
    expect(await findBusiness(kernel, { host: "Pieces.Example" })).toMatchObject(voisin)
  })

  it("knows no other address, and no host by the name of a slug", async () => {
    expect(await findBusiness(kernel, { slug: "absente" })).toBeNull()
    expect(await findBusiness(kernel, { host: "maison" })).toBeNull()
    expect(await findBusiness(kernel, { slug: "pieces.example" })).toBeNull()
  })

  it("follows a change within ten seconds", async () => {
    await findBusiness(kernel, { slug: "maison" })
    await owner.query("update guichet.businesses set name = 'Maison neuve' where business_id = $1", [maison.id])
    clock.now = clock.now.add({ seconds: 9 })
    expect((await findBusiness(kernel, { slug: "maison" }))?.name).toBe("maison")
    clock.now = clock.now.add({ seconds: 1 })
    expect((await findBusiness(kernel, { slug: "maison" }))?.name).toBe("Maison neuve")
  })

  it("does not read everybody again because of many addresses that are made up", async () => {
    clock.now = clock.now.add({ seconds: 10 })
    const { name } = (await findBusiness(kernel, { slug: "maison" })) ?? {}
    await owner.query("update guichet.businesses set name = 'Lue encore' where business_id = $1", [maison.id])
    for (let made = 0; made < 499; made++) await findBusiness(kernel, { slug: `made-up-${made}` })

    expect((await findBusiness(kernel, { slug: "maison" }))?.name).toBe(name)
    await findBusiness(kernel, { slug: "one-too-many" })
    expect((await findBusiness(kernel, { slug: "maison" }))?.name).toBe("Lue encore")
  })
})

describe("showing a business", () => {
  it("says in the visitor's language who keeps the counter and whether it is open", async () => {
    clock.now = Temporal.Instant.from("2026-11-22T10:00:00Z")
    const shown = await showBusiness(anyone(), { locale: "ar" })

    expect(endpoints.showBusiness.answer.parse(shown)).toEqual(shown)
    expect(shown).toMatchObject({
      slug: "maison",
      currency: "DZD",
      zone: "Africa/Algiers",
      locales: ["fr", "ar"],
      look: { mark: "MJ", light: { accent: "#b93e0a" } },
      trade: "قطع غيار مراجل التدفئة وتصليحها",
      hours: { isOpen: true, changesAt: "2026-11-22T17:00:00Z" },
      contacts: { phone: "+21321000142", postalCode: "16042" },
      legal: { form: "SARL", capital: { amount: 100_000_000, currency: "DZD" } },
    })
    expect(shown.hours.week[4]).toEqual({ weekday: 5, opens: null, closes: null })
    expect(shown.hours.week[5]).toEqual({ weekday: 6, opens: "09:00", closes: "13:00" })
  })

  it("keeps bank details and hosts to itself", async () => {
    const said = JSON.stringify(await showBusiness(anyone(voisin), {}))
    expect(said).not.toMatch(/rib|ccp|Banque|pieces\.example/i)
  })

  it("shows each business itself alone, whoever asks", async () => {
    expect((await showBusiness(anyone(voisin), {})).slug).toBe("voisin")
    expect((await showBusiness(as("technician"), {})).slug).toBe("maison")
    expect((await inScope(as("admin", voisin), findProfile)).legal.bank).toBeDefined()
  })
})

describe("showing a legal text", () => {
  it("gives the latest version, in the language asked for or else in French", async () => {
    const [id, other] = ["'00000000-0000-7000-8000-00000000000", `'${maison.id}'`]
    await publish(`(${other}, ${id}1', 'terms', '2026-11-01', 'fr', 'Neuf.', '2026-11-01T00:00:00Z'),
      (${other}, ${id}2', 'terms', '2026-01-01', 'ar', 'قديم.', '2026-01-01T00:00:00Z')`)

    const latest = await showLegalText(anyone(), { kind: "terms", locale: "ar" })
    expect(latest).toEqual({
      kind: "terms",
      version: "2026-11-01",
      locale: "fr",
      body: "Neuf.",
      publishedAt: "2026-11-01T00:00:00Z",
    })
    expect(await showLegalText(anyone(), { kind: "terms", locale: "ar", version: "2026-01-01" })).toMatchObject({
      locale: "ar",
      body: "قديم.",
    })
  })

  it("tells which terms an order accepts now, in each business", async () => {
    expect(await inScope(anyone(), termsVersion)).toBe("2026-11-01")
    expect(await inScope(anyone(voisin), termsVersion)).toBe("2026-01-01")
  })

  it("refuses a text that is not published", async () => {
    expect(await codeOf(showLegalText(anyone(), { kind: "privacy" }))).toBe("legal_text_not_found")
    expect(await codeOf(showLegalText(anyone(voisin), { kind: "terms", version: "2026-11-01" }))).toBe(
      "legal_text_not_found",
    )
  })
})

describe("listing places", () => {
  const route = (name: string) => {
    const found = businessRoutes.find((one) => one.name === name)
    if (found === undefined) throw new Error(`no route ${name}`)
    return found
  }
  const ask = (name: string, asked: object, visit = anyone()) =>
    route(name).handle(visit, { params: {}, query: { locale: "ar" }, body: undefined, ...asked })
  const abroad = { ...anyone(), business: { ...maison, country: "FR" } as const }

  it("names wilayas and communes in the visitor's language", async () => {
    expect(await ask("listWilayas", {})).toMatchObject({ items: { length: 69, 15: { code: 16, name: "الجزائر" } } })
    const communes = await ask("listCommunes", { params: { wilaya: 16 }, query: { locale: "fr" } })
    expect(endpoints.listCommunes.answer.parse(communes)).toMatchObject({ code: 16, name: "Alger" })
    expect(communes).toMatchObject({ items: expect.arrayContaining([{ name: "Bab Ezzouar", postalCode: "16024" }]) })
  })

  it("has none outside Algeria", async () => {
    expect(await ask("listWilayas", {}, abroad)).toEqual({ items: [] })
    expect(await codeOf(ask("listCommunes", { params: { wilaya: 16 } }, abroad))).toBe("place_not_found")
  })
})

describe("keeping a secret", () => {
  const house = as({ scope: "system", name: "test" })
  const satim = { name: "satim", value: '{"password":"hush"}' }
  const read = (visit: typeof house, name = "satim") => inScope(visit, (tx) => readSecret({ tx, kernel }, name))
  const store = (secret: typeof satim) => inScope(house, (tx) => storeSecret({ tx, kernel, now: clock.now }, secret))

  it("gives it back to the house, in its latest form", async () => {
    await store({ ...satim, value: "first" })
    await store(satim)
    expect(await read(house)).toBe(satim.value)
    expect(await read(house, "absent")).toBeNull()
  })

  it("shows it to no visitor, no member of staff and no other business", async () => {
    for (const visit of [anyone(), as("admin"), as({ scope: "system", name: "test" }, voisin)])
      expect(await read(visit)).toBeNull()
  })

  it("does not open it in another row", async () => {
    await owner.query("update guichet.business_secrets set name = 'moved' where name = 'satim'")
    await expect(read(house, "moved")).rejects.toThrow()
  })
})
