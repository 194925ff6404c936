import { existsSync, readdirSync, readFileSync } from "node:fs"
import { parsePhoneNumberFromString } from "libphonenumber-js"
import { describe, expect, it } from "vitest"
import { z } from "zod"

const here = (path: string) => new URL(path, import.meta.url)
const text = (path: string) => readFileSync(here(path), "utf8")
const load = <T>(path: string, shape: z.ZodType<T>) => shape.parse(JSON.parse(text(path)))

const words = z.strictObject({ fr: z.string().min(1), ar: z.string().min(1), en: z.string().min(1) })
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
const colour = z.string().regex(/^#[0-9a-f]{6}$/)
const accent = z.strictObject({ accent: colour, ink: colour, soft: colour })
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const hours = z.tuple([clock, clock]).nullable()
const rate = z.strictObject({ priceMinor: z.int().positive(), days: z.int().positive() })

const businesses = load(
  "businesses.json",
  z.array(
    z.strictObject({
      slug,
      name: z.string(),
      country: z.string().length(2),
      currency: z.enum(["DZD", "XOF", "TND", "EUR"]),
      zone: z.string(),
      locales: z.array(z.enum(["fr", "ar", "en"])),
      hosts: z.array(z.string()),
      features: z.array(z.string()),
      profile: z.strictObject({
        mark: z.string().length(2),
        accent: z.strictObject({ light: accent, dark: accent }),
        trade: words,
        tagline: words,
        description: words,
        hours: z.strictObject({ 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: hours, 7: hours }),
        contacts: z.strictObject({
          phone: z.string(),
          whatsapp: z.string(),
          email: z.email(),
          address: words,
          city: words,
          postalCode: z.string(),
        }),
        legal: z.strictObject({
          name: z.string(),
          form: z.string(),
          capitalMinor: z.int().positive().nullable(),
          director: z.string(),
          registrations: z.array(z.strictObject({ kind: z.string(), label: z.string(), value: z.string() })).min(1),
          bank: z.strictObject({ name: z.string(), rib: z.string() }).optional(),
          ccp: z.string().optional(),
          host: z.string(),
        }),
        coming: z.array(z.strictObject({ name: words, about: words })).min(2),
      }),
    }),
  ),
)
const brands = load(
  "mj-chauffage/brands.json",
  z.array(z.strictObject({ slug, name: z.string(), aliases: z.array(z.string()) })),
)
const boilers = load(
  "mj-chauffage/boilers.json",
  z.array(
    z.strictObject({
      slug,
      brand: slug,
      name: z.string(),
      aliases: z.array(z.string()),
      facts: z.strictObject({
        from: z.int(),
        to: z.int().nullable(),
        powerKw: z.number(),
        flue: z.enum(["chimney", "sealed"]),
        condensing: z.boolean(),
      }),
    }),
  ),
)
const categories = load("mj-chauffage/categories.json", z.array(z.strictObject({ slug, name: words })))
const products = load(
  "mj-chauffage/products.json",
  z.array(
    z.strictObject({
      slug,
      category: slug,
      brand: slug,
      manufacturerRef: z.string().min(1),
      name: words,
      description: words,
      keywords: z.array(z.string()),
      drawing: slug,
      fits: z.array(slug).min(1),
      vatPercent: z.literal([9, 19]),
      variants: z
        .array(
          z.strictObject({
            sku: z.string().regex(/^[A-Z0-9-]+$/),
            name: words.nullable(),
            priceMinor: z.int().positive(),
            onHand: z.int().nonnegative(),
            weightGrams: z.int().positive(),
            backorder: z.boolean(),
          }),
        )
        .min(1),
    }),
  ),
)
const delivery = load(
  "mj-chauffage/delivery.json",
  z.strictObject({
    pickup: z.strictObject({ wilaya: z.literal(16), priceMinor: z.literal(0), days: z.int() }),
    wilayas: z.array(z.strictObject({ wilaya: z.int(), home: rate, desk: rate })),
  }),
)
const pairs = load("mj-chauffage/search-pairs.json", z.array(z.strictObject({ query: z.string().min(1), slug })))
const staff = load(
  "staff.json",
  z.array(
    z.strictObject({
      business: slug,
      name: z.string(),
      email: z.string(),
      role: z.enum(["admin", "manager", "technician"]),
      locale: z.string(),
      password: z.string().min(12),
    }),
  ),
)

const repeated = (values: string[]) => values.filter((value, at) => values.indexOf(value) !== at)
const unknown = (values: string[], known: { slug: string }[]) =>
  values.filter((value) => !known.some((row) => row.slug === value))
const rows = (path: string) => text(path).trim().split("\n").slice(1)
const folded = (value: string) => value.toLowerCase().replace(/[^\p{L}]/gu, "")

/** WCAG 2 relative luminance of #rrggbb. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

describe("the businesses of the seed", () => {
  it("are the five of the architecture, each with its own address and one admin or more", () => {
    const slugs = businesses.map((business) => business.slug)
    const withAdmin = staff.filter((member) => member.role === "admin").map((member) => member.business)

    expect(slugs).toEqual(["mj-chauffage", "atelier-baobab", "nexus-reussite", "vol-retard", "relais-droits"])
    expect(slugs.filter((one) => !withAdmin.includes(one))).toEqual([])
  })

  it.each(businesses)("give $slug an accent that reads on paper, on its tint and under its ink", ({ profile }) => {
    const { light, dark } = profile.accent
    const ratios = [
      ...["#faf8f4", "#ffffff", light.ink, light.soft].map((ground) => contrast(light.accent, ground)),
      ...["#161513", "#1f1d1a", dark.ink, dark.soft].map((ground) => contrast(dark.accent, ground)),
    ]

    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(businesses)("open $slug before it closes, in a zone that exists", ({ profile, zone }) => {
    const backwards = Object.values(profile.hours).filter((day) => day !== null && day[0] >= day[1])

    expect(backwards).toEqual([])
    expect(Temporal.Now.zonedDateTimeISO(zone).timeZoneId).toBe(zone)
  })

  it.each(businesses)("let people reach $slug by numbers of its own country", ({ country, profile }) => {
    for (const number of [profile.contacts.phone, profile.contacts.whatsapp]) {
      expect(parsePhoneNumberFromString(number)).toMatchObject({ country, number })
      expect(parsePhoneNumberFromString(number)?.isPossible()).toBe(true)
    }
  })

  it("keep every address under a domain that nobody owns", () => {
    const addresses = [...staff, ...businesses.map(({ profile }) => profile.contacts)].map((one) => one.email)

    expect(addresses.filter((address) => !address.endsWith(".example"))).toEqual([])
    expect(repeated(addresses)).toEqual([])
    expect(
      staff.map((member) => member.business).filter((one) => !businesses.some((business) => business.slug === one)),
    ).toEqual([])
  })

  it.each(businesses)("publish the legal texts of $slug in its languages", (business) => {
    const shop = business.features.includes("shop")
    const kinds = shop ? ["mentions", "terms", "privacy", "returns"] : ["mentions", "privacy"]
    const versions = load(`${business.slug}/legal/versions.json`, z.record(z.string(), z.iso.date()))
    const texts = business.locales.map((locale) => text(`${business.slug}/legal/mentions.${locale}.md`))
    const missing = kinds.flatMap((kind) =>
      business.locales
        .map((locale) => `${business.slug}/legal/${kind}.${locale}.md`)
        .filter((path) => !existsSync(here(path))),
    )

    expect(Object.keys(versions)).toEqual(kinds)
    expect(missing).toEqual([])
    for (const { value } of business.profile.legal.registrations) {
      const written = texts.map((body) => body.replace(/\s/g, " ").includes(value))
      expect(written).not.toContain(false)
    }
  })
})

describe("the shop of the seed", () => {
  it("sells enough to be a shop", () => {
    expect(products.length).toBeGreaterThanOrEqual(120)
    expect(products.flatMap((product) => product.variants).length).toBeGreaterThanOrEqual(150)
    expect(brands.length).toBeGreaterThanOrEqual(12)
    expect(boilers.length).toBeGreaterThanOrEqual(40)
    expect(categories.length).toBeGreaterThanOrEqual(10)
  })

  it("gives each slug and each SKU to one thing", () => {
    for (const list of [products, brands, boilers, categories]) {
      expect(repeated(list.map((one) => one.slug))).toEqual([])
    }
    expect(repeated(products.flatMap((product) => product.variants.map((variant) => variant.sku)))).toEqual([])
    expect(repeated(products.map((product) => product.name.fr))).toEqual([])
  })

  it("names only brands, categories and boilers that exist, and uses all of them", () => {
    const fits = products.flatMap((product) => product.fits)
    const inUse = products.map((product) => product.category)

    expect(
      unknown(
        [...products, ...boilers].map((one) => one.brand),
        brands,
      ),
    ).toEqual([])
    expect(unknown(inUse, categories)).toEqual([])
    expect(unknown(fits, boilers)).toEqual([])
    expect(categories.filter((category) => !inUse.includes(category.slug))).toEqual([])
    expect(boilers.filter((boiler) => !fits.includes(boiler.slug))).toEqual([])
    expect(products.flatMap((product) => repeated(product.fits))).toEqual([])
  })

  it("describes each part once, in French and in Arabic of its own", () => {
    const same = products.filter(
      ({ name, description }) =>
        folded(name.fr) === folded(name.ar) || folded(description.fr) === folded(description.ar),
    )
    const latin = products.filter(({ name, description }) =>
      [name.ar, description.ar].some((value) => !/\p{Script=Arabic}{3}/u.test(value.replace(/\p{M}/gu, ""))),
    )

    expect(same).toEqual([])
    expect(latin).toEqual([])
    expect(products.filter(({ description }) => description.fr.length < 120 || description.ar.length < 90)).toEqual([])
    for (const locale of ["fr", "ar", "en"] as const) {
      expect(repeated(products.map((product) => product.description[locale]))).toEqual([])
    }
  })

  it("names the variants of a part when it has several, and only then", () => {
    const wrong = products.filter(({ variants }) =>
      variants.some(({ name }) => (name === null) !== variants.length < 2),
    )

    expect(wrong.map((product) => product.slug)).toEqual([])
  })

  it("has parts that are out of stock, nearly gone, and plentiful", () => {
    const stock = products.flatMap((product) => product.variants.map((variant) => variant.onHand))

    for (const onHand of [0, 2, 40]) expect(stock).toContain(onHand)
  })
})

describe("the drawings of the seed", () => {
  const drawn = readdirSync(here("mj-chauffage/drawings")).map((file) => file.replace(/\.svg$/, ""))

  it("are there for every part, and none is idle", () => {
    const used = new Set(products.map((product) => product.drawing))

    expect([...used].sort()).toEqual(drawn.sort())
    expect(used.size).toBeGreaterThanOrEqual(24)
  })

  it.each(drawn)("keep %s to lines: one weight, one accent, nothing that runs", (name) => {
    const svg = text(`mj-chauffage/drawings/${name}.svg`)
    const head = svg.slice(0, svg.indexOf(">"))

    expect(head).toContain('viewBox="0 0 120 80" fill="none" stroke="currentColor" stroke-width="2.2"')
    expect(svg.match(/stroke="var\(--accent\)"/g)).toHaveLength(1)
    expect(svg).not.toMatch(/<script|<style|<foreignObject|<image|\son\w+=|\sid=|\sstyle=|href=|NaN|undefined/i)
  })
})

describe("delivery in the seed", () => {
  it("has a price at home and at the desk for each of the 69 wilayas, the desk never dearer", () => {
    const codes = rows("places/dz-wilayas.csv").map((row) => Number(row.split(",")[0]))

    expect(codes).toHaveLength(69)
    expect(delivery.wilayas.map((one) => one.wilaya)).toEqual(codes)
    expect(delivery.wilayas.filter(({ home, desk }) => desk.priceMinor > home.priceMinor)).toEqual([])
  })

  it("knows the communes of every wilaya, and keeps the licence beside them", () => {
    const communes = rows("places/dz-communes.csv").map((row) => row.split(",")[2])

    expect(new Set(communes).size).toBe(69)
    expect(text("places/LICENSE-geoalgeria.txt")).toContain("MIT License")
  })
})

describe("the search pairs of the seed", () => {
  it("are sixty, twenty of them in Arabic, and each means a part that exists", () => {
    expect(pairs).toHaveLength(60)
    expect(pairs.filter(({ query }) => /\p{Script=Arabic}/u.test(query))).toHaveLength(20)
    expect(
      unknown(
        pairs.map((pair) => pair.slug),
        products,
      ),
    ).toEqual([])
    expect(repeated(pairs.map((pair) => pair.query))).toEqual([])
  })
})
