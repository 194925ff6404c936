import pg from "pg"

/** `cannot_connect_now`: the queue's library tries again after this error, and ends the process after those it does not know. */
const tryAgainCode = "57P03"

/**
 * For the queue alone. Its library says what became of a job without waiting for the answer: a database that is killed
 * at that moment would end the process that runs the queue, with the gate when it is the same.
 */
export function openQueuePool(url: string, size: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: "guichet-queue",
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  pool.on("error", () => undefined)
  pool.on("connect", (client) => {
    client.on("error", () => undefined)
    client.query = sayingOutages(client.query)
  })
  pool.connect = sayingOutages(pool.connect)
  return pool
}

/** The same function; what it promises fails with the code above when the database is away. */
function sayingOutages<F extends (...asked: never[]) => unknown>(ask: F): F {
  return new Proxy(ask, {
    apply(target, pool, asked) {
      const answer: unknown = Reflect.apply(target, pool, asked)
      return answer instanceof Promise ? answer.catch(sayOutage) : answer
    },
  })
}

function sayOutage(error: unknown): never {
  if (!isOutage(error)) throw error
  throw Object.assign(new Error("the database is away", { cause: error }), { code: tryAgainCode })
}

/** What Postgres itself answers is an outage only when it ends, starts, or has no connection left. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return true
  return ["57P", "08", "53"].some((kind) => error.code?.startsWith(kind))
}
