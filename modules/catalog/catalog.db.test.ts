import { describe, expect, it } from "vitest"
import { inTransaction } from "#kernel/database/transaction.ts"
import { Refusal } from "#kernel/refusals.ts"
import { maison, openHouse, shelfOf, voisin } from "../../checks/testing/house.ts"
import { endpoints } from "./contract.ts"
import { pricedVariants, seenVariants } from "./index.ts"
import { listProducts } from "./list-products.ts"
import { listBoilers, listCategories } from "./list-shelves.ts"
import { showProduct } from "./show-product.ts"

const { owner, anyone, as, guest, shelf, setStock } = await openHouse()
for (const { id } of [maison, voisin]) await owner.query("call app.index_products($1)", [id])
await owner.query("delete from guichet.product_fits where business_id = $1", [voisin.id])

const refusalOf = async (asked: Promise<unknown>) => {
  const error = await asked.then(
    () => null,
    (reason: unknown) => reason,
  )
  return error instanceof Refusal ? { code: error.code, status: error.status } : error
}
const dzd = (amount: number) => ({ amount, currency: "DZD" })
const slugs = (page: { items: readonly { slug: string }[] }) => page.items.map(({ slug }) => slug)

describe("listing products", () => {
  it("gives cards in shop order, with variants, prices and live stock", async () => {
    await setStock(shelf.bigPump, 1)
    const page = await listProducts(anyone(), {})

    expect(endpoints.listProducts.answer.parse(page)).toEqual(page)
    expect(slugs(page)).toEqual(["joint", "pump"])
    expect(page).toMatchObject({ page: 1, total: 2 })
    expect(page.items[1]).toMatchObject({
      name: "Circulateur",
      reference: "REF-pump",
      brand: { slug: "ferroli", name: "Ferroli" },
      category: { slug: "pieces", name: "Pièces" },
      price: dzd(2_490_000),
      variants: [
        { id: shelf.pump, sku: "PUMP-15", name: null, price: dzd(2_490_000), available: 10 },
        { id: shelf.bigPump, sku: "PUMP-25", name: null, price: dzd(3_120_000), available: 1 },
      ],
    })
  })

  it("counts held units as gone, from one moment to the next", async () => {
    const availableNow = async () => (await listProducts(anyone(), {})).items[0]?.variants[0]?.available
    expect(await availableNow()).toBe(40)
    await owner.query("update guichet.stock set reserved = 3 where variant_id = $1", [shelf.joint])
    expect(await availableNow()).toBe(37)
    await owner.query("update guichet.stock set reserved = 0 where variant_id = $1", [shelf.joint])
  })

  it("speaks the language asked for, and French where a text is missing", async () => {
    expect((await listProducts(anyone(), { locale: "ar" })).items[1]?.name).toBe("مضخة")
    expect((await listProducts(anyone(), { locale: "en" })).items[1]?.name).toBe("Circulateur")
  })

  it("pages, and knows how many there are beyond the page", async () => {
    const page = await listProducts(anyone(), { page: 2, limit: 1 })
    expect(page).toMatchObject({ page: 2, total: 2 })
    expect(slugs(page)).toEqual(["pump"])
    expect(await listProducts(anyone(), { page: 3, limit: 1 })).toEqual({ items: [], page: 3, total: 2 })
  })

  it.each([
    [{ category: "pieces" }, 2],
    [{ category: "absente" }, 0],
    [{ brand: "ferroli", category: "pieces" }, 2],
    [{ brand: "absente" }, 0],
    [{ boiler: "divatop-24" }, 2],
    [{ boiler: "absente" }, 0],
    [{ q: "circulateur", boiler: "divatop-24" }, 1],
    [{ q: "circulateur", category: "absente" }, 0],
  ])("filters by %o", async (filters, total) => {
    expect((await listProducts(anyone(), filters)).total).toBe(total)
  })

  it.each(["", "  "])("takes a search for nothing (“%s”) as no search", async (q) => {
    expect((await listProducts(anyone(), { q })).total).toBe(2)
  })

  it("finds what was typed in another spelling or language", async () => {
    expect(slugs(await listProducts(anyone(), { q: "cirkulateur" }))).toEqual(["pump"])
    expect(slugs(await listProducts(anyone(), { q: "المضخه" }))).toEqual(["pump"])
    expect(slugs(await listProducts(anyone(), { q: "pump25" }))).toEqual(["pump"])
    expect(await listProducts(anyone(), { q: "samovar" })).toEqual({ items: [], page: 1, total: 0 })
  })

  it("shows each business its own, whoever asks", async () => {
    const here = await listProducts(anyone(), { boiler: "divatop-24" })
    expect(here.total).toBe(2)
    expect((await listProducts(anyone(voisin), { boiler: "divatop-24" })).total).toBe(0)
    const ids = (await listProducts(anyone(voisin), {})).items.flatMap(({ variants }) => variants.map(({ id }) => id))
    expect(ids).toEqual(Object.values(shelfOf(voisin)))
    for (const visit of [as("technician"), guest(shelf.joint), as({ scope: "customer", customerId: shelf.joint })])
      expect((await listProducts(visit, {})).total).toBe(2)
  })

  it("refuses a page that cannot be", async () => {
    expect(await refusalOf(listProducts(anyone(), { page: 0 }))).toEqual({ code: "input_invalid", status: 422 })
    expect(await refusalOf(listProducts(anyone(), { limit: 101 }))).toEqual({ code: "input_invalid", status: 422 })
  })
})

describe("the door of the search", () => {
  const ask = (settings: string, business: string) =>
    owner.query<{ n: number }>(
      `select count(*)::integer as n from (select set_config('app.business_id', $1, false)) s, lateral app.search_products($2, 'circulateur', 10)`,
      [settings, business],
    )

  it("opens for the business of the scope alone", async () => {
    expect((await ask(maison.id, maison.id)).rows[0]?.n).toBe(1)
    expect((await ask(maison.id, voisin.id)).rows[0]?.n).toBe(0)
    expect((await ask("", maison.id)).rows[0]?.n).toBe(0)
  })
})

describe("showing a product", () => {
  it("gives its card, description, boilers and related parts", async () => {
    const product = await showProduct(anyone(), { slug: "pump", locale: "ar" })

    expect(endpoints.showProduct.answer.parse(product)).toEqual(product)
    expect(product).toMatchObject({ slug: "pump", description: "مضخة", vatPercent: 19, weightGrams: 100 })
    expect(product.fits).toEqual([
      { slug: "divatop-24", name: "Divatop 24", brand: { slug: "ferroli", name: "Ferroli" } },
    ])
    expect(product.related.map(({ slug }) => slug)).toEqual(["joint"])
  })

  it("gives a product that fits no boiler too", async () => {
    expect(await showProduct(anyone(voisin), { slug: "pump" })).toMatchObject({ fits: [], related: [] })
  })

  it("refuses one that is not in the shop", async () => {
    const refused = { code: "product_not_found", status: 404 }
    expect(await refusalOf(showProduct(anyone(), { slug: "absent" }))).toEqual(refused)
    await owner.query("update guichet.products set slug = 'pompe' where slug = 'pump' and business_id = $1", [
      voisin.id,
    ])
    expect(await refusalOf(showProduct(anyone(), { slug: "pompe" }))).toEqual(refused)
    await owner.query("update guichet.products set slug = 'pump' where slug = 'pompe'")
  })
})

describe("listing the shelves", () => {
  it("counts the products of each category, and takes the drawing of the first", async () => {
    await owner.query(
      `insert into guichet.categories (business_id, id, slug, name, position) values ($1, $2, 'vide', '{"fr":"Vide"}', 1)`,
      [voisin.id, maison.id],
    )
    expect(await listCategories(anyone(), { locale: "ar" })).toEqual({
      items: [{ slug: "pieces", name: "قطع", products: 2, drawing: "joint" }],
    })
    expect(
      (await listCategories(anyone(voisin), {})).items.map(({ products, drawing }) => [products, drawing]),
    ).toEqual([
      [2, "joint"],
      [0, null],
    ])
  })

  it("gives the brands that make boilers, with their models", async () => {
    await owner.query(`insert into guichet.brands (business_id, id, slug, name) values ($1, $1, 'wilo', 'Wilo')`, [
      maison.id,
    ])
    expect(await listBoilers(anyone(), {})).toEqual({
      items: [{ slug: "ferroli", name: "Ferroli", boilers: [{ slug: "divatop-24", name: "Divatop 24" }] }],
    })
  })
})

describe("pricing variants for an order", () => {
  const seenBy = (visit: ReturnType<typeof anyone>, ids: readonly string[]) =>
    inTransaction(visit.kernel.pool, { businessId: visit.business.id, actor: visit.actor }, async (tx) => ({
      priced: await pricedVariants(tx, ids),
      visible: (await seenVariants(ids).counted(tx, { ids })).visible,
    }))

  it("gives name, price, tax, weight and stock of each", async () => {
    const { priced, visible } = await seenBy(anyone(), [shelf.pump, shelf.joint])
    expect(visible).toBe(2)
    expect(priced.find(({ id }) => id === shelf.pump)).toMatchObject({
      slug: "pump",
      sku: "PUMP-15",
      name: { fr: "Circulateur", ar: "مضخة" },
      variantName: null,
      priceMinor: 2_490_000,
      vatPercent: 19,
      weightGrams: 100,
      available: 10,
      backorder: false,
      drawing: "joint",
    })
  })

  it("sees nothing of another business, and nothing that does not exist", async () => {
    const none = { priced: [], visible: 0 }
    expect(await seenBy(anyone(voisin), [shelf.pump, shelf.joint])).toEqual(none)
    expect(await seenBy(anyone(), [maison.id])).toEqual(none)
    expect(await seenBy(anyone(), [])).toEqual(none)
  })
})
