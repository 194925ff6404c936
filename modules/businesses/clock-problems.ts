import type { Kernel } from "#kernel/command.ts"
import { atDoor } from "#kernel/database/transaction.ts"
import { findBusiness } from "./find-business.ts"
import { listBusinesses } from "./list-businesses.ts"
import * as queries from "./queries.ts"

/** Two years: as far ahead as anybody books, plans or confirms a feast. */
const days = 731

/** Where Node and Postgres would tell another time of a visit: their editions of the zones differ. A line per business. */
export async function clockProblems(kernel: Pick<Kernel, "pool" | "clock">): Promise<string[]> {
  const problems: string[] = []
  for (const { slug } of await listBusinesses(kernel)) {
    const business = await findBusiness(kernel, { slug })
    const day = business === null ? null : await firstDifference(kernel, business.zone)
    if (day !== null)
      problems.push(`${slug}: ${business?.zone} is another time in Postgres than in Node from ${day}; ${remedy}`)
  }
  return problems
}

const remedy = "update the zones of both to the same edition"

/** The first noon on which the two clocks differ, as a day; null when they agree. */
async function firstDifference({ pool, clock }: Pick<Kernel, "pool" | "clock">, zone: string): Promise<string | null> {
  const from = clock().toZonedDateTimeISO("UTC").startOfDay().add({ hours: 12 })
  const rows = await queries.offsetsOf(atDoor(pool), { from: from.toInstant(), days, zone })
  const different = rows.find(
    ({ at, offsetSeconds }) => at.toZonedDateTimeISO(zone).offsetNanoseconds !== offsetSeconds * 1e9,
  )
  return different === undefined ? null : different.at.toString().slice(0, 10)
}
