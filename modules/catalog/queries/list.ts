import { integer, nullable, text, uuid } from "#kernel/database/column.ts"
import { one, statement } from "#kernel/database/statement.ts"
import { card, cardTakes, offer } from "./card.ts"

const pageTakes = {
  ...cardTakes,
  category: nullable(text),
  brand: nullable(text),
  boiler: nullable(text),
  page: integer,
  limit: integer,
} as const

const fitting = `(:category::text is null or p.category_id = (select c.id from guichet.categories c where c.slug = :category))
      and (:brand::text is null or p.brand_id = (select b.id from guichet.brands b where b.slug = :brand))
      and (:boiler::text is null or exists (select from guichet.product_fits f
        where f.business_id = p.business_id and f.product_id = p.id
          and f.boiler_id = (select r.id from guichet.boilers r where r.slug = :boiler)))`

/** The page as the answer itself: `found` is all that fits, in order. */
const pageOf = (found: string) => `with found as materialized (${found}
  ), listed as (
    select f.id, f.nth from found f order by f.nth limit :limit offset (:page - 1) * :limit
  )
  select json_build_object(
    'items', (select coalesce(json_agg(${card()} order by l.nth), '[]')
      from listed l join guichet.products p on p.id = l.id ${offer}),
    'page', :page,
    'total', (select count(*) from found)
  )::text as answer`

/** In shop order. */
export const listProducts = statement("catalog.list-products", {
  takes: pageTakes,
  gives: one({ answer: text }),
  sql: pageOf(`
    select p.id, row_number() over (order by p.position, p.id) as nth from guichet.products p where ${fitting}`),
})

/** Best match first: the door finds the ids, row security decides again which of them are shown. */
export const searchProducts = statement("catalog.search-products", {
  takes: { ...pageTakes, businessId: uuid, q: text },
  gives: one({ answer: text }),
  sql: pageOf(`
    select p.id, row_number() over (order by m.rank desc, p.position, p.id) as nth
    from app.search_products(:businessId, :q, 200) m join guichet.products p on p.id = m.id
    where ${fitting}`),
})
