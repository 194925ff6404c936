import { text } from "./column.ts"
import { one, statement } from "./statement.ts"

/** Same business, same actor, and from here on what verbs may do. */
export const actAsHouse = statement("kernel.act-as-house", {
  takes: {},
  gives: one({ scope: text }),
  sql: "select set_config('app.scope', 'house', true) as scope",
})
