import { describe, expect, it } from "vitest"
import { newId } from "#kernel/ids.ts"
import { openHouse, voisin } from "../../checks/testing/house.ts"
import { refusal } from "../orders/testing/orders.ts"
import { bookAppointment } from "./book-appointment.ts"
import { cancelAppointment } from "./cancel-appointment.ts"
import { holdSeats } from "./hold-slot.ts"
import { listSessions } from "./list-sessions.ts"
import { rescheduleAppointment } from "./reschedule-appointment.ts"
import { showAppointment } from "./show-appointment.ts"
import { releaseHold, showHold } from "./show-hold.ts"
import { form, later, sunday, visitor } from "./testing/customer.ts"
import { openPlan, planId, put } from "./testing/plan.ts"

const house = await openHouse()
await openPlan(house)
const codeOf = async (attempt: Promise<unknown>) => (await refusal(attempt)).code
await house.owner.query("update guichet.fault_types set in_sessions = true where slug = 'panne'")

let days = 0
async function session(seats: number): Promise<string> {
  days += 1
  const id = newId()
  await put(house, "group_sessions", {
    id,
    fault_type_id: planId("fault-type", "panne"),
    name: { fr: "Entretenir sa chaudière" },
    starts_at: later(sunday(9), days),
    ends_at: later(sunday(11), days),
    seats,
  })
  return id
}
async function reserved(id: string): Promise<number> {
  const { rows } = await house.owner.query<{ reserved: number }>(
    "select reserved from guichet.group_sessions where id = $1",
    [id],
  )
  return rows[0]?.reserved ?? -1
}

describe("seats of a session", () => {
  it("are held, booked, and counted like stock", async () => {
    const sessionId = await session(5)
    const { holdToken } = await holdSeats(visitor(house, "a"), { sessionId, seats: 2 })
    expect(await reserved(sessionId)).toBe(2)
    const booked = await bookAppointment(visitor(house, "a"), form(holdToken))

    expect(booked.status).toBe("confirmed")
    expect(await reserved(sessionId)).toBe(2)
    expect((await listSessions(house.anyone(), {})).items).toContainEqual(
      expect.objectContaining({ id: sessionId, seats: 5, free: 3, name: "Entretenir sa chaudière" }),
    )
    const { rows } = await house.owner.query(
      "select price_minor::integer as price from guichet.appointments where id = $1",
      [booked.appointmentId],
    )
    expect(rows).toEqual([{ price: 700_000 }])
  })

  it("are told as what they are: how many, where we are, and nobody who comes", async () => {
    const sessionId = await session(5)
    const { holdToken } = await holdSeats(visitor(house, "told"), { sessionId, seats: 3 })
    const hold = await showHold(house.anyone(), { holdToken, locale: "fr" })
    expect(hold).toMatchObject({ seats: 3, commune: "", faultType: { inSessions: true } })
    const phone = "+216 20 123 456"
    const { appointmentId: id } = await bookAppointment(visitor(house, "told"), form(holdToken, { phone }))

    const shown = await showAppointment(house.guest(id), { locale: "fr" })
    expect(shown).toMatchObject({ seats: 3, commune: "", technician: null })
    expect(shown.can).not.toContain("report_late")
    const { rows } = await house.owner.query(
      `select a.customer_phone as phone, m.body, p.profile -> 'contacts' -> 'city' ->> 'fr' as city from guichet.appointments a
       join guichet.businesses p on p.business_id = a.business_id join guichet.messages m on m.dossier_id = a.id where a.id = $1`,
      [id],
    )
    expect(rows[0]?.phone).toBe("+21620123456")
    expect(rows[0]?.body).toContain(rows[0]?.city)
  })

  it("come back when the booking is cancelled, or the hold let go or over", async () => {
    const sessionId = await session(3)
    const one = await holdSeats(visitor(house, "b"), { sessionId })
    const { appointmentId: id } = await bookAppointment(visitor(house, "b"), form(one.holdToken))
    const two = await holdSeats(visitor(house, "c"), { sessionId, seats: 2 })
    await releaseHold(house.anyone(), { holdToken: two.holdToken })
    await cancelAppointment(house.guest(id), { id, reason: "" })
    expect(await reserved(sessionId)).toBe(0)

    await holdSeats(visitor(house, "d"), { sessionId, seats: 3 })
    const start = house.clock.now
    house.clock.now = start.add({ minutes: 10 })
    await holdSeats(visitor(house, "e"), { sessionId, seats: 2 })
    house.clock.now = start
    expect(await reserved(sessionId)).toBe(2)
  })

  it("are shown as free again as soon as a hold is over, before anybody else asks", async () => {
    const sessionId = await session(2)
    const free = async () => (await listSessions(house.anyone(), {})).items.find(({ id }) => id === sessionId)?.free
    await holdSeats(visitor(house, "gone"), { sessionId, seats: 2 })
    expect(await free()).toBe(0)

    const start = house.clock.now
    house.clock.now = start.add({ minutes: 10 })
    expect(await free()).toBe(2)
    house.clock.now = start
  })

  it("never exceed the session, however many want them at once", async () => {
    const sessionId = await session(6)
    const tries = await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) => holdSeats(visitor(house, `crowd ${n}`), { sessionId, seats: 2 })),
    )

    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(3)
    expect(tries.flatMap((each) => (each.status === "rejected" ? [each.reason.code] : []))).toEqual(
      Array.from({ length: 37 }, () => "slot_taken"),
    )
    expect(await reserved(sessionId)).toBe(6)
  })

  it("refuse a session that is past, called off, another business's, and a move of their own", async () => {
    const [past, off, open] = [await session(2), await session(2), await session(2)]
    await house.owner.query(
      "update guichet.group_sessions set starts_at = '2026-11-19T09:00:00Z', ends_at = '2026-11-19T10:00:00Z' where id = $1",
      [past],
    )
    await house.owner.query("update guichet.group_sessions set cancelled_at = now() where id = $1", [off])
    const hold = (sessionId: string, visit = visitor(house, "f")) => codeOf(holdSeats(visit, { sessionId }))

    expect(await hold(past)).toBe("slot_in_the_past")
    expect(await hold(off)).toBe("slot_taken")
    expect(await hold(open, house.anyone(voisin))).toBe("not_found")
    const { holdToken } = await holdSeats(visitor(house, "g"), { sessionId: open })
    const { appointmentId: id } = await bookAppointment(visitor(house, "g"), form(holdToken))
    expect(await codeOf(rescheduleAppointment(house.guest(id), { id, startsAt: sunday(9) }))).toBe(
      "appointment_not_movable",
    )
  })

  it("are answered twice the same", async () => {
    const sessionId = await session(2)
    const visit = { ...visitor(house, "h"), idempotencyKey: newId() }
    const first = await holdSeats(visit, { sessionId })

    expect(await holdSeats(visit, { sessionId })).toEqual(first)
    expect(await reserved(sessionId)).toBe(1)
  })
})
