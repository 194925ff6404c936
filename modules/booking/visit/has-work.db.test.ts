import { describe, expect, it } from "vitest"
import { openHouse } from "../../../checks/testing/house.ts"
import { refusal } from "../../orders/testing/orders.ts"
import { cancelAppointment } from "../cancel-appointment.ts"
import { markMissed } from "../desk/miss-appointment.ts"
import { rescheduleAppointment } from "../reschedule-appointment.ts"
import { openWorkshop } from "../testing/visits.ts"
import { workIn } from "../testing/work.ts"
import { completeVisit } from "./complete-visit.ts"
import { reportVisit } from "./report-visit.ts"
import { returnPart } from "./return-part.ts"
import { takeCash } from "./take-cash.ts"
import { usePart } from "./use-part.ts"

const house = await openHouse()
await openWorkshop(house)
const { yacine, started, deposit, invoiceOf } = workIn(house)
const { joint } = house.shelf
const office = house.as("manager")
const soon = "2026-11-30T09:00:00Z"

describe("ending a visit that is under way", () => {
  it("is not for the customer once the technician is there, though the hour has not come", async () => {
    const id = await started({ startsAt: soon })

    expect(await refusal(cancelAppointment(house.guest(id), { id, reason: "" }))).toMatchObject({
      code: "appointment_not_cancellable",
    })
    expect(await refusal(rescheduleAppointment(house.guest(id), { id, startsAt: soon }))).toMatchObject({
      code: "appointment_not_movable",
    })
  })

  it("is refused while parts are built in, and free again once they are back", async () => {
    const id = await started()
    const { parts } = await usePart(yacine, { id, variantId: joint, quantity: 1 })

    expect(await refusal(cancelAppointment(office, { id, reason: "" }))).toMatchObject({
      code: "appointment_not_cancellable",
    })
    expect(await refusal(markMissed(office, { id }))).toMatchObject({ code: "appointment_not_missable" })

    await returnPart(yacine, { id, partId: parts[0]?.id ?? "" })
    expect(await cancelAppointment(office, { id, reason: "" })).toMatchObject({ status: "cancelled" })
  })

  it("is refused once cash is taken: it can be completed", async () => {
    const id = await started()
    const { totals } = await reportVisit(yacine, { id, workDone: "Réglage.", labour: null, signature: null })
    const collected = { ...totals.due, amount: totals.due.amount + totals.stamp.amount }
    await takeCash(yacine, { id, collected })

    expect(await refusal(cancelAppointment(office, { id, reason: "" }))).toMatchObject({
      code: "appointment_not_cancellable",
    })
    expect(await completeVisit(yacine, { id })).toMatchObject({ status: "done" })
  })

  it("leaves the whole to be paid when the bank gave the deposit back meanwhile", async () => {
    const id = await started()
    await usePart(yacine, { id, variantId: joint, quantity: 1 })
    await deposit(id, 200_000)
    await house.owner.query(
      "update guichet.refunds set status = 'done', closed_at = now() where dossier_id = $1 and amount_minor = 200000",
      [id],
    )
    const { totals } = await completeVisit(yacine, { id })

    expect(totals.due.amount).toBe(totals.total.amount)
    expect(await invoiceOf(id)).toMatchObject({ due: totals.total.amount, content: { payments: [] } })
  })
})
