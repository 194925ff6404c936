import { existsSync } from "node:fs"
import { readFile } from "node:fs/promises"
import * as z from "zod"
import { profile } from "../../modules/businesses/profile.ts"
import { type Plan, plan } from "./plan-shape.ts"

const slug = z.string()
const words = z.strictObject({ fr: z.string(), ar: z.string(), en: z.string() })
const minor = z.int()
const price = z.strictObject({ priceMinor: minor, days: z.int() })
const aliases = z.array(z.string())

const shapes = {
  businesses: z.array(
    z.strictObject({
      slug,
      name: z.string(),
      country: z.enum(["DZ", "CI", "TN", "FR"]),
      currency: z.string(),
      zone: z.string(),
      locales: z.array(z.string()),
      hosts: z.array(z.string()),
      features: z.array(z.string()),
      profile,
    }),
  ),
  staff: z.array(
    z.strictObject({
      business: slug,
      name: z.string(),
      email: z.string(),
      role: z.string(),
      locale: z.string(),
      password: z.string(),
    }),
  ),
  brands: z.array(z.strictObject({ slug, name: z.string(), aliases })),
  boilers: z.array(
    z.strictObject({ slug, brand: slug, name: z.string(), aliases, facts: z.record(z.string(), z.unknown()) }),
  ),
  categories: z.array(z.strictObject({ slug, name: words })),
  products: z.array(
    z.strictObject({
      slug,
      category: slug,
      brand: slug,
      manufacturerRef: z.string(),
      name: words,
      description: words,
      keywords: z.array(z.string()),
      drawing: z.string(),
      fits: z.array(slug),
      vatPercent: z.int(),
      variants: z
        .array(
          z.strictObject({
            sku: z.string(),
            name: words.nullable(),
            priceMinor: minor,
            onHand: z.int(),
            weightGrams: z.int(),
            backorder: z.boolean(),
          }),
        )
        .min(1),
    }),
  ),
  delivery: z.strictObject({
    pickup: price.extend({ wilaya: z.int() }),
    wilayas: z.array(z.strictObject({ wilaya: z.int(), home: price, desk: price })),
  }),
  versions: z.partialRecord(z.enum(["mentions", "terms", "privacy", "returns"]), z.string()),
} as const

type Shapes = typeof shapes
export type Seeded<K extends keyof Shapes> = z.output<Shapes[K]>
export type SeededBusiness = Seeded<"businesses">[number]
export type Shop = { [K in "brands" | "boilers" | "categories" | "products" | "delivery"]: Seeded<K> }
export type LegalText = { kind: string; version: string; locale: string; body: string }

const fileOf = (path: string) => new URL(path, import.meta.url)

async function read<S extends z.ZodType>(shape: S, path: string): Promise<z.output<S>> {
  return shape.parse(JSON.parse(await readFile(fileOf(path), "utf8")))
}

export const readBusinesses = () => read(shapes.businesses, "./businesses.json")
export const readStaff = () => read(shapes.staff, "./staff.json")

/** What a business sells, or null where it sells nothing. */
export async function readShop(business: string): Promise<Shop | null> {
  const folder = `./${business}`
  if (!existsSync(fileOf(`${folder}/products.json`))) return null

  const [brands, boilers, categories, products, delivery] = await Promise.all([
    read(shapes.brands, `${folder}/brands.json`),
    read(shapes.boilers, `${folder}/boilers.json`),
    read(shapes.categories, `${folder}/categories.json`),
    read(shapes.products, `${folder}/products.json`),
    read(shapes.delivery, `${folder}/delivery.json`),
  ])
  return { brands, boilers, categories, products, delivery }
}

/** Who comes where and when, or null where nobody is booked. */
export async function readPlan(business: string): Promise<Plan | null> {
  const path = `./${business}/plan.json`
  return existsSync(fileOf(path)) ? read(plan, path) : null
}

/** The legal texts of a business in the languages they are written in. */
export async function readLegalTexts({ slug: business, locales }: SeededBusiness): Promise<LegalText[]> {
  const folder = `./${business}/legal`
  if (!existsSync(fileOf(`${folder}/versions.json`))) return []

  const versions = Object.entries(await read(shapes.versions, `${folder}/versions.json`))
  const texts = versions.flatMap(([kind, version]) => locales.map((locale) => ({ kind, version, locale })))
  return Promise.all(
    texts
      .filter(({ kind, locale }) => existsSync(fileOf(`${folder}/${kind}.${locale}.md`)))
      .map(async (text) => ({
        ...text,
        body: await readFile(fileOf(`${folder}/${text.kind}.${text.locale}.md`), "utf8"),
      })),
  )
}
