import ICAL from "ical.js"
import { beforeAll, describe, expect, it } from "vitest"
import { newId } from "#kernel/ids.ts"
import { maison, memberOf, openHouse, voisin } from "../../../checks/testing/house.ts"
import { openPayer } from "../../../checks/testing/payer.ts"
import { refusal } from "../../orders/testing/orders.ts"
import { readFeed, renewFeed, revokeFeed } from "./feeds.ts"
import { showCalendarEntry } from "./show-entry.ts"

const house = await openHouse()
const { dossier } = await openPayer(house)
const codeOf = async (attempt: Promise<unknown>) => (await refusal(attempt)).code
const technicianId = newId()
const otherId = newId()
const faultTypeId = newId()
const { accountId } = memberOf(maison, "technician") as { accountId: string }

/** Rows that other verbs make: what is tested here is how they are read. */
async function row(table: string, values: Record<string, unknown>): Promise<void> {
  const names = Object.keys(values)
  await house.owner.query(
    `insert into guichet.${table} (business_id, ${names.join(", ")}) values ($1, ${names.map((_, n) => `$${n + 2}`).join(", ")})`,
    [maison.id, ...Object.values(values)],
  )
}

beforeAll(async () => {
  const [skillId, zoneId] = [newId(), newId()]
  await row("skills", { id: skillId, slug: "gaz", name: { fr: "Gaz" } })
  await row("zones", { id: zoneId, slug: "centre", name: { fr: "Centre" }, position: 1 })
  const technician = { base_zone_id: zoneId, position: 1 }
  await row("technicians", { id: technicianId, account_id: accountId, name: "Yacine", ...technician })
  await row("technicians", { id: otherId, name: "Samir", ...technician })
  await row("fault_types", {
    ...{ id: faultTypeId, slug: "fuite", name: { fr: "Fuite d’eau" }, about: { fr: "" }, skill_id: skillId },
    ...{ duration_minutes: 60, step_minutes: 30, vat_percent: 19, position: 1 },
  })
})

let days = 10
/** On a day of its own. */
async function booked(status: "confirmed" | "cancelled" = "confirmed"): Promise<string> {
  const dossierId = await dossier()
  const { rows } = await house.owner.query("select customer_id from guichet.dossiers where id = $1", [dossierId])
  days += 1
  const [startsAt, endsAt] = [`2026-12-${days}T08:30Z`, `2026-12-${days}T09:30Z`]
  const over = status === "cancelled" ? { cancelled_at: "2026-11-20T10:00Z", cancel_code: "by_customer" } : {}
  await row("appointments", {
    ...{ id: dossierId, dossier_id: dossierId, fault_type_id: faultTypeId, technician_id: technicianId, status },
    ...{ starts_at: startsAt, ends_at: endsAt, blocked_from: startsAt, blocked_to: endsAt, sequence: 3 },
    ...{ customer_id: rows[0]?.customer_id, customer_name: "Nadia", customer_phone: "+213550000001" },
    ...{ commune: "Hydra", address: "12, rue des Frères", landmark: "", currency: "DZD", vat_percent: 19 },
    ...{ held_at: "2026-11-20T09:00Z", booked_at: "2026-11-20T09:05Z", ...over },
  })
  return dossierId
}

function read({ bytes }: { bytes: Uint8Array }) {
  const calendar = new ICAL.Component(ICAL.parse(Buffer.from(bytes).toString()))
  return { calendar, events: calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event)) }
}

describe("the calendar entry of an appointment", () => {
  it("is the customer's own, by the link", async () => {
    const id = await booked()
    const file = await showCalendarEntry(house.guest(id), {})
    const { calendar, events } = read(file)

    expect(calendar.getFirstPropertyValue("method")).toBe("REQUEST")
    expect(events[0]?.uid).toBe(`${id}@maison.guichet`)
    expect(events[0]?.sequence).toBe(3)
    expect(events[0]?.summary).toBe("maison : Fuite d’eau")
    expect(events[0]?.location).toBe("12, rue des Frères, Hydra")
    expect(events[0]?.startDate.toString()).toBe("2026-12-11T09:30:00")
    expect(events[0]?.description).toContain("/maison/appointments/")
    await house.owner.query(
      "update guichet.appointments set status = 'cancelled', cancelled_at = now(), cancel_code = 'by_customer' where id = $1",
      [id],
    )
    expect(read(await showCalendarEntry(house.guest(id), {})).calendar.getFirstPropertyValue("method")).toBe("CANCEL")
  })

  it("is nobody's who has no link to it", async () => {
    expect(await codeOf(showCalendarEntry(house.guest(await dossier()), {}))).toBe("not_found")
    expect(await codeOf(showCalendarEntry(house.anyone(), {}))).toBe("sign_in_needed")
  })
})

describe("a technician's feed", () => {
  const own = house.as("technician")
  const tokenOf = ({ url }: { url: string }) => /calendars\/(\w{26})\.ics$/.exec(url)?.[1] ?? ""

  it("shows the visits to whoever holds its address", async () => {
    const [confirmed, cancelled] = [await booked(), await booked("cancelled")]
    const feedToken = tokenOf(await renewFeed(own, { id: technicianId }))
    const { calendar, events } = read(await readFeed(house.anyone(), { feedToken }))

    expect(calendar.getFirstPropertyValue("method")).toBe("PUBLISH")
    expect(events.map(({ uid }) => uid)).toEqual(
      expect.arrayContaining([`${confirmed}@maison.guichet`, `${cancelled}@maison.guichet`]),
    )
    const found = events.find(({ uid }) => uid.startsWith(confirmed))
    expect(found?.summary).toBe("Fuite d’eau · Hydra")
    expect(found?.description).toContain("+213550000001")
  })

  it("opens nothing once it is renewed or revoked, nor at another business", async () => {
    const first = tokenOf(await renewFeed(own, { id: technicianId }))
    const second = tokenOf(await renewFeed(own, { id: technicianId }))
    expect(first).not.toBe(second)
    expect(await codeOf(readFeed(house.anyone(), { feedToken: first }))).toBe("not_found")
    expect(await codeOf(readFeed(house.anyone(voisin), { feedToken: second }))).toBe("not_found")

    await revokeFeed(own, { id: technicianId })
    expect(await codeOf(readFeed(house.anyone(), { feedToken: second }))).toBe("not_found")
  })

  it("is empty for who has no visits, and one's own to renew", async () => {
    expect(await codeOf(renewFeed(own, { id: otherId }))).toBe("feed_of_another")
    expect(await codeOf(revokeFeed(own, { id: otherId }))).toBe("feed_of_another")
    expect(await codeOf(renewFeed(house.anyone(), { id: otherId }))).toBe("sign_in_needed")
    expect(await codeOf(renewFeed(house.as("manager", voisin), { id: otherId }))).toBe("not_found")

    const feedToken = tokenOf(await renewFeed(house.as("manager"), { id: otherId }))
    expect(read(await readFeed(house.anyone(), { feedToken })).events).toEqual([])
  })
})
