import { bigint, boolean, text } from "./column.ts"
import { one, statement } from "./statement.ts"

/** Same business, same actor, and from here on what verbs may do. */
export const actAsHouse = statement("kernel.act-as-house", {
  takes: {},
  gives: one({ scope: text }),
  sql: "select set_config('app.scope', 'house', true) as scope",
})

/** The same, and the advisory lock of an idempotency key until the transaction ends, where it is `free`. */
export const actAsHouseUnder = statement("kernel.act-as-house-under", {
  takes: { lock: bigint },
  gives: one({ scope: text, free: boolean }),
  sql: "select set_config('app.scope', 'house', true) as scope, pg_try_advisory_xact_lock(:lock) as free",
})
