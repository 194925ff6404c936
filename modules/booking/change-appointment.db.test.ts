import { describe, expect, it } from "vitest"
import { openHouse, voisin } from "../../checks/testing/house.ts"
import { refusal } from "../orders/testing/orders.ts"
import { acknowledgeAppointment, reportLateness } from "./answer-appointment.ts"
import { cancelAppointment } from "./cancel-appointment.ts"
import { moveAppointment } from "./desk/move-appointment.ts"
import { findOtherSlots } from "./find-other-slots.ts"
import { holdSlot } from "./hold-slot.ts"
import { rescheduleAppointment } from "./reschedule-appointment.ts"
import { showAppointment } from "./show-appointment.ts"
import { booking, later, sunday, visitor, wish } from "./testing/customer.ts"
import { openPlan, planId } from "./testing/plan.ts"

const house = await openHouse()
await openPlan(house)
const codeOf = async (attempt: Promise<unknown>) => (await refusal(attempt)).code
const start = house.clock.now

async function rowOf(id: string) {
  const { rows } = await house.owner.query(
    `select status, starts_at as "startsAt", sequence, cancel_code as "cancelCode", cancel_reason as "cancelReason",
       cancel_until as "cancelUntil", late_minutes as "lateMinutes", technician_id as "technicianId" from guichet.appointments where id = $1`,
    [id],
  )
  return rows[0]
}
const tasksOf = async (id: string) =>
  (await house.owner.query("select kind, facts from guichet.tasks where dossier_id = $1 and done_at is null", [id]))
    .rows

/** Whatever happens in it happens at that time. */
async function at<T>(instant: string, work: () => Promise<T>): Promise<T> {
  house.clock.now = Temporal.Instant.from(instant)
  try {
    return await work()
  } finally {
    house.clock.now = start
  }
}

describe("moving one's own appointment", () => {
  it("keeps number, link and technician, and counts the change for calendars", async () => {
    const { appointmentId: id, number } = await booking(house, { startsAt: sunday(9) })
    const before = await rowOf(id)
    const moved = await rescheduleAppointment(house.guest(id), { id, startsAt: sunday(11) })

    expect(moved).toEqual({ startsAt: sunday(11), endsAt: sunday(12), status: "confirmed" })
    expect(await rowOf(id)).toMatchObject({ sequence: 1, technicianId: before.technicianId })
    expect((await showAppointment(house.guest(id), {})).number).toBe(number)
    expect(await house.eventsOf(id)).toContain("appointment.rescheduled")
  })

  it("frees the old time for others, and its own time does not stand in its way", async () => {
    const startsAt = later(sunday(9), 1)
    const { appointmentId: id } = await booking(house, { startsAt })
    await booking(house, { startsAt })
    await rescheduleAppointment(house.guest(id), { id, startsAt: later(sunday(9, 30), 1) })
    await rescheduleAppointment(house.guest(id), { id, startsAt: later(sunday(14), 1) })

    expect((await booking(house, { startsAt })).status).toBe("confirmed")
  })

  it("leaves the old visit standing when the new time is taken", async () => {
    const [old, taken] = [later(sunday(9), 2), later(sunday(14), 2)]
    const { appointmentId: id } = await booking(house, { startsAt: old })
    for (let n = 0; n < 2; n += 1) await booking(house, { startsAt: taken })
    const { code, facts } = await refusal(rescheduleAppointment(house.guest(id), { id, startsAt: taken }))

    expect(code).toBe("slot_taken")
    expect(facts.alternatives).toHaveLength(3)
    expect(await rowOf(id)).toMatchObject({ status: "confirmed", sequence: 0, startsAt: new Date(old) })
  })

  it("gives one slot to one of two who want to move there at once", async () => {
    const wanted = later(sunday(16), 3)
    await house.owner.query("update guichet.technicians set active = false where name = 'Amine'")
    const [one, other] = [
      await booking(house, { startsAt: later(sunday(9), 3) }),
      await booking(house, { startsAt: later(sunday(11), 3) }),
    ]
    const tries = await Promise.allSettled(
      [one, other].map(({ appointmentId: id }) => rescheduleAppointment(house.guest(id), { id, startsAt: wanted })),
    )
    await house.owner.query("update guichet.technicians set active = true where name = 'Amine'")

    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    expect(tries.flatMap((each) => (each.status === "rejected" ? [each.reason.code] : []))).toEqual(["slot_taken"])
  })

  it("does not buy back a cut-off that is past", async () => {
    const startsAt = later(sunday(9), 4)
    const { appointmentId: id } = await booking(house, { startsAt, commune: "Alger Centre" })
    const { cancelUntil } = await rowOf(id)
    await at(later(sunday(12), 3), () => rescheduleAppointment(house.guest(id), { id, startsAt: later(sunday(14), 8) }))

    expect((await rowOf(id)).cancelUntil).toEqual(cancelUntil)
  })

  it("refuses what is past, over, or somebody else's", async () => {
    const { appointmentId: id } = await booking(house, { startsAt: later(sunday(16), 4) })
    expect(await codeOf(rescheduleAppointment(house.guest(id), { id, startsAt: "2026-11-20T09:00:00Z" }))).toBe(
      "slot_in_the_past",
    )
    const { appointmentId: other } = await booking(house, { startsAt: later(sunday(14), 4) })
    expect(await codeOf(rescheduleAppointment(house.guest(other), { id, startsAt: sunday(15) }))).toBe("not_found")
    expect(await codeOf(rescheduleAppointment(house.as("manager"), { id, startsAt: sunday(15) }))).toBe("not_allowed")
    expect(await codeOf(rescheduleAppointment(house.anyone(), { id, startsAt: sunday(15) }))).toBe("sign_in_needed")

    await cancelAppointment(house.guest(id), { id, reason: "" })
    expect(await codeOf(rescheduleAppointment(house.guest(id), { id, startsAt: sunday(15) }))).toBe(
      "appointment_not_movable",
    )
  })

  it("shows where it could go", async () => {
    const { appointmentId: id } = await booking(house, { startsAt: later(sunday(9), 7) })
    const { slots } = await findOtherSlots(house.guest(id), { from: "2026-11-29", days: 1 })

    expect(slots.length).toBeGreaterThan(5)
  })
})

describe("cancelling an appointment", () => {
  it("frees the slot for the next customer, for nothing until the cut-off", async () => {
    const startsAt = later(sunday(9), 9)
    const { appointmentId: id } = await booking(house, { startsAt })
    await booking(house, { startsAt })
    const answer = await cancelAppointment(house.guest(id), { id, reason: "Chaudière réparée" })

    expect(answer).toEqual({ status: "cancelled", fee: { amount: 0, currency: "DZD" } })
    expect(await rowOf(id)).toMatchObject({ cancelCode: "by_customer", cancelReason: "Chaudière réparée", sequence: 1 })
    expect((await booking(house, { startsAt })).status).toBe("confirmed")
    expect(
      JSON.stringify((await house.owner.query("select facts from guichet.events where dossier_id = $1", [id])).rows),
    ).not.toContain("réparée")
  })

  it("costs the fee after the cut-off, which staff are told to ask for", async () => {
    const { appointmentId: id } = await booking(house, { startsAt: sunday(14), commune: "Alger Centre" })
    const answer = await at("2026-11-21T14:00:00Z", () => cancelAppointment(house.guest(id), { id, reason: "" }))

    expect(answer.fee).toEqual({ amount: 100_000, currency: "DZD" })
    expect(await tasksOf(id)).toEqual([{ kind: "late_fee", facts: { feeMinor: 100_000 } }])
  })

  it("costs nothing when it is us", async () => {
    const { appointmentId: id } = await booking(house, { startsAt: sunday(16), commune: "Alger Centre" })
    const answer = await at("2026-11-22T14:00:00Z", () =>
      cancelAppointment(house.as("manager"), { id, reason: "Panne du camion" }),
    )

    expect(answer.fee.amount).toBe(0)
    expect(await rowOf(id)).toMatchObject({ cancelCode: "by_staff" })
    expect(await tasksOf(id)).toEqual([])
  })

  it("costs nothing at a time that we chose too late for its cut-off", async () => {
    const { appointmentId: id } = await booking(house, { startsAt: later(sunday(9), 16) })
    await moveAppointment(house.as("manager"), {
      id,
      startsAt: "2026-11-21T09:00:00Z",
      technicianId: planId("technician", "amine"),
    })

    expect((await showAppointment(house.guest(id), {})).cancelUntil).toBe("2026-11-21T09:00:00Z")
    expect((await cancelAppointment(house.guest(id), { id, reason: "" })).fee.amount).toBe(0)
  })

  it("refuses a second time, once it has begun, and whoever may not", async () => {
    const { appointmentId: id } = await booking(house, { startsAt: later(sunday(13), 9) })
    const cancel = (visit = house.guest(id)) => codeOf(cancelAppointment(visit, { id, reason: "" }))

    expect(await at(later(sunday(13), 9), () => cancel())).toBe("appointment_not_cancellable")
    expect(await cancel(house.as("technician"))).toBe("not_allowed")
    expect(await cancel(house.as("manager", voisin))).toBe("not_found")
    expect(await cancel(house.anyone())).toBe("sign_in_needed")
    await cancelAppointment(house.guest(id), { id, reason: "" })
    expect(await cancel()).toBe("appointment_not_cancellable")
  })

  it("happens once, however often it is asked for at once", async () => {
    const { appointmentId: id } = await booking(house, { startsAt: later(sunday(15), 9) })
    const tries = await Promise.allSettled(
      Array.from({ length: 5 }, () => cancelAppointment(house.guest(id), { id, reason: "" })),
    )

    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    expect((await house.eventsOf(id)).filter((name) => name === "appointment.cancelled")).toHaveLength(1)
  })
})

describe("answering a reminder", () => {
  it("says once that the visit stands", async () => {
    const { appointmentId: id } = await booking(house, { startsAt: later(sunday(9), 10) })
    await acknowledgeAppointment(house.guest(id), { id })
    await acknowledgeAppointment(house.guest(id), { id })

    expect((await house.eventsOf(id)).filter((name) => name === "appointment.acknowledged")).toHaveLength(1)
    expect(await showAppointment(house.guest(id), {})).toMatchObject({ isAcknowledged: true })
  })

  it("tells staff by how much somebody is late, on the day of the visit", async () => {
    const { appointmentId: id } = await booking(house, { startsAt: later(sunday(13), 10) })
    expect(await codeOf(reportLateness(house.guest(id), { id, minutes: 20 }))).toBe("appointment_not_open")

    await at(later(sunday(12), 10), () => reportLateness(house.guest(id), { id, minutes: 20 }))
    expect(await rowOf(id)).toMatchObject({ lateMinutes: 20 })
  })

  it("is refused once the visit is off, to strangers, and without a link", async () => {
    const { appointmentId: id } = await booking(house, { startsAt: later(sunday(15), 10) })
    const { appointmentId: other } = await booking(house, { startsAt: later(sunday(10), 11) })

    expect(await codeOf(acknowledgeAppointment(house.guest(other), { id }))).toBe("not_found")
    expect(await codeOf(reportLateness(house.guest(other), { id, minutes: 10 }))).toBe("not_found")
    expect(await codeOf(acknowledgeAppointment(house.anyone(), { id }))).toBe("sign_in_needed")
    expect(await codeOf(reportLateness(house.as("manager"), { id, minutes: 10 }))).toBe("not_allowed")
    await cancelAppointment(house.guest(id), { id, reason: "" })
    expect(await codeOf(acknowledgeAppointment(house.guest(id), { id }))).toBe("appointment_not_open")
  })
})

describe("the way between two visits", () => {
  it("is kept free once, whoever is booked between them", async () => {
    const day = 15
    await house.owner.query("update guichet.technicians set active = false where name = 'Amine'")
    const centre = { commune: "Alger Centre" }
    await booking(house, { startsAt: later(sunday(8, 30), day), ...centre })
    const between = holdSlot(visitor(house, "between"), wish({ startsAt: later(sunday(9, 30), day) }))
    expect(await codeOf(between)).toBe("slot_taken")
    await booking(house, { startsAt: later(sunday(10, 30), day) })
    await house.owner.query("update guichet.technicians set active = true where name = 'Amine'")

    const { rows } = await house.owner.query<{ way: number }>(
      `select (extract(epoch from starts_at - blocked_from) / 60)::integer as way from guichet.appointments
       where technician_id = $1 and starts_at between $2 and $3 order by starts_at`,
      [planId("technician", "billel"), later(sunday(0), day), later(sunday(23), day)],
    )
    expect(rows.map(({ way }) => way)).toEqual([30, 30])
  })
})
