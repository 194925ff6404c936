import { text } from "#kernel/database/column.ts"
import { maybe, statement } from "#kernel/database/statement.ts"
import { card, cardTakes, named, offer } from "./card.ts"

const fits = `(select coalesce(json_agg(json_build_object('slug', r.slug, 'name', r.name,
      'brand', json_build_object('slug', b.slug, 'name', b.name)) order by b.name, r.name), '[]')
    from guichet.product_fits f
    join guichet.boilers r on r.business_id = f.business_id and r.id = f.boiler_id
    join guichet.brands b on b.business_id = r.business_id and b.id = r.brand_id
    where f.business_id = p.business_id and f.product_id = p.id)`

/** Other parts of the same boilers, those that share most of them first. */
const related = `(select coalesce(json_agg(${card()} order by near.shared desc, p.position), '[]')
    from (
      select o.product_id, count(*) as shared
      from guichet.product_fits f
      join guichet.product_fits o on o.business_id = f.business_id and o.boiler_id = f.boiler_id and o.product_id <> f.product_id
      where f.business_id = this.business_id and f.product_id = this.id
      group by o.product_id order by shared desc, o.product_id limit 4
    ) near
    join guichet.products p on p.business_id = this.business_id and p.id = near.product_id ${offer})`

const details = `, 'description', ${named("p.description")}, 'vatPercent', p.vat_percent, 'weightGrams', offer.weight_grams,
    'fits', ${fits}, 'related', (select ${related} from (select p.business_id, p.id) this)`

export const findProduct = statement("catalog.find-product", {
  takes: { ...cardTakes, slug: text },
  gives: maybe({ answer: text }),
  sql: `select ${card(details)}::text as answer from guichet.products p ${offer} where p.slug = :slug`,
})
