import { describe, expect, it } from "vitest"
import { openHouse } from "../../../checks/testing/house.ts"
import { refusal } from "../../orders/testing/orders.ts"
import { booked, openWorkshop } from "../testing/visits.ts"
import { dzd, workIn } from "../testing/work.ts"
import { completeVisit } from "./complete-visit.ts"
import { reportVisit } from "./report-visit.ts"
import { returnPart } from "./return-part.ts"
import { startVisit } from "./start-visit.ts"
import { takeCash } from "./take-cash.ts"
import { usePart } from "./use-part.ts"

const house = await openHouse()
await openWorkshop(house)
const { yacine, keyed, visit, started, sumsOf, invoiceOf, tasksOf, deposit } = workIn(house)
const { joint } = house.shelf

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
})
