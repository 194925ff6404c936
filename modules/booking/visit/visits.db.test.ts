import { describe, expect, it } from "vitest"
import { inTransaction } from "#kernel/database/transaction.ts"
import { newId } from "#kernel/ids.ts"
import { askPayment, settlePayment } from "#modules/payments/index.ts"
import { maison, openHouse, voisin } from "../../../checks/testing/house.ts"
import { refusal } from "../../orders/testing/orders.ts"
import { booked, openWorkshop, otherTechnicianOf } from "../testing/visits.ts"
import { completeVisit } from "./complete-visit.ts"
import { reportVisit } from "./report-visit.ts"
import { returnPart } from "./return-part.ts"
import { showMyDay } from "./show-my-day.ts"
import { startVisit } from "./start-visit.ts"
import { takeCash } from "./take-cash.ts"
import { usePart } from "./use-part.ts"

const house = await openHouse()
await openWorkshop(house)
await openWorkshop(house, voisin)
const yacine = house.as("technician")
const dzd = (amount: number) => ({ amount, currency: "DZD" as const })
const keyed = (key: string) => ({ ...yacine, idempotencyKey: key })
const { joint, pump, bigPump } = house.shelf

let hour = 0
/** Visits of one technician never overlap: each test has an hour of its own. */
const nextHour = () => Temporal.Instant.from("2026-11-20T00:00:00Z").add({ hours: hour++ }).toString()
const visit = (wanted: Parameters<typeof booked>[1] = {}) => booked(house, { startsAt: nextHour(), ...wanted })
const started = async (wanted: Parameters<typeof booked>[1] = {}) => {
  const id = await visit(wanted)
  await startVisit(yacine, { id })
  return id
}

async function sumsOf(dossierId: string): Promise<Record<string, number>> {
  const { rows } = await house.owner.query<{ account: string; sum: string }>(
    "select account, sum(amount_minor) from guichet.postings where dossier_id = $1 group by account",
    [dossierId],
  )
  return Object.fromEntries(rows.map(({ account, sum }) => [account, Number(sum)]))
}

async function invoiceOf(dossierId: string) {
  const { rows } = await house.owner.query(
    `select i.content, i.total_minor::integer as total, b.due_minor::integer as due
     from guichet.invoices i join guichet.invoice_balances b on b.id = i.id where i.dossier_id = $1`,
    [dossierId],
  )
  return rows[0]
}

const tasksOf = async (dossierId: string) =>
  (await house.owner.query("select kind from guichet.tasks where dossier_id = $1", [dossierId])).rows.map(
    ({ kind }) => kind,
  )

describe("starting a visit", () => {
  it("keeps the time at which the phone says it was", async () => {
    const id = await visit()

    expect(await startVisit(yacine, { id, at: "2026-11-20T09:12:00Z" })).toMatchObject({
      status: "confirmed",
      startedAt: "2026-11-20T09:12:00Z",
    })
    expect(await house.eventsOf(id)).toEqual(["appointment.started"])
  })

  it("counts once, whether it is said again or sent again", async () => {
    const id = await visit()
    const first = await startVisit(keyed("start"), { id, at: "2026-11-20T09:12:00Z" })

    expect(await startVisit(keyed("start"), { id, at: "2026-11-20T09:12:00Z" })).toEqual(first)
    expect(await startVisit(yacine, { id })).toEqual(first)
    expect(await house.eventsOf(id)).toEqual(["appointment.started"])
  })

  it("is for its own technician and the office alone", async () => {
    const id = await visit({ technicianId: otherTechnicianOf() })

    expect(await refusal(startVisit(yacine, { id }))).toMatchObject({ code: "visit_not_yours" })
    expect(await refusal(startVisit(house.as("admin", voisin), { id }))).toMatchObject({ code: "not_found" })
    expect(await refusal(startVisit(house.anyone(), { id }))).toMatchObject({ code: "sign_in_needed" })
    expect(await refusal(startVisit(house.guest(id), { id }))).toMatchObject({ code: "not_allowed" })
    expect(await startVisit(house.as("manager"), { id })).toMatchObject({ status: "confirmed" })
  })

  it.each(["requested", "cancelled"] as const)("is refused while it is %s", async (status) => {
    const id = await visit({ status })

    expect(await refusal(startVisit(yacine, { id }))).toEqual({ code: "appointment_not_open", facts: { status } })
  })
})

describe("using a part", () => {
  it("takes its units from the stock, once", async () => {
    const id = await visit()
    const before = await house.stockOf(joint)
    const body = { id, variantId: joint, quantity: 3 }
    const first = await usePart(keyed("part"), body)

    expect(await usePart(keyed("part"), body)).toEqual(first)
    expect(first.parts).toMatchObject([{ sku: "JOINT-1", quantity: 3, total: dzd(4_500) }])
    expect(first.totals).toMatchObject({ visit: dzd(450_000), parts: dzd(4_500), total: dzd(454_500) })
    expect((await house.stockOf(joint)).onHand).toBe(before.onHand - 3)
    expect(await refusal(usePart(keyed("part"), { ...body, quantity: 4 }))).toMatchObject({ code: "key_reused" })
  })

  it("is refused beyond what is left, with how much that is", async () => {
    const id = await visit()
    const two = usePart(yacine, { id, variantId: bigPump, quantity: 2 })

    expect(await refusal(two)).toEqual({ code: "part_short", facts: { sku: "PUMP-25", wanted: 2, available: 1 } })
  })

  it("gives the last one to one of two", async () => {
    const [a, b] = [await visit(), await visit()]
    await house.setStock(bigPump, 1)
    const both = await Promise.allSettled([a, b].map((id) => usePart(yacine, { id, variantId: bigPump, quantity: 1 })))

    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect((await house.stockOf(bigPump)).onHand).toBe(0)
  })

  it("is undone by bringing it back, once", async () => {
    const id = await visit()
    const before = await house.stockOf(pump)
    const { parts } = await usePart(yacine, { id, variantId: pump, quantity: 2 })
    const partId = parts[0]?.id ?? ""

    expect((await returnPart(yacine, { id, partId })).parts).toEqual([])
    expect((await returnPart(yacine, { id, partId })).parts).toEqual([])
    expect(await house.stockOf(pump)).toEqual(before)
    expect(await house.eventsOf(id)).toEqual(["part.used", "part.returned"])
    expect(await refusal(returnPart(yacine, { id, partId: newId() }))).toMatchObject({ code: "not_found" })
  })

  it("is refused for another technician's visit, or a variant of the neighbour", async () => {
    const id = await visit({ technicianId: otherTechnicianOf() })
    const own = await visit()
    const foreign = () => usePart(yacine, { id: own, variantId: newId(), quantity: 1 })

    expect(await refusal(usePart(yacine, { id, variantId: joint, quantity: 1 }))).toMatchObject({
      code: "visit_not_yours",
    })
    expect(await refusal(foreign())).toMatchObject({ code: "not_found" })
  })
})

describe("the report of a visit", () => {
  const signature = { name: "N. Benali", path: "M10 20L30 40" }

  it("says what was done, and who signed", async () => {
    const id = await visit({ faultType: "panne" })
    const state = await reportVisit(yacine, { id, workDone: "Vanne changée", labour: dzd(300_000), signature })

    expect(state.report).toEqual({ workDone: "Vanne changée", labour: dzd(300_000), signedName: "N. Benali" })
    expect(state.totals).toMatchObject({ visit: dzd(300_000), total: dzd(300_000), due: dzd(300_000) })
  })

  it("written again says the new, and keeps the signature", async () => {
    const id = await visit({ faultType: "panne" })
    await reportVisit(yacine, { id, workDone: "Vanne", labour: dzd(300_000), signature })
    const again = await reportVisit(yacine, { id, workDone: "Vanne et joint", labour: dzd(350_000), signature: null })

    expect(again.report).toEqual({ workDone: "Vanne et joint", labour: dzd(350_000), signedName: "N. Benali" })
  })

  it("leaves a price that was agreed on as it is", async () => {
    const id = await visit()
    const state = await reportVisit(yacine, { id, workDone: "Entretien", labour: dzd(999_900), signature: null })

    expect(state.totals.visit).toEqual(dzd(450_000))
  })

  it("needs the labour of a quote, and a signature that is a drawing", async () => {
    const id = await visit({ faultType: "panne" })
    const report = { id, workDone: "Vanne", labour: null, signature: null }
    const script = { ...report, labour: dzd(1), signature: { name: "X", path: "<script>" } }

    expect(await refusal(reportVisit(yacine, report))).toMatchObject({ code: "report_missing" })
    expect(await refusal(reportVisit(yacine, script))).toMatchObject({ code: "input_invalid" })
  })
})

describe("taking cash", () => {
  it("takes what is due with its stamp duty, and settles it", async () => {
    const id = await started()
    await usePart(yacine, { id, variantId: joint, quantity: 1 })
    // 4 515 DA in steps of 100: 46 dinars of duty.
    const state = await takeCash(yacine, { id, collected: dzd(451_500 + 4_600) })

    expect(state.totals).toMatchObject({ due: dzd(0), stamp: dzd(4_600), cash: dzd(456_100) })
    expect(await sumsOf(id)).toEqual({ "cash:courier": 456_100, receivable: -456_100 })
    expect(await house.eventsOf(id)).toEqual(["appointment.started", "part.used", "payment.settled"])
  })

  it("happens once, sent twice or by two at once", async () => {
    const id = await started()
    const body = { id, collected: dzd(454_500) }
    const first = await takeCash(keyed("cash"), body)

    expect(await takeCash(keyed("cash"), body)).toEqual(first)
    expect(await refusal(takeCash(yacine, body))).toMatchObject({ code: "visit_paid" })

    const other = await started()
    const both = await Promise.allSettled(
      [1, 2].map((n) => takeCash(keyed(`cash-${n}`), { id: other, collected: dzd(454_500) })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect(await sumsOf(other)).toMatchObject({ "cash:courier": 454_500 })
  })

  it("is refused for another amount than is due, which it names", async () => {
    const id = await started()
    const less = await refusal(takeCash(yacine, { id, collected: dzd(450_000) }))

    expect(less).toMatchObject({ code: "cash_differs", facts: { expected: dzd(454_500) } })
  })

  it("is refused before the visit began, or before a quote is written", async () => {
    const [early, quote] = [await visit(), await started({ faultType: "panne" })]

    expect(await refusal(takeCash(yacine, { id: early, collected: dzd(454_500) }))).toMatchObject({
      code: "visit_not_started",
    })
    expect(await refusal(takeCash(yacine, { id: quote, collected: dzd(1) }))).toMatchObject({ code: "report_missing" })
  })

  it("is refused where there is nothing to take", async () => {
    const id = await started({ faultType: "panne" })
    await reportVisit(yacine, { id, workDone: "Sous garantie", labour: dzd(0), signature: null })

    expect(await refusal(takeCash(yacine, { id, collected: dzd(0) }))).toMatchObject({ code: "nothing_due" })
  })

  it("lets what was sold stand still from then on", async () => {
    const id = await started({ faultType: "panne" })
    const report = { id, workDone: "Vanne", labour: dzd(300_000), signature: null }
    await reportVisit(yacine, report)
    const { parts } = await usePart(yacine, { id, variantId: joint, quantity: 1 })
    await takeCash(yacine, { id, collected: dzd(301_500 + 3_100) })
    const partId = parts[0]?.id ?? ""

    expect(await refusal(usePart(yacine, { id, variantId: joint, quantity: 1 }))).toMatchObject({ code: "visit_paid" })
    expect(await refusal(returnPart(yacine, { id, partId }))).toMatchObject({ code: "visit_paid" })
    expect(await refusal(reportVisit(yacine, { ...report, labour: dzd(1) }))).toMatchObject({ code: "visit_paid" })
    expect(await reportVisit(yacine, { ...report, workDone: "Vanne, contrôlée" })).toMatchObject({
      report: { workDone: "Vanne, contrôlée" },
    })
  })
})

describe("completing a visit", () => {
  it("issues an invoice that the cash has paid, with the stamp on it", async () => {
    const id = await started()
    await usePart(yacine, { id, variantId: joint, quantity: 1 })
    await takeCash(yacine, { id, collected: dzd(456_100) })
    const state = await completeVisit(yacine, { id })
    const invoice = await invoiceOf(id)

    expect(state).toMatchObject({ status: "done", totals: { due: dzd(0) }, invoice: { number: expect.any(String) } })
    expect(invoice).toMatchObject({
      total: 456_100,
      due: 0,
      content: { stampMinor: 4_600, buyer: { name: "Nadia Benali" } },
    })
    expect(invoice.content.lines).toMatchObject([
      { sku: null, designation: "Panne", totalMinor: 450_000 },
      { sku: "JOINT-1", quantity: 1, totalMinor: 1_500 },
    ])
    expect(await sumsOf(id)).toMatchObject({ receivable: 0, "cash:courier": 456_100, stamp: -4_600 })
    expect(await tasksOf(id)).toEqual([])
  })

  it("leaves to the office what is still to be paid", async () => {
    const id = await started()
    await completeVisit(yacine, { id })

    expect(await invoiceOf(id)).toMatchObject({ total: 450_000, due: 450_000, content: { stampMinor: 0 } })
    expect(await tasksOf(id)).toEqual(["visit_unpaid"])
  })

  it("counts what was paid ahead", async () => {
    const id = await started()
    await deposit(id, 100_000)
    const due = 350_000
    const state = await takeCash(yacine, { id, collected: dzd(due + 3_500) })
    await completeVisit(yacine, { id })

    expect(state.totals).toMatchObject({ deposit: dzd(100_000), cash: dzd(353_500) })
    expect(await invoiceOf(id)).toMatchObject({ total: 453_500, due: 0 })
    expect((await invoiceOf(id)).content.payments).toHaveLength(2)
    expect(await sumsOf(id)).toMatchObject({ receivable: 0 })
  })

  it("has no invoice where nothing was sold", async () => {
    const id = await started({ faultType: "panne" })
    await reportVisit(yacine, { id, workDone: "Sous garantie", labour: dzd(0), signature: null })

    expect(await completeVisit(yacine, { id })).toMatchObject({ status: "done", invoice: null })
  })

  it("happens once, sent twice or by two at once", async () => {
    const id = await started()
    const both = await Promise.all([1, 2].map((n) => completeVisit(keyed(`done-${n}`), { id })))
    const replayed = await completeVisit(keyed("done-1"), { id })

    expect(both[0]?.invoice).toEqual(both[1]?.invoice)
    expect(replayed).toEqual(both[0])
    expect((await house.eventsOf(id)).filter((name) => name === "invoice.issued")).toHaveLength(1)
  })

  it("frees what is left of its time", async () => {
    const startsAt = "2026-12-01T09:00:00Z"
    const id = await started({ startsAt })
    await expect(booked(house, { startsAt })).rejects.toThrow("no_double_booking")
    await completeVisit(yacine, { id })

    await expect(booked(house, { startsAt })).resolves.toEqual(expect.any(String))
  })

  it("is refused before it began, and before a quote is written", async () => {
    const [early, quote] = [await visit(), await started({ faultType: "panne" })]

    expect(await refusal(completeVisit(yacine, { id: early }))).toMatchObject({ code: "visit_not_started" })
    expect(await refusal(completeVisit(yacine, { id: quote }))).toMatchObject({ code: "report_missing" })
  })

  it("leaves nothing to be done to it", async () => {
    const id = await started()
    await completeVisit(yacine, { id })
    const done = { code: "appointment_not_open", facts: { status: "done" } }

    expect(await refusal(startVisit(yacine, { id }))).toEqual(done)
    expect(await refusal(usePart(yacine, { id, variantId: joint, quantity: 1 }))).toEqual(done)
    expect(await refusal(takeCash(yacine, { id, collected: dzd(454_500) }))).toEqual(done)
  })

  /** As a gateway would settle it. */
  async function deposit(dossierId: string, amountMinor: number): Promise<void> {
    const opening = { businessId: maison.id, actor: { scope: "system", name: "test" } } as const
    await inTransaction(house.kernel.pool, opening, async (tx) => {
      const acting = {
        kernel: house.kernel,
        tx,
        business: maison,
        now: house.clock.now,
        actor: opening.actor,
        tell: () => undefined,
        last: () => undefined,
        made: () => undefined,
      }
      const { attemptId } = await askPayment(acting, {
        dossierId,
        purpose: "deposit",
        amountMinor,
        currency: "DZD",
        method: "satim",
        expiresAt: null,
      })
      if (attemptId === null) throw new Error("a deposit goes to a gateway")
      await settlePayment.within(acting, { attemptId, amountMinor, currency: "DZD" })
    })
  }
})

describe("the technician's day", () => {
  it("shows their own visits in order, with all that a phone needs", async () => {
    const day = "2026-12-05"
    await booked(house, { startsAt: `${day}T14:00:00Z`, phone: "+213550999999" })
    const earlier = await booked(house, { startsAt: `${day}T08:00:00Z`, phone: "+213550999999" })
    await booked(house, { startsAt: `${day}T09:00:00Z`, technicianId: otherTechnicianOf() })
    await startVisit(yacine, { id: earlier })
    await usePart(yacine, { id: earlier, variantId: joint, quantity: 2 })
    await reportVisit(yacine, { id: earlier, workDone: "Joint changé", labour: null, signature: null })
    await completeVisit(yacine, { id: earlier })
    const shown = await showMyDay(yacine, { date: day, locale: "ar" })

    expect(shown).toMatchObject({ date: day, zone: "Africa/Algiers", technician: { name: "Yacine" } })
    expect(shown.visits.map(({ startsAt, status }) => `${startsAt} ${status}`)).toEqual([
      `${day}T08:00:00Z done`,
      `${day}T14:00:00Z confirmed`,
    ])
    expect(shown.visits[1]).toMatchObject({
      customer: { name: "Nadia Benali", phone: "+213550999999" },
      address: "Cité 5 juillet, bât. 12",
      faultType: "عطل",
      price: dzd(450_000),
    })
    expect(shown.visits[1]?.history).toHaveLength(5)
    expect(shown.visits[1]?.history[0]).toMatchObject({
      startsAt: `${day}T08:00:00Z`,
      workDone: "Joint changé",
      parts: ["2 × حلقة مطاطية"],
      technician: "Yacine",
    })
    expect(shown.stock.find(({ sku }) => sku === "JOINT-1")).toMatchObject({ price: dzd(1_500) })
    expect(shown.stampRule?.brackets).toHaveLength(4)
  })

  it("shows the office everybody's, and the neighbour nothing of it", async () => {
    const day = "2026-12-05"

    expect((await showMyDay(house.as("manager"), { date: day })).visits).toHaveLength(3)
    expect((await showMyDay(house.as("manager", voisin), { date: day })).visits).toEqual([])
    expect(await refusal(showMyDay(house.anyone(), {}))).toMatchObject({ code: "sign_in_needed" })
  })
})
