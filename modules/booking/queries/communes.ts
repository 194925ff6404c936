import type { Translated } from "#kernel/contract.ts"
import { json, text, uuid } from "#kernel/database/column.ts"
import { maybe, statement } from "#kernel/database/statement.ts"

/** The commune of row `a` in every language; the row keeps its French name. Null where nobody goes anywhere. */
export const communeOf = (a: string) => `case when ${a}.commune is not null then coalesce(
    (select c.name from guichet.zone_communes c
      where c.business_id = ${a}.business_id and c.zone_id = ${a}.zone_id and c.name ->> 'fr' = ${a}.commune limit 1),
    jsonb_build_object('fr', ${a}.commune)) end`

export const findCommune = statement("booking.find-commune", {
  takes: { zoneId: uuid, key: text },
  gives: maybe({ name: json<Translated>() }),
  sql: "select c.name from guichet.zone_communes c where c.zone_id = :zoneId and c.key = :key",
})
