import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { taxBands } from "#kernel/money.ts"
import { draftTotals } from "./draft.ts"
import type { Posting } from "./ledger.ts"
import { creditNotePostings, invoicePostings, paymentPostings, refundPostings } from "./movements.ts"
import { draftOf } from "./testing/drafts.ts"

const sumOf = (postings: readonly Posting[]) => postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
const minor = fc.integer({ min: 0, max: 10_000_000_00 })
const sold = fc.array(
  fc.record({
    quantity: fc.integer({ min: 1, max: 99 }),
    unitPriceMinor: fc.integer({ min: 1, max: 5_000_000 }),
    ratePercent: fc.constantFrom(0, 9, 19),
  }),
  { minLength: 1, maxLength: 12 },
)
const draft = fc
  .record({ sold, deliveryMinor: minor, stampMinor: minor })
  .map((given) => draftOf("0197a7a0-0000-7000-8000-000000000001", given))
const paid = fc.record({
  method: fc.constantFrom("satim", "cash_on_delivery"),
  amountMinor: fc.integer({ min: 1, max: 1_000_000_000 }),
  isSurplus: fc.boolean(),
})

describe("every movement of money", () => {
  it("balances: invoices of any lines, delivery and stamp duty", () => {
    fc.assert(
      fc.property(draft, (draft) => {
        const totals = { ...draftTotals(draft), stampMinor: draft.stampMinor, totalMinor: draft.totalMinor }
        expect(sumOf(invoicePostings(totals))).toBe(0)
        expect(sumOf(creditNotePostings(totals))).toBe(0)
      }),
    )
  })
  it("balances: payments and refunds", () => {
    fc.assert(
      fc.property(paid, (paid) => {
        expect(sumOf(paymentPostings(paid))).toBe(0)
        expect(sumOf(refundPostings(paid))).toBe(0)
      }),
    )
  })
  it("is undone by its opposite, account by account", () => {
    fc.assert(
      fc.property(draft, paid, (draft, paid) => {
        const totals = { ...draftTotals(draft), stampMinor: draft.stampMinor, totalMinor: draft.totalMinor }
        const all = [
          ...invoicePostings(totals),
          ...creditNotePostings(totals),
          ...paymentPostings(paid),
          ...refundPostings(paid),
        ]
        const accounts = new Map<string, number>()
        for (const { account, amountMinor } of all) accounts.set(account, (accounts.get(account) ?? 0) + amountMinor)
        expect([...accounts.values()].every((sum) => sum === 0)).toBe(true)
      }),
    )
  })
})

describe("a sale on the books", () => {
  it("owes what the customer pays, split into sales, VAT and stamp duty", () => {
    const bands = taxBands([{ totalMinor: 119_00, ratePercent: 19 }])
    expect(invoicePostings({ taxBands: bands, stampMinor: 5_00, totalMinor: 124_00 })).toEqual([
      { account: "receivable", amountMinor: 124_00 },
      { account: "sales", amountMinor: -100_00 },
      { account: "vat", amountMinor: -19_00 },
      { account: "stamp", amountMinor: -5_00 },
    ])
  })
  it("lies at the gateway or with the courier once it is paid", () => {
    expect(paymentPostings({ method: "satim", amountMinor: 500, isSurplus: false })).toEqual([
      { account: "gateway:satim", amountMinor: 500 },
      { account: "receivable", amountMinor: -500 },
    ])
    expect(paymentPostings({ method: "cash_on_delivery", amountMinor: 500, isSurplus: false })[0]).toEqual({
      account: "cash:courier",
      amountMinor: 500,
    })
  })
  it("is owed back while it was paid twice", () => {
    expect(paymentPostings({ method: "satim", amountMinor: 500, isSurplus: true })[1]).toEqual({
      account: "surplus",
      amountMinor: -500,
    })
  })
})
