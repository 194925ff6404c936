import pg from "pg"

/** Every value stays text: columns decide how it is read. */
const rawText = { getTypeParser: () => (value: string) => value }

export type Pool = pg.Pool

/** A pool of one role. `size` is the number of connections at most. */
export function openPool(url: string, { size, name }: { size: number; name: string }): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: `guichet-${name}`,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    // What does not wait for an answer leaves at once: a transaction's opening with its first statement, its last with the commit.
    pipeline: true,
    types: rawText as unknown as pg.CustomTypesConfig,
  })
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined)
  // The pool stops listening to the connections it lends out; their end shows in the next statement of who holds them.
  pool.on("connect", (client) => client.on("error", () => undefined))
  return pool
}
