import type { Translated } from "#kernel/contract.ts"
import { arrayOf, bigint, boolean, integer, json, nullable, text, uuid } from "#kernel/database/column.ts"
import { many, one, statement } from "#kernel/database/statement.ts"
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
