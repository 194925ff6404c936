import * as z from "zod"
import { type Endpoints, id, language, money, text } from "#kernel/contract.ts"

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

export const variantCard = z.strictObject({
  id,
  sku: z.string(),
  name: z.string().nullable(),
  price: money,
  /** Units that can be bought now. */
  available: z.int(),
})

export const productCard = z.strictObject({
  id,
  slug,
  name: z.string(),
  reference: z.string(),
  brand: z.strictObject({ slug, name: z.string() }),
  category: z.strictObject({ slug, name: z.string() }),
  drawing: z.string(),
  /** The lowest price of its variants, tax included. */
  price: money,
  variants: z.array(variantCard),
})

const boiler = z.strictObject({ slug, name: z.string(), brand: z.strictObject({ slug, name: z.string() }) })

export const endpoints = {
  listProducts: {
    method: "GET",
    path: "/products",
    summary: "Products, searched and filtered; best match first, else in shop order",
    opens: "visitor",
    query: z.strictObject({
      q: text.max(100).optional(),
      category: slug.optional(),
      brand: slug.optional(),
      boiler: slug.optional(),
      page: z.coerce.number().int().min(1).max(1000).default(1),
      limit: z.coerce.number().int().min(1).max(100).default(20),
      locale: language.default("fr"),
    }),
    answer: z.strictObject({ items: z.array(productCard), page: z.int(), total: z.int() }),
    status: 200,
  },
  showProduct: {
    method: "GET",
    path: "/products/{slug}",
    summary: "One product with its description, variants and the boilers it fits",
    opens: "visitor",
    params: z.strictObject({ slug }),
    query: z.strictObject({ locale: language.default("fr") }),
    answer: productCard.extend({
      description: z.string(),
      vatPercent: z.int(),
      weightGrams: z.int(),
      fits: z.array(boiler),
      related: z.array(productCard),
    }),
    status: 200,
    refusals: ["product_not_found"],
  },
  listCategories: {
    method: "GET",
    path: "/categories",
    summary: "Categories with the number of products in each",
    opens: "visitor",
    query: z.strictObject({ locale: language.default("fr") }),
    answer: z.strictObject({
      items: z.array(
        z.strictObject({
          slug,
          name: z.string(),
          products: z.int(),
          /** Of its first part, which stands for the shelf; null while it is empty. */
          drawing: z.string().nullable(),
        }),
      ),
    }),
    status: 200,
  },
  listBoilers: {
    method: "GET",
    path: "/boilers",
    summary: "Brands and their boiler models, to ask which parts fit",
    opens: "visitor",
    answer: z.strictObject({
      items: z.array(
        z.strictObject({ slug, name: z.string(), boilers: z.array(z.strictObject({ slug, name: z.string() })) }),
      ),
    }),
    status: 200,
  },
} as const satisfies Endpoints
