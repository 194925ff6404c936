import ICAL from "ical.js"
import { describe, expect, it } from "vitest"
import { type Entry, feed, invitation } from "./calendar.ts"

const entry: Entry = {
  uid: "01a1f9c5-b4ca-71e8-93b7-8550ccb0b38e@guichet.example",
  sequence: 0,
  status: "confirmed",
  startsAt: Temporal.Instant.from("2026-11-25T08:30:00Z"),
  endsAt: Temporal.Instant.from("2026-11-25T09:30:00Z"),
  zone: "Africa/Algiers",
  summary: "MJ Chauffage : fuite d’eau, chaudière",
  description: "RDV-7K3F-92QX\nhttps://guichet.example/mj-chauffage/appointments/abc; à garder",
  location: "12, rue Didouche-Mourad, Alger-Centre\\2e étage",
  url: "https://guichet.example/mj-chauffage/appointments/abc",
  organizer: { name: "MJ Chauffage", email: "bonjour@mj-chauffage.example" },
  attendee: { name: "Nadia, آيت علي", email: "nadia@example.test", phone: "+213550000001" },
  alarmMinutes: 120,
  writtenAt: Temporal.Instant.from("2026-11-20T16:00:00Z"),
}

/** Reads it back with a parser that is not ours. */
function readBack(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text))
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(new ICAL.Timezone(zone))
  const [event] = calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component))
  if (event === undefined) throw new Error("no event in the calendar")
  return { calendar, event }
}

const instantOf = (time: ICAL.Time) => new Date(time.toUnixTime() * 1000).toISOString()

describe("an appointment in a calendar", () => {
  it("is read back as it was written, by another program", () => {
    const { calendar, event } = readBack(invitation(entry))

    expect(calendar.getFirstPropertyValue("method")).toBe("REQUEST")
    expect(event.uid).toBe(entry.uid)
    expect(event.summary).toBe(entry.summary)
    expect(event.description).toBe(entry.description)
    expect(event.location).toBe(entry.location)
    expect(instantOf(event.startDate)).toBe("2026-11-25T08:30:00.000Z")
    expect(instantOf(event.endDate)).toBe("2026-11-25T09:30:00.000Z")
    expect(event.startDate.toString()).toBe("2026-11-25T09:30:00")
    expect(event.component.getFirstPropertyValue("status")).toBe("CONFIRMED")
    expect(String(event.component.getFirstPropertyValue("dtstamp"))).toBe("2026-11-20T16:00:00Z")
    expect(String(event.component.getFirstPropertyValue("organizer"))).toBe("mailto:bonjour@mj-chauffage.example")
    expect(event.attendees[0]?.getFirstParameter("cn")).toBe("Nadia, آيت علي")
  })

  it("rings two hours before", () => {
    const alarm = readBack(invitation(entry)).event.component.getFirstSubcomponent("valarm")
    expect(alarm?.getFirstPropertyValue("action")).toBe("DISPLAY")
    expect(String(alarm?.getFirstPropertyValue("trigger"))).toBe("-PT2H")
  })

  it("says again what changed under the same uid and a higher sequence", () => {
    const moved = {
      ...entry,
      sequence: 1,
      startsAt: entry.startsAt.add({ hours: 24 }),
      endsAt: entry.endsAt.add({ hours: 24 }),
    }
    const { event } = readBack(invitation(moved))

    expect(event.uid).toBe(entry.uid)
    expect(event.sequence).toBe(1)
    expect(instantOf(event.startDate)).toBe("2026-11-26T08:30:00.000Z")
  })

  it("takes itself out when it is cancelled, and rings no more", () => {
    const { calendar, event } = readBack(invitation({ ...entry, sequence: 2, status: "cancelled" }))

    expect(calendar.getFirstPropertyValue("method")).toBe("CANCEL")
    expect(event.component.getFirstPropertyValue("status")).toBe("CANCELLED")
    expect(event.component.getFirstSubcomponent("valarm")).toBeNull()
  })

  it.each(["N", "Nadia", "Nadia Aït Ali", "Nadia Aït Ali Ben Mohamed El Hadj Slimane d’Alger"])(
    "names a customer without an address by phone, wherever the line is folded: %s",
    (name) => {
      const { event } = readBack(invitation({ ...entry, attendee: { name, email: null, phone: "+213550000001" } }))
      expect(event.attendees[0]?.getFirstValue()).toBe("tel:+213550000001")
    },
  )

  it("ends each line as RFC 5545 wants, with none over 75 octets", () => {
    const text = invitation(entry)
    expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true)
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/)
    for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  })
})

describe("the clock of a calendar", () => {
  /** What another program makes of the local time, with nothing but the VTIMEZONE that we sent. */
  const read = (zone: string, startsAt: string) => {
    const starts = Temporal.Instant.from(startsAt)
    const { event } = readBack(invitation({ ...entry, zone, startsAt: starts, endsAt: starts.add({ hours: 1 }) }))
    return { instant: instantOf(event.startDate).replace(".000", ""), wall: event.startDate.toString().slice(11, 16) }
  }

  it.each([
    ["Africa/Algiers", "2026-07-01T08:00:00Z", "09:00"],
    ["Africa/Tunis", "2026-07-01T08:00:00Z", "09:00"],
    ["Africa/Abidjan", "2026-07-01T08:00:00Z", "08:00"],
    // The day before, the hour after, and the day after each switch.
    ["Europe/Paris", "2026-03-28T08:00:00Z", "09:00"],
    ["Europe/Paris", "2026-03-29T01:30:00Z", "03:30"],
    ["Europe/Paris", "2026-03-30T07:00:00Z", "09:00"],
    ["Europe/Paris", "2026-10-24T07:00:00Z", "09:00"],
    ["Europe/Paris", "2026-10-25T08:00:00Z", "09:00"],
    // Morocco keeps another clock in Ramadan: from 15 February to 22 March 2026.
    ["Africa/Casablanca", "2026-02-14T08:00:00Z", "09:00"],
    ["Africa/Casablanca", "2026-02-16T09:00:00Z", "09:00"],
    ["Africa/Casablanca", "2026-03-21T09:00:00Z", "09:00"],
    ["Africa/Casablanca", "2026-03-23T08:00:00Z", "09:00"],
  ])("%s, %s is %s on the wall", (zone, startsAt, wall) => {
    expect(read(zone, startsAt)).toEqual({ instant: startsAt, wall })
  })

  it("covers a feed that runs across a switch", () => {
    const before = {
      ...entry,
      zone: "Europe/Paris",
      uid: "a",
      startsAt: Temporal.Instant.from("2026-10-24T07:00:00Z"),
      endsAt: Temporal.Instant.from("2026-10-24T08:00:00Z"),
    }
    const after = {
      ...before,
      uid: "b",
      startsAt: Temporal.Instant.from("2026-10-26T08:00:00Z"),
      endsAt: Temporal.Instant.from("2026-10-26T09:00:00Z"),
    }
    const { calendar } = readBack(feed([after, before], { name: "Yacine" }))
    const events = calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component))

    expect(calendar.getFirstPropertyValue("method")).toBe("PUBLISH")
    expect(calendar.getFirstPropertyValue("x-wr-calname")).toBe("Yacine")
    expect(events.map(({ startDate }) => instantOf(startDate))).toEqual([
      "2026-10-26T08:00:00.000Z",
      "2026-10-24T07:00:00.000Z",
    ])
  })

  it("stands empty without a zone", () => {
    expect(feed([], { name: "Yacine" })).not.toContain("VTIMEZONE")
  })
})
