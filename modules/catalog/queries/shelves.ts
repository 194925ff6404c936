import { oneOf, text } from "#kernel/database/column.ts"
import { one, statement } from "#kernel/database/statement.ts"
import { named } from "./card.ts"

/** Categories and boilers, as the answers themselves. */
export const listCategories = statement("catalog.list-categories", {
  takes: { locale: oneOf("fr", "ar", "en") },
  gives: one({ answer: text }),
  sql: `select json_build_object('items', coalesce(json_agg(json_build_object('slug', c.slug, 'name', ${named("c.name")},
      'products', (select count(*) from guichet.products p where p.business_id = c.business_id and p.category_id = c.id),
      'drawing', (select p.drawing from guichet.products p where p.business_id = c.business_id and p.category_id = c.id
        order by p.position limit 1)
    ) order by c.position), '[]'))::text as answer
    from guichet.categories c`,
})

export const listBoilers = statement("catalog.list-boilers", {
  takes: {},
  gives: one({ answer: text }),
  sql: `select json_build_object('items', coalesce(json_agg(json_build_object('slug', b.slug, 'name', b.name, 'boilers', model.boilers)
      order by b.name), '[]'))::text as answer
    from guichet.brands b
    cross join lateral (
      select json_agg(json_build_object('slug', r.slug, 'name', r.name) order by r.name) as boilers
      from guichet.boilers r where r.business_id = b.business_id and r.brand_id = b.id having count(*) > 0
    ) model`,
})
