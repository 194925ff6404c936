import { cpus, totalmem } from "node:os"

export type Row = {
  readonly what: string
  readonly limit: string
  readonly measured: string
  readonly isMet: boolean
}

/** The rows as Markdown, which also reads well in a terminal. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ what, limit, measured, isMet }) => `| ${what} | ${limit} | ${measured} | ${isMet ? "yes" : "**no**"} |`,
  )
  return ["| What | Required | Measured | Met |", "|---|---|---|---|", ...lines].join("\n")
}

/** The page that keeps the last measurement: how it was taken, on what, and when. */
export function document(rows: readonly Row[], loadBefore: number): string {
  const [processor] = cpus()
  const machine = `${cpus().length} × ${processor?.model.trim() ?? "unknown processor"}, ${Math.round(totalmem() / 2 ** 30)} GB`
  const today = Temporal.Now.plainDateISO("UTC").toString()
  return `# Performance

\`npm run bench\` measures this, prints the same rows, writes this page, and fails when a requirement is missed. Absolute figures are those of one machine; the requirements that matter are ratios against a limit that the same run measures.

${table(rows)}

Measured on ${today} on ${machine}, Node ${process.versions.node}, the embedded Postgres with \`fsync\` and \`synchronous_commit\` on; medians of three runs, memory the most of all three.${disturbance(loadBefore)}

**How.** Gate, worker and Postgres run as they do on a server, each in its own process, in the production environment. The client is a process too and shares the processors with what it measures. The database holds the shop that is measured and twenty more of the same size, each with 5,000 orders behind it.

- *Orders*: 16 connections that stay open, each placing the next order when the last one is answered: cash on delivery, two lines, a new customer and a new idempotency key each, spread over all variants of \`mj-chauffage\`. The limit is \`bench/place-order.sql\`: the same rows in one statement that commits by itself, as superuser, without row security, over 16 connections to Postgres.
- *Product list*: the first page of the shop, from 50 connections, stock read anew for every answer.
- *Row security*: the statement that the page or verb sends, in a transaction that is open already, as \`guichet_app\` under its policies; against the same statement of a superuser with each table written as \`(select … where business_id = …)\`. Both give the same answer, or the run stops. Readers leave it to Postgres whether to plan a statement anew, and it decides for each side alone: a row may lie on either side of its limit from one run to the next.
- *Visits*: 16 connections that stay open, each holding a slot of its own and booking it when the hold is answered, at a business of twenty technicians with room for 24,000 visits in sixty days (\`bench/free-slots.sql\`): a new customer and two new idempotency keys each. A visit per second is two requests; beside it stands what as many connections would do of one request alone, by the time that it takes here.
- *Slot search*: the statement of the page that offers slots, as \`guichet_app\`, at three businesses of twenty technicians in seven zones with 5,000, 50,000 and 500,000 bookings (\`bench/bookings.sql\`), the coming thirty days half full in each; the median of five rounds that take turns.
`
}

/** Who else was at work: times and counts per second are then those of what was left of the machine. */
function disturbance(loadBefore: number): string {
  if (loadBefore < 0.5) return " Nothing else ran on the machine when it began."
  return ` Others were at work on the machine when it began (load average ${loadBefore.toFixed(1)}): times are longer, and counts lower, than on a quiet one.`
}
