import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"

/** A connection as superuser that outlives the server it is connected to. */
export type Database = {
  readonly rows: <T extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]) => Promise<T[]>
  readonly end: () => Promise<void>
}

const patienceMs = 30_000

export function openDatabase(url: string): Database {
  const pool = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 2_000 })
  pool.on("error", () => undefined)
  return {
    async rows<T extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) {
      const until = performance.now() + patienceMs
      for (;;) {
        const result = await pool.query<T>(sql, [...values]).catch((error: unknown) => {
          if (!isOutage(error) || performance.now() > until) throw error
          return null
        })
        if (result !== null) return result.rows
        await sleep(50)
      }
    },
    end: () => pool.end(),
  }
}

/** A server that is killed ends connections, refuses them and says that it starts; all else is a fault of ours. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return true
  return error.code?.startsWith("57P") ?? false
}
