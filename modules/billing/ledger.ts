import type { Acting } from "#kernel/command.ts"
import { newId } from "#kernel/ids.ts"
import type { Currency } from "#kernel/money.ts"
import { insertPostings } from "./queries.ts"

/** The chart of accounts. An account of ours that holds money grows with a positive amount. */
export const accounts = {
  /** What a gateway collected for us and owes us. */
  gateway: (name: string) => `gateway:${name}` as const,
  /** What carriers collected at the door and handed over. */
  courierCash: "cash:courier",
  /** What customers owe us: invoiced and not paid; negative while paid and not invoiced. */
  receivable: "receivable",
  sales: "sales",
  vat: "vat",
  stamp: "stamp",
  /** Paid twice: money that is not ours and goes back. */
  surplus: "surplus",
} as const

export type Posting = { readonly account: string; readonly amountMinor: number }

/** One movement of money: its postings sum to zero. */
export type Movement = {
  readonly dossierId: string | null
  readonly currency: Currency
  readonly postings: readonly Posting[]
}

/** Writes one movement, once and for ever; the database refuses, at commit, one that does not balance (data rule 6). */
export async function post(
  { tx, business, now }: Pick<Acting, "tx" | "business" | "now">,
  { dossierId, currency, postings }: Movement,
): Promise<void> {
  const moved = postings.filter(({ amountMinor }) => amountMinor !== 0)
  if (moved.length === 0) return

  await insertPostings(tx, {
    businessId: business.id,
    movementId: newId(),
    dossierId,
    currency,
    postedAt: now,
    postings: moved.map(({ account, amountMinor }) => ({ id: newId(), account, amount_minor: amountMinor })),
  })
}
