import { execFile } from "node:child_process"
import { randomBytes } from "node:crypto"
import { join } from "node:path"
import pg from "pg"
import { afterAll, describe, expect, it } from "vitest"
import { readConfig } from "#kernel/config.ts"
import { openPool } from "#kernel/database/pool.ts"
import { inTransaction } from "#kernel/database/transaction.ts"
import { idOf } from "#kernel/ids.ts"
import { findTwilioAccount } from "#modules/channels/index.ts"
import { cloneDatabase } from "../../checks/testing/database.ts"

const database = await cloneDatabase()
const key = () => `v1:${randomBytes(32).toString("base64")}`
const environment = {
  PATH: process.env.PATH ?? "",
  GUICHET_ENV: "production",
  GUICHET_PUBLIC_URL: "https://counter.dz",
  GUICHET_SECRET_KEY: key(),
  GUICHET_LINK_KEY: key(),
  GUICHET_PEPPER: key(),
  GUICHET_INTERNAL_TOKEN: randomBytes(32).toString("base64url"),
  SMTP_URL: "smtp://guichet:x@mail.counter.dz:587",
  DATABASE_URL: database.appUrl,
  DATABASE_JOBS_URL: database.jobsUrl,
}
const businessId = idOf("business", "atelier")
const owner = new pg.Client({ connectionString: database.ownerUrl })
await owner.connect()
await owner.query(
  `insert into guichet.businesses (business_id, slug, name, country, currency, zone, locales, profile)
   values ($1, 'atelier', 'Atelier', 'DZ', 'DZD', 'Africa/Algiers', '{fr}', '{}')`,
  [businessId],
)
const pool = openPool(database.appUrl, { size: 1, name: "test" })
afterAll(async () => {
  await Promise.all([owner.end(), pool.end()])
})

const account = {
  accountSid: `AC${"0".repeat(32)}`,
  authToken: "jamais-dans-un-journal",
  from: "+15005550006",
}

function secret(words: readonly string[], input: string): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const program = join(import.meta.dirname, "main.ts")
    const child = execFile(
      process.execPath,
      [program, "secret", ...words],
      { env: environment },
      (_error, out, wrong) => resolve({ code: child.exitCode, said: `${out}${wrong}`.trim() }),
    )
    child.stdin?.on("error", () => undefined)
    child.stdin?.end(input)
  })
}

describe("storing a business's own key", () => {
  it("seals it, so that the business sends with it", async () => {
    const { code, said } = await secret(["atelier", "twilio"], JSON.stringify(account))
    expect([code, said]).toEqual([0, "atelier has its secret twilio, sealed."])

    const opening = { businessId, actor: { scope: "system", name: "test" }, readOnly: true } as const
    const stored = await inTransaction(pool, opening, (tx) =>
      findTwilioAccount({ tx, kernel: readConfig(environment) }),
    )
    expect(stored).toEqual({ ...account, baseUrl: "https://api.twilio.com" })
    const { rows } = await owner.query("select encode(sealed, 'escape') as sealed from guichet.business_secrets")
    expect(rows[0]?.sealed).not.toContain(account.authToken)
  })
  it.each([
    ["a business that is not there", ["nobody", "twilio"], account, "There is no business nobody."],
    ["a name that is none", ["atelier", "whatsapp"], account, "Say whose secret, and which"],
    ["a number that is none", ["atelier", "twilio"], { ...account, from: "mes textos !" }, "from: "],
    ["no sender", ["atelier", "twilio"], { ...account, from: undefined }, "name a number"],
  ])("refuses %s, and says nothing of the key", async (_, words, value, why) => {
    const { code, said } = await secret(words, JSON.stringify(value))
    expect(code).toBe(1)
    expect(said).toContain(why)
    expect(said).not.toContain(account.authToken)
  })
  it("refuses what is not JSON", async () => {
    expect(await secret(["atelier", "twilio"], account.authToken)).toEqual({ code: 1, said: "The secret is not JSON." })
  })
})
