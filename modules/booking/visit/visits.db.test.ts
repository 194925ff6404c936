import { describe, expect, it } from "vitest"
import { newId } from "#kernel/ids.ts"
import { openHouse, voisin } from "../../../checks/testing/house.ts"
import { refusal } from "../../orders/testing/orders.ts"
import { booked, openWorkshop, otherTechnicianOf } from "../testing/visits.ts"
import { dzd, workIn } from "../testing/work.ts"
import { completeVisit } from "./complete-visit.ts"
import { reportVisit } from "./report-visit.ts"
import { returnPart } from "./return-part.ts"
import { showMyDay } from "./show-my-day.ts"
import { startVisit } from "./start-visit.ts"
import { usePart } from "./use-part.ts"

const house = await openHouse()
await openWorkshop(house)
await openWorkshop(house, voisin)
const { yacine, keyed, visit } = workIn(house)
const { joint, pump, bigPump } = house.shelf

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
    expect(shown.visits[1]?.history).toHaveLength(1)
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
