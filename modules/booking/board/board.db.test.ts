import { beforeAll, describe, expect, it } from "vitest"
import { newId } from "#kernel/ids.ts"
import { openHouse, voisin } from "../../../checks/testing/house.ts"
import { openPayer } from "../../../checks/testing/payer.ts"
import { refusal } from "../../orders/testing/orders.ts"
import { bookAppointment } from "../book-appointment.ts"
import { holdSlot } from "../hold-slot.ts"
import { booking, form, later, sunday as sundayAt, visitor, wish } from "../testing/customer.ts"
import { addWindows, openPlan, planId, put } from "../testing/plan.ts"
import { findMoves } from "./find-moves.ts"
import { endAbsence, recordAbsence, showAbsence } from "./record-absence.ts"
import { showCalendar } from "./show-calendar.ts"

const house = await openHouse()
const { dossier } = await openPayer(house)
const manager = house.as("manager")
const codeOf = async (attempt: Promise<unknown>) => (await refusal(attempt)).code
const [amine, billel] = [planId("technician", "amine"), planId("technician", "billel")]
/** Sunday 22 November 2026: the first working day after the clock of these tests. */
const sunday = "2026-11-22"

beforeAll(async () => {
  await openPlan(house)
  await openPlan(house, voisin)
})

type Visit = { readonly at: string; readonly technicianId?: string; readonly status?: string; readonly day?: string }

/** A visit of an hour in the centre; local times of Algiers. */
async function visit({ at, technicianId = amine, status = "confirmed", day = sunday }: Visit): Promise<string> {
  const id = await dossier()
  const starts = Temporal.PlainDateTime.from(`${day}T${at}`).toZonedDateTime("Africa/Algiers").toInstant()
  const { rows } = await house.owner.query("select customer_id from guichet.dossiers where id = $1", [id])
  const held = status === "held"
  await put(house, "appointments", {
    ...{ id, fault_type_id: planId("fault-type", "panne"), technician_id: technicianId, status },
    ...{ zone_id: planId("zone", "centre"), commune: "Alger Centre", currency: "DZD", vat_percent: 19 },
    ...{ starts_at: starts.toString(), ends_at: starts.add({ minutes: 60 }).toString() },
    ...{
      blocked_from: starts.subtract({ minutes: 10 }).toString(),
      blocked_to: starts.add({ minutes: 75 }).toString(),
    },
    held_at: house.clock.now.toString(),
    ...(held
      ? { hold_until: house.clock.now.add({ minutes: 5 }).toString() }
      : {
          ...{ dossier_id: id, booked_at: house.clock.now.toString(), customer_id: rows[0]?.customer_id },
          ...{ customer_name: "Nadia Benali", customer_phone: "+213550000001" },
        }),
  })
  return id
}

describe("the desk's calendar", () => {
  it("shows visits with what they block, live holds without a name, and working time without breaks", async () => {
    const [booked, held] = [await visit({ at: "09:00" }), await visit({ at: "11:00", status: "held" })]
    const board = await showCalendar(manager, { from: sunday, days: 1 })

    expect(board.technicians.map(({ name }) => name)).toEqual(["Amine", "Billel"])
    expect(board.appointments).toEqual([
      expect.objectContaining({
        ...{ id: booked, status: "confirmed", technicianId: amine, customerName: "Nadia Benali" },
        ...{ startsAt: "2026-11-22T08:00:00Z", endsAt: "2026-11-22T09:00:00Z" },
        ...{ blockedFrom: "2026-11-22T07:50:00Z", blockedTo: "2026-11-22T09:15:00Z", seats: null },
      }),
      expect.objectContaining({ id: held, status: "held", number: null, customerName: null }),
    ])
    expect(board.work.filter(({ technicianId }) => technicianId === amine)).toEqual([
      { technicianId: amine, startsAt: "2026-11-22T07:00:00Z", endsAt: "2026-11-22T11:00:00Z" },
      { technicianId: amine, startsAt: "2026-11-22T12:00:00Z", endsAt: "2026-11-22T16:00:00Z" },
    ])
    house.clock.now = house.clock.now.add({ minutes: 6 })
    const later = await showCalendar(manager, { from: sunday, days: 1 })
    expect(later.appointments.map(({ id }) => id)).toEqual([booked])
  })

  it("narrows to a technician or a zone", async () => {
    const day = "2026-11-23"
    const [mine, other] = [await visit({ at: "09:00", day }), await visit({ at: "09:00", day, technicianId: billel })]
    const ids = async (narrowed: object) =>
      (await showCalendar(manager, { from: day, days: 1, ...narrowed })).appointments.map(({ id }) => id)

    expect((await ids({})).sort()).toEqual([mine, other].sort())
    expect(await ids({ technician: billel })).toEqual([other])
    expect(await ids({ zone: planId("zone", "est") })).toEqual([])
  })

  it("follows the closest plan of a day, and nobody's on a holiday", async () => {
    const ramadan = planId("plan", "ramadan")
    await put(house, "plans", { id: ramadan, name: { fr: "Ramadan" }, from_date: "2027-02-08", to_date: "2027-03-09" })
    await addWindows(house, { planId: ramadan, windows: [{ weekday: 7, kind: "work", from: 600, to: 900 }] })
    const fast = await showCalendar(manager, { from: "2027-02-14", days: 2 })
    expect(fast.work.filter(({ technicianId }) => technicianId === amine)).toEqual([
      { technicianId: amine, startsAt: "2027-02-14T09:00:00Z", endsAt: "2027-02-14T14:00:00Z" },
    ])

    await put(house, "holidays", { id: newId(), code: "x", name: { fr: "Aïd" }, day: "2027-02-21", movable: true })
    const feast = await showCalendar(manager, { from: "2027-02-21", days: 1 })
    expect(feast.work).toEqual([])
    expect(feast.holidays).toEqual([expect.objectContaining({ name: "Aïd", isEstimate: true, works: false })])
  })

  it("is the staff's, of their own business", async () => {
    await visit({ at: "14:00" })
    expect(await codeOf(showCalendar(house.anyone(), { from: sunday }))).toBe("sign_in_needed")
    expect((await showCalendar(house.as("manager", voisin), { from: sunday })).appointments).toEqual([])
  })
})

describe("looking for another time of a visit", () => {
  it("leaves its own time out of the way, and everybody else's in it", async () => {
    const day = "2026-11-24"
    const [id] = [await visit({ at: "09:00", day }), await visit({ at: "11:00", day })]
    const { slots } = await findMoves(manager, { id, from: day, days: 1, technician: amine })
    const starts = slots.map(({ startsAt }) => startsAt)

    expect(slots.every(({ technicianId }) => technicianId === amine)).toBe(true)
    expect(starts).toContain("2026-11-24T08:00:00Z")
    expect(starts).not.toContain("2026-11-24T10:00:00Z")
  })

  it("finds nothing for another business's visit", async () => {
    const id = await visit({ at: "09:00", day: "2026-11-25" })
    expect(await codeOf(findMoves(house.as("manager", voisin), { id, from: sunday }))).toBe("not_found")
    expect(await codeOf(findMoves(house.anyone(), { id, from: sunday }))).toBe("sign_in_needed")
  })
})

describe("recording an absence", () => {
  const away = { technicianId: amine, startsAt: "2026-11-29T07:00:00Z", endsAt: "2026-11-29T16:00:00Z" }

  it("names the visits to move with free slots of others, and keeps the time free until it ends", async () => {
    const day = "2026-11-29"
    const [id, other] = [await visit({ at: "09:00", day }), await visit({ at: "09:00", day, technicianId: billel })]
    const { id: absenceId, visits } = await recordAbsence(manager, away)

    expect(visits).toEqual([expect.objectContaining({ id, customerName: "Nadia Benali" })])
    expect(visits.map((each) => each.id)).not.toContain(other)
    expect(visits[0]?.proposals).toHaveLength(3)
    for (const { technicianId, startsAt } of visits[0]?.proposals ?? []) {
      expect([technicianId === amine, startsAt.startsWith("2026-11-29")]).not.toEqual([true, true])
    }
    const work = async () =>
      (await showCalendar(manager, { from: day, days: 1 })).work.filter(({ technicianId }) => technicianId === amine)
    expect(await work()).toEqual([])

    expect((await showAbsence(manager, { id: absenceId })).visits).toEqual(visits)
    expect(await codeOf(showAbsence(house.as("manager", voisin), { id: absenceId }))).toBe("not_found")

    await endAbsence(manager, { id: absenceId })
    expect(await codeOf(showAbsence(manager, { id: absenceId }))).toBe("not_found")
    expect(await work()).toHaveLength(2)
    expect(await codeOf(endAbsence(manager, { id: absenceId }))).toBe("not_found")
  })

  it("ends holds that nobody has booked, and names who still has a deposit to pay", async () => {
    const startsAt = (hour: number) => later(sundayAt(hour), 15)
    const absence = { technicianId: amine, startsAt: startsAt(7), endsAt: startsAt(18) }
    await house.owner.query("update guichet.technicians set active = false where name = 'Billel'")
    const { holdToken } = await holdSlot(visitor(house, "late"), wish({ startsAt: startsAt(9) }))
    const awaited = await booking(house, { startsAt: startsAt(14), faultType: "entretien" })
    await house.owner.query("update guichet.technicians set active = true where name = 'Billel'")
    const { visits } = await recordAbsence(manager, absence)

    expect(awaited.status).toBe("held")
    expect(visits.map(({ id }) => id)).toEqual([awaited.appointmentId])
    expect(await codeOf(bookAppointment(visitor(house, "late"), form(holdToken)))).toBe("hold_expired")
  })

  it("happens once when it is sent twice", async () => {
    const visitTwice = { ...manager, idempotencyKey: "away-once" }
    const absence = { ...away, startsAt: "2026-12-13T07:00:00Z", endsAt: "2026-12-13T16:00:00Z" }
    const [first, second] = [await recordAbsence(visitTwice, absence), await recordAbsence(visitTwice, absence)]
    expect(second.id).toBe(first.id)
  })

  it("refuses an end before the beginning, who may not, and another business", async () => {
    const turned = { ...away, startsAt: away.endsAt, endsAt: away.startsAt }
    expect(await codeOf(recordAbsence(manager, turned))).toBe("dates_out_of_order")
    expect(await codeOf(recordAbsence(house.as("technician"), away))).toBe("not_allowed")
    expect(await codeOf(recordAbsence(house.anyone(), away))).toBe("sign_in_needed")
    expect(await codeOf(recordAbsence(house.as("manager", voisin), away))).toBe("not_found")
    expect(await codeOf(endAbsence(house.as("technician"), { id: newId() }))).toBe("not_allowed")
  })
})
