import pg from "pg"
import { inject } from "vitest"

type Awaited = { readonly number: string; readonly errand: "payments.start" | "payments.check" }

/** Lets the counter do now what it planned for one order in the minutes to come. Answers how much that was. */
export async function hurry({ number, errand }: Awaited): Promise<number> {
  const { jobs, readonly } = inject("counter").databaseUrls
  const attempts = await rows(readonly, {
    text: `select a.id from guichet.payment_attempts a join guichet.dossiers d on d.id = a.dossier_id where d.number = $1`,
    values: [number],
  })
  const moved = await rows(jobs, {
    text: `select id from graphile_worker.reschedule_jobs(
             array(select id from graphile_worker._private_jobs
                   where payload->>'errand' = $1 and payload->>'subjectId' = any ($2)),
             run_at := now())`,
    values: [errand, attempts.map(({ id }) => id)],
  })
  return moved.length
}

async function rows(connectionString: string, query: { text: string; values: unknown[] }): Promise<{ id: string }[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query<{ id: string }>(query)).rows
  } finally {
    await client.end()
  }
}
