import { currency, oneOf } from "#kernel/database/column.ts"

/** What every answer made of cards is asked with. */
export const cardTakes = { locale: oneOf("fr", "ar", "en"), currency } as const

export const named = (column: string) => `coalesce(${column} ->> :locale, ${column} ->> 'fr')`
const money = (minor: string) => `json_build_object('amount', ${minor}, 'currency', :currency::text)`

/** Units that can be bought now: what is on the shelf and held for nobody. */
export const available = "coalesce(s.on_hand - s.reserved, 0)"

const brand = `(select json_build_object('slug', b.slug, 'name', b.name) from guichet.brands b
    where b.business_id = p.business_id and b.id = p.brand_id)`

const category = `(select json_build_object('slug', c.slug, 'name', ${named("c.name")}) from guichet.categories c
    where c.business_id = p.business_id and c.id = p.category_id)`

const variant = `json_build_object('id', v.id, 'sku', v.sku, 'name', ${named("v.name")},
      'price', ${money("v.price_minor")}, 'available', ${available})`

/**
 * Joins to the products `p` of a statement their `offer`: variants with live stock, lowest price, weight of the first.
 * Sub-selects by primary key instead of joins over the page: five times as many pages per second.
 */
export const offer = `cross join lateral (
    select min(v.price_minor) as price_minor, json_agg(${variant} order by v.position) as variants,
      (array_agg(v.weight_grams order by v.position))[1] as weight_grams
    from guichet.variants v
    left join guichet.stock s on s.business_id = v.business_id and s.variant_id = v.id
    where v.business_id = p.business_id and v.product_id = p.id
    having count(*) > 0
  ) offer`

const fields = `'id', p.id, 'slug', p.slug, 'name', ${named("p.name")}, 'reference', p.manufacturer_reference,
    'brand', ${brand}, 'category', ${category}, 'drawing', p.drawing,
    'price', ${money("offer.price_minor")}, 'variants', offer.variants`

/** `productCard` of the contract as JSON, of a product `p` joined to its `offer`; `more` adds fields. */
export const card = (more = "") => `json_build_object(${fields}${more})`
