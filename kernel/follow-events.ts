import * as z from "zod"
import type { Kernel } from "./command.ts"
import { bigint, instant, integer, json, nullable, text, uuid } from "./database/column.ts"
import { many, one, statement } from "./database/statement.ts"
import { inTransaction } from "./database/transaction.ts"
import type { Facts } from "./events.ts"
import { query } from "./query.ts"

const selectAfter = statement("kernel.events-after", {
  takes: { after: bigint, limit: integer },
  gives: many({ seq: bigint, name: text, facts: json<Facts>(), createdAt: instant }),
  sql: `select seq, name, facts, created_at from guichet.events
    where seq > :after order by seq limit :limit`,
})

const selectLast = statement("kernel.last-seq", {
  takes: {},
  gives: one({ seq: bigint }),
  sql: "select coalesce(max(seq), 0) as seq from guichet.events",
})

const selectNews = statement("kernel.news-after", {
  takes: { after: bigint, limit: integer },
  gives: many({ seq: bigint, name: text, dossierId: nullable(uuid) }),
  sql: `select seq, name, dossier_id from guichet.events where seq > :after order by seq limit :limit`,
})

/** What a live page shows of an event. */
export type LiveEvent = { readonly seq: number; readonly name: string; readonly at: string; readonly facts: Facts }

/** The numbered events after a number that the visitor may see, and the last number of all of those. */
export const followEvents = query({
  name: "events.follow",
  needs: "events.follow",
  input: z.strictObject({ after: z.int().min(0), limit: z.int().min(1) }),

  async run({ tx }, { after, limit }): Promise<{ events: LiveEvent[]; last: number }> {
    const [{ seq }, rows] = await Promise.all([selectLast(tx, {}), selectAfter(tx, { after, limit })])
    const events = rows.map(({ createdAt, ...event }) => ({ ...event, at: createdAt.toString() }))
    return { events, last: Math.max(seq, events.at(-1)?.seq ?? 0) }
  },
})

/** Where a page begins that has seen nothing yet. */
export const lastSeq = query({
  name: "events.last",
  needs: "events.follow",
  input: z.strictObject({}),
  run: async ({ tx }): Promise<number> => (await selectLast(tx, {})).seq,
})

/** Which dossiers a business has news of: only to wake who follows them, who then read for themselves. */
export type News = { readonly seq: number; readonly name: string; readonly dossierId: string | null }

export function newsAfter(
  { pool }: Pick<Kernel, "pool">,
  { businessId, after }: { businessId: string; after: number | null },
): Promise<{ news: News[]; last: number }> {
  const opening = { businessId, actor: { scope: "system", name: "events.follow" }, readOnly: true } as const
  return inTransaction(pool, opening, async (tx) => {
    if (after === null) return { news: [], last: (await selectLast(tx, {})).seq }
    const news = await selectNews(tx, { after, limit: 1_000 })
    return { news, last: news.at(-1)?.seq ?? after }
  })
}
