import { describe, expect, it } from "vitest"
import { newId } from "#kernel/ids.ts"
import { openHouse, voisin } from "../../../checks/testing/house.ts"
import { refusal } from "../../orders/testing/orders.ts"
import { cancelAppointment } from "../cancel-appointment.ts"
import { booking, later, newPhone, sunday } from "../testing/customer.ts"
import { openPlan, planId } from "../testing/plan.ts"
import { approveAppointment, refuseAppointment } from "./approve-request.ts"
import { bookForCaller } from "./book-for-caller.ts"
import { markMissed } from "./miss-appointment.ts"
import { moveAppointment } from "./move-appointment.ts"
import { listRequests, showDeskAppointment } from "./show-desk.ts"

const house = await openHouse()
await openPlan(house)
await openPlan(house, voisin)
const [manager, technician] = [house.as("manager"), house.as("technician")]
const [amine, billel] = [planId("technician", "amine"), planId("technician", "billel")]
const codeOf = async (attempt: Promise<unknown>) => (await refusal(attempt)).code
const start = house.clock.now

const caller = (wanted: object = {}) => ({
  faultType: "panne",
  commune: "Bab Ezzouar",
  startsAt: sunday(9),
  customer: { name: "Salima Rahmani", phone: newPhone() },
  address: "Rue des Frères Aïssou",
  ...wanted,
})
const asked = (day: number) => booking(house, { faultType: "remplacement", startsAt: later(sunday(9), day) })

describe("a request", () => {
  it("is listed with who could come then, and what is remembered of who asks", async () => {
    const { appointmentId: id } = await asked(1)
    const { items } = await listRequests(manager, {})
    const request = items.find((item) => item.id === id)

    expect(request).toMatchObject({
      faultType: "remplacement",
      commune: "Bab Ezzouar",
      zone: "est",
      customer: { missed: 0 },
    })
    expect(request?.candidates).toEqual([{ technicianId: amine, name: "Amine", visits: 0, wayMinutes: 30 }])
  })

  it("that nobody answered in time stands behind those that are still ahead", async () => {
    const { appointmentId: missed } = await asked(9)
    const { appointmentId: ahead } = await asked(10)
    house.clock.now = Temporal.Instant.from(later(sunday(12), 9))
    const ids = (await listRequests(manager, {})).items.map(({ id }) => id)
    house.clock.now = start

    expect(ids.indexOf(ahead)).toBeLessThan(ids.indexOf(missed))
  })

  it("becomes a visit once, and its customer hears of it", async () => {
    const { appointmentId: id } = await asked(2)

    expect(await approveAppointment(manager, { id })).toMatchObject({ technicianId: amine, status: "confirmed" })
    expect(await house.eventsOf(id)).toContain("appointment.confirmed")
    expect(await codeOf(approveAppointment(manager, { id }))).toBe("appointment_not_requested")
  })

  it("costs nothing to cancel when we approved it after its cut-off", async () => {
    const { appointmentId: id } = await asked(8)
    const start = house.clock.now
    const { rows } = await house.owner.query("select starts_at from guichet.appointments where id = $1", [id])
    house.clock.now = Temporal.Instant.fromEpochMilliseconds(rows[0].starts_at.getTime()).subtract({ hours: 3 })
    await approveAppointment(manager, { id })
    const { fee } = await cancelAppointment(house.guest(id), { id })
    house.clock.now = start

    expect(fee.amount).toBe(0)
  })

  it("goes to a technician who is named, when they are free", async () => {
    const { appointmentId: id } = await asked(3)
    await house.owner.query(
      "insert into guichet.technician_skills (business_id, technician_id, skill_id) values ($1, $2, $3)",
      [manager.business.id, billel, planId("skill", "installation")],
    )
    expect(await approveAppointment(manager, { id, technicianId: billel })).toMatchObject({ technicianId: billel })

    const { appointmentId: other } = await asked(3)
    expect(await codeOf(approveAppointment(manager, { id: other, technicianId: billel }))).toBe("slot_taken")
  })

  it("can be refused with a reason, which frees its time", async () => {
    const { appointmentId: id } = await asked(4)
    expect(await refuseAppointment(manager, { id, reason: "Modèle trop ancien" })).toEqual({ status: "cancelled" })
    expect(await codeOf(refuseAppointment(manager, { id, reason: "Encore" }))).toBe("appointment_not_requested")
  })

  it("is the office's to decide, at its own business", async () => {
    const { appointmentId: id } = await asked(8)
    expect(await codeOf(approveAppointment(technician, { id }))).toBe("not_allowed")
    expect(await codeOf(refuseAppointment(technician, { id, reason: "Non" }))).toBe("not_allowed")
    expect(await codeOf(approveAppointment(house.as("manager", voisin), { id }))).toBe("not_found")
    expect(await codeOf(approveAppointment(manager, { id, technicianId: planId("technician", "amine", voisin) }))).toBe(
      "not_found",
    )
    expect(await codeOf(listRequests(house.anyone(), {}))).toBe("sign_in_needed")
  })
})

describe("booking for a caller", () => {
  it("confirms at once, asks no deposit, and answers twice the same", async () => {
    const visit = { ...manager, idempotencyKey: newId() }
    const body = caller({ faultType: "entretien", startsAt: later(sunday(9, 10), 9) })
    const booked = await bookForCaller(visit, body)

    expect(booked).toMatchObject({ status: "confirmed", attemptId: null })
    expect(await bookForCaller(visit, body)).toEqual(booked)
    expect(await showDeskAppointment(manager, { id: booked.appointmentId })).toMatchObject({ deposit: null })
  })

  it("goes outside the plan only with a reason and a name, and never over another visit", async () => {
    const night = { startsAt: later(sunday(21), 9), technicianId: billel }
    expect(await codeOf(bookForCaller(manager, caller(night)))).toBe("outside_the_plan")
    const { appointmentId } = await bookForCaller(manager, caller({ ...night, override: "Fuite de gaz" }))

    expect(await showDeskAppointment(manager, { id: appointmentId })).toMatchObject({
      isOverridden: true,
      overrideReason: "Fuite de gaz",
      technician: { name: "Billel" },
    })
    expect(await codeOf(bookForCaller(manager, caller({ ...night, override: "Fuite de gaz" })))).toBe("slot_taken")
  })

  it("refuses what is past, not served, unknown, taken, and who may not", async () => {
    const book = (wanted: object, visit = manager) => codeOf(bookForCaller(visit, caller(wanted)))
    await bookForCaller(manager, caller({ startsAt: later(sunday(9), 10), technicianId: billel }))

    expect(await book({ startsAt: "2026-11-20T09:00:00Z" })).toBe("slot_in_the_past")
    expect(await book({ commune: "Oran" })).toBe("commune_not_served")
    expect(await book({ faultType: "vitrage" })).toBe("fault_type_not_found")
    expect(await book({ startsAt: later(sunday(9), 10), technicianId: billel })).toBe("slot_taken")
    expect(await book({}, technician)).toBe("not_allowed")
    expect(await book({}, house.anyone())).toBe("sign_in_needed")
  })

  it("gives a time to one of several who book it at once", async () => {
    const startsAt = later(sunday(14), 10)
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, () => bookForCaller(manager, caller({ startsAt, technicianId: billel }))),
    )

    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    expect(tries.flatMap((each) => (each.status === "rejected" ? [each.reason.code] : []))).toEqual(
      Array.from({ length: 5 }, () => "slot_taken"),
    )
  })
})

describe("moving a visit at the desk", () => {
  it("takes another technician, and tells the customer", async () => {
    const { appointmentId: id } = await bookForCaller(
      manager,
      caller({ startsAt: later(sunday(9), 11), technicianId: billel }),
    )
    const moved = await moveAppointment(manager, { id, technicianId: amine, startsAt: later(sunday(9, 10), 11) })

    expect(moved).toEqual({
      technicianId: amine,
      startsAt: later(sunday(9, 10), 11),
      endsAt: later(sunday(10, 10), 11),
      status: "confirmed",
    })
    expect(await house.eventsOf(id)).toContain("appointment.rescheduled")
  })

  it("never goes over another visit, with whatever reason, and the old time stands", async () => {
    const startsAt = later(sunday(14), 11)
    await bookForCaller(manager, caller({ startsAt, technicianId: billel }))
    const { appointmentId: id } = await bookForCaller(manager, caller({ startsAt, technicianId: amine }))
    const move = (override?: string) =>
      codeOf(moveAppointment(manager, { id, technicianId: billel, startsAt, override }))

    expect(await move()).toBe("slot_taken")
    expect(await move("C’est urgent")).toBe("slot_taken")
    expect(await showDeskAppointment(manager, { id })).toMatchObject({ startsAt, technician: { name: "Amine" } })
  })

  it("goes outside the plan with a reason", async () => {
    const { appointmentId: id } = await bookForCaller(manager, caller({ startsAt: later(sunday(9), 15) }))
    const night = { id, technicianId: billel, startsAt: later(sunday(20), 15) }

    expect(await codeOf(moveAppointment(manager, night))).toBe("outside_the_plan")
    expect(await moveAppointment(manager, { ...night, override: "Le client rentre tard" })).toMatchObject({
      startsAt: night.startsAt,
    })
  })

  it("is refused once the visit is over, to the technician, and next door", async () => {
    const { appointmentId: id } = await asked(16)
    const there = { id, technicianId: amine, startsAt: later(sunday(14), 16) }
    expect(await codeOf(moveAppointment(technician, there))).toBe("not_allowed")
    expect(await codeOf(moveAppointment(house.as("manager", voisin), there))).toBe("not_found")

    await refuseAppointment(manager, { id, reason: "Non" })
    expect(await codeOf(moveAppointment(manager, there))).toBe("appointment_not_movable")
  })
})

describe("a visit that found nobody", () => {
  it("is remembered the next time, and its fee is for staff to ask", async () => {
    const phone = newPhone()
    const { appointmentId: id } = await booking(house, { startsAt: later(sunday(9), 17), phone })
    expect(await codeOf(markMissed(technician, { id }))).toBe("appointment_not_missable")
    house.clock.now = Temporal.Instant.from(later(sunday(10), 17))
    expect(await markMissed(technician, { id })).toEqual({ status: "no_show" })
    expect(await codeOf(markMissed(technician, { id }))).toBe("appointment_not_missable")
    expect(await codeOf(markMissed(house.as("technician", voisin), { id }))).toBe("not_found")
    house.clock.now = start

    const { appointmentId: next } = await booking(house, { startsAt: later(sunday(9), 18), phone })
    expect(await showDeskAppointment(manager, { id: next })).toMatchObject({ customer: { missed: 1, visits: 0 } })
    expect(await showDeskAppointment(manager, { id })).toMatchObject({ tasks: [{ kind: "late_fee" }], can: [] })
  })
})

describe("the desk's view of an appointment", () => {
  it("offers each role what it may do, and shows no other business", async () => {
    const { appointmentId: id } = await asked(22)
    const canOf = async (visit = manager) => (await showDeskAppointment(visit, { id })).can

    expect(await canOf()).toEqual(["approve", "refuse", "move", "cancel"])
    expect(await canOf(technician)).toEqual([])
    expect(await codeOf(showDeskAppointment(house.as("manager", voisin), { id }))).toBe("not_found")
    expect(await codeOf(showDeskAppointment(house.guest(id), { id }))).toBe("not_allowed")
  })
})
