import { describe, expect, it } from "vitest"
import { openHouse } from "../../checks/testing/house.ts"
import { showCalendar } from "./board/show-calendar.ts"
import { showCalendarEntry } from "./calendar/show-entry.ts"
import { showDeskAppointment } from "./desk/show-desk.ts"
import { holdSlot } from "./hold-slot.ts"
import { showAppointment } from "./show-appointment.ts"
import { showHold } from "./show-hold.ts"
import { booking, sunday, visitor, wish } from "./testing/customer.ts"
import { openPlan } from "./testing/plan.ts"

const house = await openHouse()
await openPlan(house)
const [french, arabic] = ["Bab Ezzouar", "باب الزوار"]
const manager = house.as("manager")

describe("the commune of a visit", () => {
  it("is said in the language of who looks, whichever it was written in", async () => {
    const { holdToken } = await holdSlot(visitor(house, "nadia"), wish({ commune: french, startsAt: sunday(14) }))
    expect(await showHold(house.anyone(), { holdToken, locale: "ar" })).toMatchObject({ commune: arabic })
    expect(await showHold(house.anyone(), { holdToken, locale: "en" })).toMatchObject({ commune: french })

    const { appointmentId: id } = await booking(house, { commune: arabic })
    expect(await showAppointment(house.guest(id), { locale: "ar" })).toMatchObject({ commune: arabic })
    expect(await showAppointment(house.guest(id), { locale: "fr" })).toMatchObject({ commune: french })
    expect(await showDeskAppointment(manager, { id, locale: "ar" })).toMatchObject({ commune: arabic })
    expect(await showDeskAppointment(manager, { id, locale: "fr" })).toMatchObject({ commune: french })
    const { appointments } = await showCalendar(manager, { from: "2026-11-22", days: 1, locale: "ar" })
    expect(appointments).toContainEqual(expect.objectContaining({ id, commune: arabic }))
  })
  it("is said in messages and calendars in the language of who booked", async () => {
    const { appointmentId: id } = await booking(house, { commune: french, startsAt: sunday(8) })
    await house.owner.query("update guichet.dossiers set locale = 'ar' where id = $1", [id])

    const { bytes } = await showCalendarEntry(house.guest(id), {})
    expect(Buffer.from(bytes).toString()).toContain(arabic)
  })
  it("stays as it was written where it is served no more", async () => {
    const { appointmentId: id } = await booking(house, { commune: french, startsAt: sunday(16) })
    await house.owner.query("update guichet.appointments set commune = 'Ailleurs' where id = $1", [id])

    expect(await showAppointment(house.guest(id), { locale: "ar" })).toMatchObject({ commune: "Ailleurs" })
  })
})
