import { integer, nullable, text, uuid } from "#kernel/database/column.ts"
import { one, statement } from "#kernel/database/statement.ts"
import { card, cardTakes, offer } from "./card.ts"

const pageTakes = { ...cardTakes, page: integer, limit: integer } as const
const filterTakes = { category: nullable(text), brand: nullable(text), boiler: nullable(text) } as const
const searchTakes = { businessId: uuid, q: text } as const

const filters = `(:category::text is null or p.category_id = (select c.id from guichet.categories c where c.slug = :category))
      and (:brand::text is null or p.brand_id = (select b.id from guichet.brands b where b.slug = :brand))
      and (:boiler::text is null or p.id in (select f.product_id from guichet.product_fits f
        where f.boiler_id = (select r.id from guichet.boilers r where r.slug = :boiler)))`

/** The page as the answer itself: `listed` gives ids and their places on it, `total` how many there are in all. */
const pageOf = ({ listed, total }: { listed: string; total: string }) => `with ${listed}
  select json_build_object(
    'items', (select coalesce(json_agg(${card()} order by l.nth), '[]')
      from listed l join guichet.products p on p.id = l.id ${offer}),
    'page', :page,
    'total', (${total})
  )::text as answer`

/** In shop order, which an index holds: however many products there are, a page reads its own. */
const listedWhere = (where: string) =>
  pageOf({
    listed: `listed as (
    select p.id, row_number() over (order by p.position, p.id) as nth from guichet.products p where ${where}
    order by p.position, p.id limit :limit offset (:page - 1) * :limit
  )`,
    total: `select count(*) from guichet.products p where ${where}`,
  })

/** Best match first. The door finds the ids, row security decides again which of them are shown. */
const searchedWhere = (where: string) =>
  pageOf({
    listed: `found as materialized (
    select p.id, row_number() over (order by m.rank desc, p.position, p.id) as nth
    from app.search_products(:businessId, :q, 200) m join guichet.products p on p.id = m.id where ${where}
  ), listed as (
    select f.id, f.nth from found f order by f.nth limit :limit offset (:page - 1) * :limit
  )`,
    total: "select count(*) from found",
  })

const gives = one({ answer: text })

// Without filters Postgres keeps one plan for all pages; with them it plans anew each time, which takes as long as reading.
export const listAll = statement("catalog.list-all", {
  takes: pageTakes,
  gives,
  sql: listedWhere("true"),
})

export const listFiltered = statement("catalog.list-filtered", {
  takes: { ...pageTakes, ...filterTakes },
  gives,
  sql: listedWhere(filters),
})

export const searchAll = statement("catalog.search-all", {
  takes: { ...pageTakes, ...searchTakes },
  gives,
  sql: searchedWhere("true"),
})

export const searchFiltered = statement("catalog.search-filtered", {
  takes: { ...pageTakes, ...searchTakes, ...filterTakes },
  gives,
  sql: searchedWhere(filters),
})
