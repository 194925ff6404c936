import { describe, expect, it } from "vitest"
import type { Acting } from "#kernel/command.ts"
import { inTransaction } from "#kernel/database/transaction.ts"
import { newId, newNumber } from "#kernel/ids.ts"
import { newLink } from "#modules/dossiers/index.ts"
import { maison, openHouse, voisin } from "../../checks/testing/house.ts"
import type { FiscalContent } from "./document.ts"
import { brokenLink } from "./hash.ts"
import {
  billingRoutes,
  documentsOf,
  type InvoiceDraft,
  issueCreditNote,
  issueInvoice,
  post,
  renderIssued,
} from "./index.ts"
import { insertPostings } from "./queries.ts"
import { draftOf } from "./testing/drafts.ts"

const house = await openHouse()
const kernel = { ...house.kernel, reactions: {} }
const actor = { scope: "system", name: "test" } as const
const system = { kernel, business: maison, actor }
const rows = async <T>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
  (await house.owner.query(sql, [...values])).rows

async function dossier(business = maison): Promise<string> {
  const [customerId, id] = [newId(), newId()]
  const link = newLink(kernel, { businessId: business.id, dossierId: id })
  const phone = `+2135${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`
  await rows(
    `with customer as (
       insert into guichet.customers (business_id, id, name, phone, locale, created_at) values ($1, $2, 'N', $3, 'fr', now()) returning id)
     insert into guichet.dossiers (business_id, id, kind, number, customer_id, locale, link_key_version, link_hash, opened_at)
     select $1, $4, 'order', $5, customer.id, 'fr', $6, $7, now() from customer`,
    [business.id, customerId, phone, id, newNumber("CMD"), link.keyVersion, link.hash],
  )
  return id
}
const issue = async (given: Partial<InvoiceDraft> = {}) => {
  const draft = draftOf(await dossier(), given)
  return { draft, ...(await issueInvoice(system, draft)) }
}
const inside = <T>(work: (acting: Acting) => Promise<T>) =>
  inTransaction(kernel.pool, { businessId: maison.id, actor }, (tx) =>
    work({
      kernel,
      tx,
      business: maison,
      actor,
      now: house.clock.now,
      tell: () => undefined,
      last: () => undefined,
      made: () => undefined,
    }),
  )
type Row = { sequence: number; number: string; content: FiscalContent; hash: string; previousHash: string }
const chain = (kind: string, year = 2026) =>
  rows<Row>(
    `select i.sequence, i.number, i.content, i.hash, i.previous_hash as "previousHash"
     from guichet.invoices i join guichet.invoice_series s on s.business_id = i.business_id and s.id = i.series_id
     where i.business_id = $1 and s.kind = $2 and s.year = $3 order by i.sequence`,
    [maison.id, kind, year],
  )

describe("issuing an invoice", () => {
  it("numbers it in the series of its year, and says all that it says for ever", async () => {
    const { draft, number, invoiceId } = await issue({ stampMinor: 37_600 })

    expect(number).toMatch(/^FA-2026-0000\d$/)
    const [row] = await rows<{ content: FiscalContent; due: string }>(
      `select i.content, b.due_minor as due from guichet.invoices i join guichet.invoice_balances b using (business_id, id) where i.id = $1`,
      [invoiceId],
    )
    expect(row?.content).toMatchObject({
      kind: "invoice",
      number,
      issuedAt: "2026-11-20T10:00:00Z",
      country: "DZ",
      currency: "DZD",
      goodsMinor: 3_700_000,
      totalMinor: draft.totalMinor,
      seller: { legalName: "SARL MJ Chauffage (exemple)", mark: "MJ", registrations: [{ label: "RC" }, {}, {}, {}] },
      mentions: ["Droit de timbre perçu sur le paiement en espèces (loi de finances 2025, art.\u00a046)."],
      accent: "#b93e0a",
    })
    expect(Number(row?.due)).toBe(draft.totalMinor)
  })
  it("is told with the errand that prints it", async () => {
    const { draft, invoiceId, number } = await issue()
    const [event] = await rows("select name, facts, jobs, audience from guichet.events where dossier_id = $1", [
      draft.dossierId,
    ])
    expect(event).toEqual({
      name: "invoice.issued",
      audience: "customer",
      facts: { invoiceId, number, kind: "invoice" },
      jobs: [{ errand: "billing.render", subjectId: invoiceId }],
    })
  })
  it("owes nothing when it was paid before", async () => {
    const id = await dossier()
    const draft = draftOf(id)
    const payment = { method: "satim", paidAt: "2026-11-20T09:00:00Z", reference: null, gateway: null }
    await issueInvoice(system, { ...draft, payments: [{ ...payment, amountMinor: draft.totalMinor }] })
    expect(await rows("select due_minor from guichet.invoice_balances where dossier_id = $1", [id])).toEqual([
      { due_minor: "0" },
    ])
  })
  it("gives the same invoice when it is asked twice, also at once", async () => {
    const draft = draftOf(await dossier())
    const [one, two] = await Promise.all([issueInvoice(system, draft), issueInvoice(system, draft)])
    expect(one.number).toBe(two.number)
    expect([one.issued, two.issued].toSorted()).toEqual([false, true])
    expect(await issueInvoice(system, draft)).toEqual({ ...one, issued: false })
  })
  it("refuses a draft that does not add up, and takes no number for it", async () => {
    const draft = draftOf(await dossier())
    const before = (await chain("invoice")).length
    await expect(issueInvoice(system, { ...draft, totalMinor: draft.totalMinor + 1 })).rejects.toMatchObject({
      code: "draft_does_not_add_up",
    })
    await issue()
    expect((await chain("invoice")).map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: before + 1 }, (_, i) => i + 1),
    )
  })
  it("dates none before the one it follows, and starts again at 1 in another year", async () => {
    const clock = house.clock.now
    house.clock.now = Temporal.Instant.from("2027-01-01T00:30:00Z")
    const first = await issue()
    house.clock.now = Temporal.Instant.from("2027-01-01T00:10:00Z")
    await issue()
    house.clock.now = clock

    expect(first.number).toBe("FA-2027-00001")
    expect((await chain("invoice", 2027)).map(({ content }) => content.issuedAt)).toEqual([
      "2027-01-01T00:30:00Z",
      "2027-01-01T00:30:00Z",
    ])
  })
  it("counts the year as the business's own calendar does", async () => {
    const clock = house.clock.now
    // Half past midnight in Algiers, which is an hour ahead of UTC.
    house.clock.now = Temporal.Instant.from("2027-12-31T23:30:00Z")
    const { number } = await issue()
    house.clock.now = clock
    expect(number).toBe("FA-2028-00001")
  })
  it("has a series of its own at every business", async () => {
    const id = await dossier(voisin)
    const { number } = await issueInvoice({ ...system, business: voisin }, draftOf(id))
    expect(number).toBe("FA-2026-00001")
    await expect(issueInvoice(system, draftOf(id))).rejects.toThrow()
  })
  it("only follows from something else: nobody may call it", async () => {
    const draft = draftOf(await dossier())
    await expect(issueInvoice(house.as("admin"), draft)).rejects.toMatchObject({ code: "not_allowed" })
    await expect(issueInvoice(house.anyone(), draft)).rejects.toMatchObject({ code: "sign_in_needed" })
  })
})

describe("200 invoices at once, every fifth of them rolled back", () => {
  it("leaves no gap and one unbroken chain", async () => {
    const before = await chain("invoice")
    const dossiers: string[] = []
    while (dossiers.length < 200) dossiers.push(await dossier())

    const outcomes = await Promise.allSettled(
      dossiers.map((id, i) =>
        inside(async (acting) => {
          await issueInvoice.within(acting, draftOf(id))
          if (i % 5 === 0) throw new Error("rolled back")
        }),
      ),
    )

    expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(40)
    const after = await chain("invoice")
    expect(after).toHaveLength(before.length + 160)
    expect(after.map(({ sequence }) => sequence)).toEqual(after.map((_, i) => i + 1))
    expect(brokenLink(after)).toBeNull()
  }, 60_000)
})

describe("an issued document", () => {
  it.each([
    ["changed", "update guichet.invoices set number = 'FA-2026-99999'"],
    ["deleted", "delete from guichet.invoices"],
    ["truncated", "truncate guichet.invoices cascade"],
    ["changed in what it says", `update guichet.invoices set content = '{}'`],
  ])("cannot be %s, not even by the owner", async (_, sql) => {
    await issue()
    await expect(rows(sql)).rejects.toThrow(/append-only/)
  })
  it("shows a change behind the triggers' back as a broken chain", async () => {
    await issue()
    const links = await chain("invoice")
    const forged = links.map((link, i) =>
      i === 0 ? { ...link, content: { ...link.content, totalMinor: link.content.totalMinor - 1 } } : link,
    )
    expect(brokenLink(links)).toBeNull()
    expect(brokenLink(forged)).toBe(0)
  })
})

describe("issuing a credit note", () => {
  it("undoes the invoice in a series of its own, and the books with it", async () => {
    const { draft, number } = await issue()
    const credited = await issueCreditNote(system, { dossierId: draft.dossierId, payments: [] })

    expect(credited?.number).toMatch(/^AV-2026-0000\d$/)
    const [content] = (await chain("credit_note")).map((link) => link.content)
    expect(content).toMatchObject({ kind: "credit_note", corrects: { number, issuedAt: "2026-11-20T10:00:00Z" } })
    const sums = await rows("select sum(amount_minor) from guichet.postings where dossier_id = $1 group by account", [
      draft.dossierId,
    ])
    expect(sums).toEqual([{ sum: "0" }, { sum: "0" }, { sum: "0" }])
    expect(
      await rows("select due_minor from guichet.invoice_balances where dossier_id = $1", [draft.dossierId]),
    ).toEqual([{ due_minor: "0" }])
  })
  it("gives the same one when it is asked twice, also at once", async () => {
    const { draft } = await issue()
    const asked = { dossierId: draft.dossierId, payments: [] }
    const [one, two] = await Promise.all([issueCreditNote(system, asked), issueCreditNote(system, asked)])
    expect(one).toEqual(two)
  })
  it("has nothing to correct where nothing was invoiced", async () => {
    expect(await issueCreditNote(system, { dossierId: await dossier(), payments: [] })).toBeNull()
  })
  it("never exceeds the invoice, says the database", async () => {
    const { draft } = await issue()
    await issueCreditNote(system, { dossierId: draft.dossierId, payments: [] })
    const again = `insert into guichet.invoices (business_id, id, dossier_id, kind, series_id, sequence, number, corrects_id, currency,
        total_minor, content, previous_hash, hash, issued_at)
      select business_id, gen_random_uuid(), dossier_id, kind, series_id, 9999, 'AV-X', corrects_id, currency, 1, content, hash, 'x', issued_at
      from guichet.invoices where dossier_id = $1 and kind = 'credit_note'`
    await expect(rows(again, [draft.dossierId])).rejects.toThrow(/credit exceeds invoice/)
  })
})

describe("posting a movement", () => {
  it("is refused at commit when it does not balance", async () => {
    const id = await dossier()
    const postings = [
      { id: newId(), account: "sales", amount_minor: -100 },
      { id: newId(), account: "receivable", amount_minor: 99 },
    ]
    const row = { businessId: maison.id, movementId: newId(), dossierId: id, currency: "DZD", postings } as const
    await expect(inside(({ tx, now }) => insertPostings(tx, { ...row, postedAt: now }))).rejects.toThrow(
      /does not balance/,
    )
    expect(await rows("select id from guichet.postings where dossier_id = $1", [id])).toEqual([])
  })
  it("leaves out accounts that nothing moved on", async () => {
    const id = await dossier()
    await inside((acting) =>
      post(acting, {
        dossierId: id,
        currency: "DZD",
        postings: [
          { account: "sales", amountMinor: -100 },
          { account: "stamp", amountMinor: 0 },
          { account: "receivable", amountMinor: 100 },
        ],
      }),
    )
    expect(await rows("select account from guichet.postings where dossier_id = $1 order by 1", [id])).toEqual([
      { account: "receivable" },
      { account: "sales" },
    ])
  })
  it.each([
    "update guichet.postings set amount_minor = 1",
    "delete from guichet.postings",
    "truncate guichet.postings",
  ])("is for ever: %s fails", async (sql) => {
    await issue()
    await expect(rows(sql)).rejects.toThrow(/append-only/)
  })
})

describe("the paper of a document", () => {
  const run = (id: string) => renderIssued.run({ kernel, business: maison, subjectId: id, deadlineMs: 20_000 })
  const desk = billingRoutes.find(({ name }) => name === "downloadDeskDocument")
  const guest = billingRoutes.find(({ name }) => name === "downloadDocument")
  const asked = (id: string) => ({ params: { id, token: "" }, query: {}, body: undefined })

  it("is printed and stored once", async () => {
    const { draft, invoiceId } = await issue()

    expect(await run(invoiceId)).toBe("done")
    expect(await run(invoiceId)).toBe("nothing")

    const documents = await inside(({ tx }) => documentsOf(tx, draft.dossierId))
    expect(documents).toMatchObject([{ id: invoiceId, kind: "invoice", isReady: true }])
    expect(await house.eventsOf(draft.dossierId)).toEqual(["invoice.issued", "document.ready"])
  })
  it("is what the customer downloads, and the desk, byte for byte; printed now when the worker has not come to it", async () => {
    const { draft, invoiceId, number } = await issue()

    const first = await guest?.handle({ ...house.guest(draft.dossierId), kernel }, asked(invoiceId))
    expect(first).toMatchObject({ name: `${number}.pdf`, bytes: expect.any(Buffer) })
    expect(await desk?.handle({ ...house.as("technician"), kernel }, asked(invoiceId))).toEqual(first)
  })
  it("is not shown to another customer, another business or a stranger", async () => {
    const { invoiceId } = await issue()
    const { draft } = await issue()
    const refused = (visit: ReturnType<typeof house.guest>) =>
      expect(guest?.handle({ ...visit, kernel }, asked(invoiceId))).rejects
    await refused(house.guest(draft.dossierId)).toMatchObject({ code: "not_found" })
    await refused(house.as("admin", voisin)).toMatchObject({ code: "not_found" })
    await refused(house.anyone()).toMatchObject({ code: "sign_in_needed" })
  })
  it("is a fault, never an answer, when its bytes changed in the store", async () => {
    const { invoiceId } = await issue()
    await run(invoiceId)
    await kernel.outside.files.put(`${maison.id}/documents/${invoiceId}.pdf`, Buffer.from("%PDF-forged"))
    await expect(desk?.handle({ ...house.as("admin"), kernel }, asked(invoiceId))).rejects.toThrow(/bytes .* changed/)
  })
})
