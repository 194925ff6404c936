import { idOf } from "#kernel/ids.ts"
import type { Shop } from "./read.ts"
import type { RowOf } from "./write.ts"

/** The same id for the same thing of the same business on every machine. */
export const idIn = (business: string) => (kind: string, slug: string) => idOf("seed", business, kind, slug)

type ShopTable =
  | "categories"
  | "brands"
  | "boilers"
  | "products"
  | "product_fits"
  | "variants"
  | "stock"
  | "delivery_rates"
type Rows = { readonly [T in ShopTable]: readonly RowOf<T>[] }

/** The rows of a shop, parents before children. */
export function shopRows(business: { slug: string; id: string }, shop: Shop): Rows {
  const { categories, brands, boilers, products } = shop
  const business_id = business.id
  const id = idIn(business.slug)
  return {
    categories: categories.map(({ slug, name }, position) => ({
      business_id,
      id: id("category", slug),
      slug,
      name,
      position,
    })),
    brands: brands.map((brand) => ({ business_id, id: id("brand", brand.slug), ...brand })),
    boilers: boilers.map(({ brand, ...boiler }) => ({
      business_id,
      id: id("boiler", boiler.slug),
      brand_id: id("brand", brand),
      ...boiler,
    })),
    products: products.map(
      ({ category, brand, manufacturerRef, vatPercent, fits: _fits, variants: _variants, ...product }, position) => ({
        business_id,
        id: id("product", product.slug),
        category_id: id("category", category),
        brand_id: id("brand", brand),
        manufacturer_reference: manufacturerRef,
        vat_percent: vatPercent,
        position,
        ...product,
      }),
    ),
    product_fits: products.flatMap(({ slug, fits }) =>
      fits.map((boiler) => ({ business_id, product_id: id("product", slug), boiler_id: id("boiler", boiler) })),
    ),
    ...variantRows(business, products),
    delivery_rates: deliveryRows(business, shop.delivery),
  }
}

function variantRows(
  business: { slug: string; id: string },
  products: Shop["products"],
): Pick<Rows, "variants" | "stock"> {
  const id = idIn(business.slug)
  const all = products.flatMap(({ slug, variants }) =>
    variants.map((variant, position) => ({ slug, position, ...variant })),
  )
  return {
    variants: all.map(({ slug, sku, name, priceMinor, weightGrams, backorder, position }) => ({
      business_id: business.id,
      id: id("variant", sku),
      product_id: id("product", slug),
      sku,
      name,
      price_minor: priceMinor,
      weight_grams: weightGrams,
      backorder,
      position,
    })),
    stock: all.map(({ sku, onHand }) => ({
      business_id: business.id,
      variant_id: id("variant", sku),
      on_hand: onHand,
    })),
  }
}

function deliveryRows(business: { slug: string; id: string }, { pickup, wilayas }: Shop["delivery"]) {
  const rate = (method: "home" | "desk" | "pickup", wilaya: number, price: { priceMinor: number; days: number }) => ({
    business_id: business.id,
    id: idIn(business.slug)("delivery", `${method}-${wilaya}`),
    method,
    wilaya,
    price_minor: price.priceMinor,
    days: price.days,
  })
  const toDoors = wilayas.flatMap(({ wilaya, home, desk }) => [rate("home", wilaya, home), rate("desk", wilaya, desk)])
  return [rate("pickup", pickup.wilaya, pickup), ...toDoors]
}
