import type { Translated } from "#kernel/contract.ts"
import { arrayOf, bigint, boolean, integer, json, nullable, text, uuid } from "#kernel/database/column.ts"
import { count, many, one, statement } from "#kernel/database/statement.ts"
import { available } from "./card.ts"

export const pricedVariants = statement("catalog.priced-variants", {
  takes: { ids: arrayOf(uuid) },
  gives: many({
    id: uuid,
    productId: uuid,
    slug: text,
    sku: text,
    name: json<Translated>(),
    variantName: nullable(json<Translated>()),
    priceMinor: bigint,
    vatPercent: integer,
    weightGrams: integer,
    available: integer,
    backorder: boolean,
    drawing: text,
  }),
  sql: `select v.id, v.product_id, p.slug, v.sku, p.name, v.name as variant_name, v.price_minor, p.vat_percent, v.weight_grams,
      ${available} as available, v.backorder, p.drawing
    from guichet.variants v
    join guichet.products p on p.business_id = v.business_id and p.id = v.product_id
    left join guichet.stock s on s.business_id = v.business_id and s.variant_id = v.id
    where v.id = any(:ids)`,
})

export const countVariants = statement("catalog.count-visible-variants", {
  takes: { ids: arrayOf(uuid) },
  gives: one({ visible: integer }),
  sql: "select count(*)::integer as visible from guichet.variants where id = any(:ids)",
})

/** One conditional update: of two who want the last unit, one gets it. */
export const takeUnits = statement("catalog.take-units", {
  takes: { variantId: uuid, quantity: integer },
  gives: count,
  sql: `update guichet.stock set on_hand = on_hand - :quantity
    where variant_id = :variantId and on_hand - reserved >= :quantity`,
})

export const putUnitsBack = statement("catalog.put-units-back", {
  takes: { variantId: uuid, quantity: integer },
  gives: count,
  sql: "update guichet.stock set on_hand = on_hand + :quantity where variant_id = :variantId",
})

export const listUnits = statement("catalog.list-units", {
  takes: {},
  gives: many({
    variantId: uuid,
    sku: text,
    name: json<Translated>(),
    variantName: nullable(json<Translated>()),
    priceMinor: bigint,
    available: integer,
  }),
  sql: `select v.id as variant_id, v.sku, p.name, v.name as variant_name, v.price_minor, ${available} as available
    from guichet.variants v
    join guichet.products p on p.business_id = v.business_id and p.id = v.product_id
    left join guichet.stock s on s.business_id = v.business_id and s.variant_id = v.id
    order by p.position, v.position, v.id`,
})
