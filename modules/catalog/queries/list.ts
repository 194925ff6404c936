import { integer, nullable, text, uuid } from "#kernel/database/column.ts"
import { one, statement } from "#kernel/database/statement.ts"
import { card, cardTakes, offer } from "./card.ts"

const pageTakes = { ...cardTakes, page: integer, limit: integer } as const
const filterTakes = { category: nullable(text), brand: nullable(text), boiler: nullable(text) } as const
const searchTakes = { businessId: uuid, q: text } as const

const filters = `(:category::text is null or p.category_id = (select c.id from guichet.categories c where c.slug = :category))
      and (:brand::text is null or p.brand_id = (select b.id from guichet.brands b where b.slug = :brand))
      and (:boiler::text is null or exists (select from guichet.product_fits f
        where f.business_id = p.business_id and f.product_id = p.id
          and f.boiler_id = (select r.id from guichet.boilers r where r.slug = :boiler)))`

const inShopOrder = (where: string) =>
  `select p.id, row_number() over (order by p.position, p.id) as nth from guichet.products p where ${where}`

/** The door finds the ids, row security decides again which of them are shown. */
const bestMatchFirst = (where: string) =>
  `select p.id, row_number() over (order by m.rank desc, p.position, p.id) as nth
    from app.search_products(:businessId, :q, 200) m join guichet.products p on p.id = m.id where ${where}`

/** The page as the answer itself: `found` is all that fits, in order. */
const pageOf = (found: string) => `with found as materialized (
    ${found}
  ), listed as (
    select f.id, f.nth from found f order by f.nth limit :limit offset (:page - 1) * :limit
  )
  select json_build_object(
    'items', (select coalesce(json_agg(${card()} order by l.nth), '[]')
      from listed l join guichet.products p on p.id = l.id ${offer}),
    'page', :page,
    'total', (select count(*) from found)
  )::text as answer`

const gives = one({ answer: text })

// Without filters Postgres keeps one plan for all pages; with them it plans anew each time, which takes as long as reading.
export const listAll = statement("catalog.list-all", { takes: pageTakes, gives, sql: pageOf(inShopOrder("true")) })

export const listFiltered = statement("catalog.list-filtered", {
  takes: { ...pageTakes, ...filterTakes },
  gives,
  sql: pageOf(inShopOrder(filters)),
})

export const searchAll = statement("catalog.search-all", {
  takes: { ...pageTakes, ...searchTakes },
  gives,
  sql: pageOf(bestMatchFirst("true")),
})

export const searchFiltered = statement("catalog.search-filtered", {
  takes: { ...pageTakes, ...searchTakes, ...filterTakes },
  gives,
  sql: pageOf(bestMatchFirst(filters)),
})
