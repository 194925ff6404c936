import { describe, expect, it } from "vitest"
import { newId } from "#kernel/ids.ts"
import { maison, openHouse, voisin } from "../../checks/testing/house.ts"
import { refusal } from "../orders/testing/orders.ts"
import { bookAppointment } from "./book-appointment.ts"
import { showDeskAppointment } from "./desk/show-desk.ts"
import { holdSlot } from "./hold-slot.ts"
import { showAppointment } from "./show-appointment.ts"
import { booking, form, later, newPhone, sunday, visitor, wish } from "./testing/customer.ts"
import { openPlan } from "./testing/plan.ts"

const house = await openHouse()
await openPlan(house)
await openPlan(house, voisin)
const codeOf = async (attempt: Promise<unknown>) => (await refusal(attempt)).code

async function rowOf(id: string) {
  const { rows } = await house.owner.query(
    `select status, dossier_id, hold_until, customer_phone, terms_version, cancel_until, late_fee_minor::integer as late_fee_minor,
       consents_to_reminders, address from guichet.appointments where id = $1`,
    [id],
  )
  return rows[0]
}

describe("booking an appointment", () => {
  it("confirms what is held, and gives it a number and a link", async () => {
    const booked = await booking(house, { startsAt: sunday(9) })

    expect(booked).toMatchObject({ status: "confirmed", attemptId: null })
    expect(booked.number).toMatch(/^RDV-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(await house.eventsOf(booked.appointmentId)).toContain("appointment.booked")
    expect(await showAppointment(house.guest(booked.appointmentId), { locale: "ar" })).toMatchObject({
      number: booked.number,
      status: "confirmed",
      startsAt: sunday(9),
      zone: "Africa/Algiers",
      customer: { name: "Nadia Benali" },
      can: ["reschedule", "cancel", "acknowledge", "add_photo"],
    })
  })

  it("keeps the terms of the moment, the cut-off, and the wish to be reminded", async () => {
    const { appointmentId } = await booking(house, { startsAt: sunday(15), phone: "06 61 00 11 22" })

    expect(await rowOf(appointmentId)).toMatchObject({
      status: "confirmed",
      dossier_id: appointmentId,
      hold_until: null,
      customer_phone: "+213661001122",
      terms_version: "2026-01-01",
      late_fee_minor: 100_000,
      consents_to_reminders: true,
    })
    const { cancel_until } = await rowOf(appointmentId)
    expect(new Date(cancel_until).toISOString()).toBe(new Date(Date.parse(sunday(15)) - 86_400_000).toISOString())
  })

  it("knows which boiler it is about, by its slug, and leaves out one that nobody knows", async () => {
    const { rows } = await house.owner.query(
      `select b.slug, br.name || ' ' || b.name as named from guichet.boilers b
       join guichet.brands br on br.business_id = b.business_id and br.id = b.brand_id where b.business_id = $1`,
      [maison.id],
    )
    const boilerOf = async (boiler: string, startsAt: string) => {
      const { holdToken } = await holdSlot(visitor(house, boiler), wish({ startsAt }))
      const { appointmentId: id } = await bookAppointment(visitor(house, boiler), { ...form(holdToken), boiler })
      return (await showDeskAppointment(house.as("manager"), { id })).boiler
    }

    expect(await boilerOf(rows[0].slug, later(sunday(9), 2))).toBe(rows[0].named)
    expect(await boilerOf("nobody-knows-it", later(sunday(9), 3))).toBeNull()
  })

  it("waits for staff where they must look at it first", async () => {
    const booked = await booking(house, { faultType: "remplacement", startsAt: sunday(13) })

    expect(booked.status).toBe("requested")
    expect(await house.eventsOf(booked.appointmentId)).toContain("appointment.requested")
  })

  it("asks for the deposit first, and keeps the slot half an hour for it", async () => {
    const booked = await booking(house, { faultType: "entretien", commune: "Alger Centre", startsAt: sunday(8) })

    expect(booked.status).toBe("held")
    expect(booked.attemptId).not.toBeNull()
    const { hold_until } = await rowOf(booked.appointmentId)
    expect(new Date(hold_until).toISOString()).toBe("2026-11-20T10:30:00.000Z")
    expect(await showAppointment(house.guest(booked.appointmentId), {})).toMatchObject({
      deposit: { amount: { amount: 200_000, currency: "DZD" }, status: "starting" },
    })
  })

  it("refuses a hold that ran out, is booked already, or never was", async () => {
    const { holdToken } = await holdSlot(visitor(house, "late"), wish({ startsAt: sunday(11) }))
    const start = house.clock.now
    house.clock.now = start.add({ minutes: 10 })
    expect(await codeOf(bookAppointment(visitor(house, "late"), form(holdToken)))).toBe("hold_expired")
    house.clock.now = start

    await bookAppointment(visitor(house, "late"), form(holdToken))
    expect(await codeOf(bookAppointment(visitor(house, "late"), form(holdToken)))).toBe("hold_expired")
    expect(await codeOf(bookAppointment(visitor(house, "late"), form("0".repeat(26))))).toBe("hold_expired")
  })

  it("lets one number ask once, until it is answered", async () => {
    const phone = newPhone()
    const monday = later(sunday(9), 1)
    await booking(house, { faultType: "remplacement", startsAt: monday, phone })
    const again = booking(house, { faultType: "remplacement", startsAt: later(sunday(13), 1), phone })

    expect(await codeOf(again)).toBe("requests_at_most")
  })

  it("does not know the holds of another business", async () => {
    const { holdToken } = await holdSlot(
      visitor(house, "neighbour"),
      wish({ commune: "Alger Centre", startsAt: sunday(16) }),
    )

    expect(await codeOf(bookAppointment(house.anyone(voisin), form(holdToken)))).toBe("hold_expired")
  })

  it("names what is wrong with the form, field by field", async () => {
    const { code, facts } = await refusal(
      bookAppointment(house.anyone(), { ...form("x"), customer: { name: "", phone: "021 12 34 56" } }),
    )

    expect(code).toBe("input_invalid")
    expect(facts.fields).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: "customer.name" }),
        expect.objectContaining({ path: "customer.phone", code: "phone_not_mobile" }),
      ]),
    )
  })

  it("answers a booking that is sent twice from the first one's rows", async () => {
    const visit = { ...visitor(house, "twice"), idempotencyKey: newId() }
    const tuesday = later(sunday(9), 2)
    const { holdToken } = await holdSlot(visitor(house, "twice"), wish({ startsAt: tuesday }))
    const body = form(holdToken)
    const first = await bookAppointment(visit, body)

    expect(await bookAppointment(visit, body)).toEqual(first)
    expect(await codeOf(bookAppointment(visit, { ...body, address: "Ailleurs" }))).toBe("key_reused")
  })

  it("books one hold once, however many requests race for it", async () => {
    const tuesday = later(sunday(14), 2)
    const { holdToken } = await holdSlot(visitor(house, "racing"), wish({ startsAt: tuesday }))
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => bookAppointment(visitor(house, "racing"), form(holdToken))),
    )

    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    expect(tries.flatMap((each) => (each.status === "rejected" ? [each.reason.code] : []))).toEqual(
      Array.from({ length: 7 }, () => "hold_expired"),
    )
  })
})

describe("whoever waits for a technician", () => {
  it("reads who comes", async () => {
    const { appointmentId } = await booking(house, { commune: "Alger Centre", startsAt: sunday(11) })

    expect(["Amine", "Billel"]).toContain((await showAppointment(house.guest(appointmentId), {})).technician)
  })
})
