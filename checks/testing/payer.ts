import { afterAll, beforeEach } from "vitest"
import * as z from "zod"
import type { Acting, Kernel, Visit } from "#kernel/command.ts"
import { inTransaction, type Tx } from "#kernel/database/transaction.ts"
import type { Errand, Ran } from "#kernel/errand.ts"
import { openHttp } from "#kernel/http.ts"
import { newId, newNumber } from "#kernel/ids.ts"
import { storeSecret } from "#modules/businesses/index.ts"
import { newLink } from "#modules/dossiers/index.ts"
import { openSatim, type SatimHarness } from "../../simulators/satim/harness.ts"
import { type House, maison } from "./house.ts"

const calls = z.array(z.object({ path: z.string(), form: z.record(z.string(), z.string()) }))

type Outcome = "paid" | "declined" | "cancelled" | "expired" | "pending"

/** A house whose SATIM account is at the simulator, and somebody who pays there. */
export type Payer = {
  readonly kernel: Kernel
  readonly satim: SatimHarness
  readonly system: Visit
  /** A dossier of a customer; `locale` is the language they are written to. */
  readonly dossier: (locale?: "fr" | "ar" | "en") => Promise<string>
  /** As the house, in a transaction that commits. */
  readonly inside: <T>(work: (acting: Pick<Acting, "tx" | "business" | "now" | "kernel">) => Promise<T>) => Promise<T>
  readonly run: (errand: Errand, subjectId: string) => Promise<Ran>
  /** At the gateway's page of the attempt. */
  readonly pays: (attemptId: string, outcome: Outcome) => Promise<number>
  readonly backOffice: (attemptId: string, act: { action: "refund" | "reverse"; amount?: number }) => Promise<void>
  readonly knobs: (given: object) => Promise<unknown>
  /** What the gateway was asked, oldest first. */
  readonly calls: () => Promise<z.output<typeof calls>>
  /** Both clocks, ours and the gateway's. */
  readonly later: (minutes: number) => Promise<void>
  readonly rows: <T>(sql: string, values?: readonly unknown[]) => Promise<T[]>
  /** What a dossier's accounts hold, by account. */
  readonly accounts: (dossierId: string) => Promise<Record<string, number>>
}

/** `reactions` are left out unless given: what follows in other modules has its own tests. */
export async function openPayer(house: House, reactions: Kernel["reactions"] = {}): Promise<Payer> {
  const satim = await openSatim()
  const outside = { ...house.kernel.outside, http: openHttp({ trustedOrigins: [satim.url] }) }
  const kernel = { ...house.kernel, reactions, outside }
  const system: Visit = { kernel, business: maison, actor: { scope: "system", name: "test" } }
  const start = house.clock.now
  beforeEach(async () => {
    house.clock.now = start
    await satim.reset()
    await fetch(`${satim.url}/satim/control/requests`, { method: "DELETE" })
  })
  afterAll(() => satim.close())

  const rows: Payer["rows"] = async (sql, values = []) => (await house.owner.query(sql, [...values])).rows
  const inside: Payer["inside"] = (work) =>
    inTransaction(kernel.pool, { businessId: maison.id, actor: system.actor }, (tx: Tx) =>
      work({ tx, business: maison, now: house.clock.now, kernel }),
    )
  const account = {
    baseUrl: `${satim.url}/satim/payment/rest`,
    userName: "guichet_demo",
    password: "guichet_demo_password",
    terminalId: "E0123456789",
  }
  await inside((acting) => storeSecret(acting, { name: "satim", value: JSON.stringify(account) }))
  const mdOrderOf = async (attemptId: string) => {
    const found = await rows<{ mdOrder: string }>(
      `select gateway_reference as "mdOrder" from guichet.gateway_references
       where attempt_id = $1 and gateway_reference is not null order by made_at`,
      [attemptId],
    )
    return found[0]?.mdOrder ?? ""
  }

  return {
    kernel,
    satim,
    system,
    inside,
    rows,
    dossier: (locale = "fr") => openedDossier({ kernel, rows }, locale),
    run: (errand, subjectId) => errand.run({ kernel, business: maison, subjectId, deadlineMs: 10_000 }),
    pays: async (attemptId, outcome) => (await satim.control(await mdOrderOf(attemptId), { outcome })).status,
    backOffice: async (attemptId, act) => {
      await satim.control(`${await mdOrderOf(attemptId)}/back-office`, act)
    },
    knobs: (given) => satim.control("knobs", given),
    calls: async () => calls.parse(await (await fetch(`${satim.url}/satim/control/requests`)).json()),
    later: async (minutes) => {
      house.clock.now = house.clock.now.add({ minutes })
      await satim.control("clock", { advanceMinutes: minutes })
    },
    accounts: async (dossierId) => {
      const held = await rows<{ account: string; sum: string }>(
        "select account, sum(amount_minor) from guichet.postings where dossier_id = $1 group by account order by account",
        [dossierId],
      )
      return Object.fromEntries(held.map(({ account, sum }) => [account, Number(sum)]))
    },
  }
}

async function openedDossier({ kernel, rows }: Pick<Payer, "kernel" | "rows">, locale: string): Promise<string> {
  const [customerId, id] = [newId(), newId()]
  const link = newLink(kernel, { businessId: maison.id, dossierId: id })
  const phone = `+2135${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`
  await rows(
    `insert into guichet.customers (business_id, id, name, phone, locale, created_at)
     values ($1, $2, 'Nadia Benali', $3, $4, now())`,
    [maison.id, customerId, phone, locale],
  )
  await rows(
    `insert into guichet.dossiers (business_id, id, kind, number, customer_id, locale, link_key_version, link_hash, opened_at)
     values ($1, $2, 'order', $3, $4, $5, $6, $7, now())`,
    [maison.id, id, newNumber("CMD"), customerId, locale, link.keyVersion, link.hash],
  )
  return id
}
