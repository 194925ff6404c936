import { inTransaction } from "#kernel/database/transaction.ts"
import { askPayment, settlePayment } from "#modules/payments/index.ts"
import { type House, maison } from "../../../checks/testing/house.ts"
import { startVisit } from "../visit/start-visit.ts"
import { booked } from "./visits.ts"

type Wanted = Parameters<typeof booked>[1]

/** What the tests of visits do and look at, in one house. */
export function workIn(house: House) {
  const yacine = house.as("technician")
  let hour = 0
  /** Visits of one technician never overlap: each has an hour of its own. */
  const nextHour = () => {
    hour += 1
    return Temporal.Instant.from("2026-11-20T00:00:00Z").add({ hours: hour }).toString()
  }
  const visit = (wanted: Wanted = {}) => booked(house, { startsAt: nextHour(), ...wanted })
  return {
    yacine,
    keyed: (key: string) => ({ ...yacine, idempotencyKey: key }),
    visit,
    started: async (wanted: Wanted = {}) => {
      const id = await visit(wanted)
      await startVisit(yacine, { id })
      return id
    },
    sumsOf: async (dossierId: string): Promise<Record<string, number>> => {
      const { rows } = await house.owner.query<{ account: string; sum: string }>(
        "select account, sum(amount_minor) from guichet.postings where dossier_id = $1 group by account",
        [dossierId],
      )
      return Object.fromEntries(rows.map(({ account, sum }) => [account, Number(sum)]))
    },
    invoiceOf: async (dossierId: string) => {
      const { rows } = await house.owner.query(
        `select i.content, i.total_minor::integer as total, b.due_minor::integer as due
         from guichet.invoices i join guichet.invoice_balances b on b.id = i.id where i.dossier_id = $1`,
        [dossierId],
      )
      return rows[0]
    },
    tasksOf: async (dossierId: string) => {
      const { rows } = await house.owner.query<{ kind: string }>(
        "select kind from guichet.tasks where dossier_id = $1",
        [dossierId],
      )
      return rows.map(({ kind }) => kind)
    },
    /** As a gateway would settle it. */
    deposit: (dossierId: string, amountMinor: number) => deposited(house, { dossierId, amountMinor }),
  }
}

async function deposited(
  { kernel, clock }: House,
  { dossierId, amountMinor }: { dossierId: string; amountMinor: number },
) {
  const opening = { businessId: maison.id, actor: { scope: "system", name: "test" } } as const
  await inTransaction(kernel.pool, opening, async (tx) => {
    const none = () => undefined
    const { actor } = opening
    const acting = { kernel, tx, business: maison, now: clock.now, actor, tell: none, last: none, made: none }
    const asked = { dossierId, purpose: "deposit", currency: "DZD", method: "satim", expiresAt: null } as const
    const { attemptId } = await askPayment(acting, { ...asked, amountMinor })
    if (attemptId === null) throw new Error("a deposit goes to a gateway")
    await settlePayment.within(acting, { attemptId, amountMinor, currency: "DZD" })
  })
}

export const dzd = (amount: number) => ({ amount, currency: "DZD" as const })
