import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { afterAll } from "vitest"
import type { Actor, Business, Role } from "#kernel/actor.ts"
import type { Kernel, Visit } from "#kernel/command.ts"
import { openPool } from "#kernel/database/pool.ts"
import type { Outside } from "#kernel/errand.ts"
import { folderFiles } from "#kernel/files.ts"
import { openHttp } from "#kernel/http.ts"
import { idOf } from "#kernel/ids.ts"
import { openLog } from "#kernel/log.ts"
import type { VersionedKeys } from "#kernel/secrets.ts"
import { permissions } from "#modules/permissions.ts"
import { reactions } from "#modules/reactions.ts"
import { cloneDatabase, type TestDatabase } from "./database.ts"

const keys: VersionedKeys = { current: 1, keys: new Map([[1, Buffer.alloc(32, 7)]]) }
const [{ profile }] = JSON.parse(
  await readFile(new URL("../../database/seed/businesses.json", import.meta.url), "utf8"),
)
const terms = { version: "2026-01-01" }

const businessOf = (slug: string): Business => ({
  id: idOf("business", slug),
  slug,
  name: slug,
  country: "DZ",
  currency: "DZD",
  zone: "Africa/Algiers",
})

/** A small business of two products and three variants, and a neighbour that has the same. */
export const maison = businessOf("maison")
export const voisin = businessOf("voisin")

export type Shelf = { readonly joint: string; readonly pump: string; readonly bigPump: string }
const idIn = (business: Business, ...words: string[]) => idOf(business.slug, ...words)
export const shelfOf = (business: Business): Shelf => ({
  joint: idIn(business, "variant", "JOINT-1"),
  pump: idIn(business, "variant", "PUMP-15"),
  bigPump: idIn(business, "variant", "PUMP-25"),
})

export type House = {
  readonly database: TestDatabase
  readonly kernel: Kernel
  readonly owner: pg.Client
  readonly shelf: Shelf
  /** The time that every verb sees; tests move it. */
  readonly clock: { now: Temporal.Instant }
  readonly as: (actor: Actor | Role, business?: Business) => Visit
  readonly anyone: (business?: Business) => Visit
  readonly guest: (dossierId: string) => Visit
  readonly stockOf: (variantId: string) => Promise<{ onHand: number; reserved: number }>
  readonly setStock: (variantId: string, onHand: number) => Promise<void>
  readonly eventsOf: (dossierId: string) => Promise<string[]>
}

/** Clones a database for the test file and opens both businesses in it. */
export async function openHouse(outside: Partial<Outside> = {}): Promise<House> {
  const database = await cloneDatabase()
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  for (const business of [maison, voisin]) await furnish(owner, business)
  const clock = { now: Temporal.Instant.from("2026-11-20T10:00:00Z") }
  const kernel = await openKernel(database, { clock, outside })
  afterAll(async () => {
    await Promise.all([kernel.pool.end(), owner.end()])
  })

  const as: House["as"] = (actor, business = maison) => ({
    kernel,
    business,
    actor: typeof actor === "string" ? memberOf(business, actor) : actor,
  })
  return {
    database,
    kernel,
    owner,
    clock,
    as,
    shelf: shelfOf(maison),
    anyone: (business = maison) => as({ scope: "public", visitor: "test" }, business),
    guest: (dossierId) => as({ scope: "guest", dossierId }),
    stockOf: async (variantId) => {
      const { rows } = await owner.query<{ onHand: number; reserved: number }>(
        'select on_hand as "onHand", reserved from guichet.stock where variant_id = $1',
        [variantId],
      )
      const [row] = rows
      if (row === undefined) throw new Error(`no stock of ${variantId}`)
      return row
    },
    setStock: async (variantId, onHand) => {
      await owner.query("update guichet.stock set on_hand = $2, reserved = least(reserved, $2) where variant_id = $1", [
        variantId,
        onHand,
      ])
    },
    eventsOf: async (dossierId) => {
      const { rows } = await owner.query<{ name: string }>(
        "select name from guichet.events where dossier_id = $1 order by id",
        [dossierId],
      )
      return rows.map(({ name }) => name)
    },
  }
}

export const memberOf = (business: Business, role: Role): Actor => ({
  scope: "member",
  accountId: idIn(business, "account", role),
  role,
})

async function openKernel(
  database: TestDatabase,
  { clock, outside }: { clock: { now: Temporal.Instant }; outside: Partial<Outside> },
): Promise<Kernel> {
  const folder = await mkdtemp(join(tmpdir(), "guichet-files-"))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  return {
    pool: openPool(database.appUrl, { size: 20, name: "test" }),
    clock: () => clock.now,
    permissions,
    reactions,
    linkKeys: keys,
    secretKeys: keys,
    peppers: keys,
    production: false,
    publicUrl: "http://localhost:3000",
    outside: {
      http: openHttp({ trustedOrigins: [] }),
      files: folderFiles(folder),
      mail: async () => ({ kind: "unreached", reason: "no mail server in this test" }),
      ...outside,
    },
    log: openLog("test", "silent"),
  }
}

async function furnish(owner: pg.Client, business: Business): Promise<void> {
  const id = (...words: string[]) => idIn(business, ...words)
  const insert = (table: string, row: Record<string, unknown>) => {
    const all = Object.entries({ business_id: business.id, ...row })
    const marks = all.map((_, i) => `$${i + 1}`).join(", ")
    const values = all.map(([, value]) =>
      typeof value === "object" && value !== null && !Array.isArray(value) ? JSON.stringify(value) : value,
    )
    return owner.query(
      `insert into guichet.${table} (${all.map(([name]) => name).join(", ")}) values (${marks})`,
      values,
    )
  }
  const { slug, name, country, currency, zone } = business
  await insert("businesses", { slug, name, country, currency, zone, locales: ["fr", "ar"], profile })
  await insert("legal_texts", {
    id: id("terms"),
    kind: "terms",
    version: terms.version,
    locale: "fr",
    body: "Conditions.",
    published_at: "2026-01-01T00:00:00Z",
  })
  for (const role of ["admin", "manager", "technician"]) {
    await insert("accounts", {
      id: id("account", role),
      email: `${role}@${slug}.example`,
      name: role,
      role,
      password_hash: "none",
      pepper_version: 1,
    })
  }
  await insert("categories", { id: id("category"), slug: "pieces", name: { fr: "Pièces", ar: "قطع" }, position: 0 })
  await insert("brands", { id: id("brand"), slug: "ferroli", name: "Ferroli" })
  await insert("boilers", {
    id: id("boiler"),
    slug: "divatop-24",
    brand_id: id("brand"),
    name: "Divatop 24",
    facts: {},
  })
  const products = [
    { key: "joint", fr: "Joint torique", ar: "حلقة مطاطية", variants: [{ sku: "JOINT-1", price: 1_500, onHand: 40 }] },
    {
      key: "pump",
      fr: "Circulateur",
      ar: "مضخة",
      variants: [
        { sku: "PUMP-15", price: 2_490_000, onHand: 10 },
        { sku: "PUMP-25", price: 3_120_000, onHand: 1 },
      ],
    },
  ]
  for (const [position, product] of products.entries()) {
    const productId = id("product", product.key)
    await insert("products", {
      id: productId,
      slug: product.key,
      category_id: id("category"),
      brand_id: id("brand"),
      manufacturer_reference: `REF-${product.key}`,
      name: { fr: product.fr, ar: product.ar },
      description: { fr: product.fr, ar: product.ar },
      drawing: "joint",
      vat_percent: 19,
      position,
    })
    await insert("product_fits", { product_id: productId, boiler_id: id("boiler") })
    for (const [place, { sku, price, onHand }] of product.variants.entries()) {
      const variantId = id("variant", sku)
      await insert("variants", {
        id: variantId,
        product_id: productId,
        sku,
        price_minor: price,
        weight_grams: 100,
        position: place,
      })
      await insert("stock", { variant_id: variantId, on_hand: onHand })
    }
  }
  for (const [method, price] of [
    ["home", 60_000],
    ["desk", 40_000],
    ["pickup", 0],
  ] as const) {
    await insert("delivery_rates", { id: id("rate", method), method, wilaya: 16, price_minor: price, days: 2 })
  }
}
