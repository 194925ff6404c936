import pg from "pg"
import { afterAll, describe, expect, it } from "vitest"
import { askPayment, startPayment } from "#modules/payments/index.ts"
import { openHouse } from "../../checks/testing/house.ts"
import { openPayer } from "../../checks/testing/payer.ts"
import { numberEvents } from "./relay.ts"

const house = await openHouse()
const { dossier, inside, run } = await openPayer(house)
const jobs = new pg.Client({ connectionString: house.database.jobsUrl })
await jobs.connect()
afterAll(() => jobs.end())

async function checksOf(attemptId: string): Promise<number[]> {
  const { rows } = await jobs.query<{ run_at: Date }>(
    "select run_at from graphile_worker.jobs where key like $1 order by run_at",
    [`%/payments.check/${attemptId}/%`],
  )
  return rows.map(({ run_at }) => (run_at.getTime() - house.clock.now.epochMilliseconds) / 60_000)
}

describe("a payment that began at the gateway", () => {
  it("has every check of its sweep in the queue", async () => {
    const dossierId = await dossier()
    const order = { dossierId, purpose: "order", amountMinor: 100_320, currency: "DZD", method: "satim" } as const
    const { attemptId } = await inside((acting) => askPayment(acting, { ...order, expiresAt: null }))
    await run(startPayment, attemptId ?? "")
    await numberEvents(jobs)

    expect(await checksOf(attemptId ?? "")).toEqual([3, 8, 15, 19, 22, 30, 60, 360, 1440])
  })
})
