import { describe, expect, it } from "vitest"
import { dueReminder, nextReminderTime, type Reminded, reminderTime } from "./reminder.ts"

const startsAt = Temporal.Instant.from("2026-11-23T08:30:00Z")
const visit: Reminded = {
  status: "confirmed",
  startsAt,
  bookedAt: Temporal.Instant.from("2026-11-20T10:00:00Z"),
  consentsToReminders: true,
  remindedDayAt: null,
  remindedHoursAt: null,
}
const ahead = (hours: number, minutes = 0) => startsAt.subtract({ hours, minutes })

describe("reminding of a visit", () => {
  it.each([
    ["nothing before the day", ahead(24, 1), null],
    ["the day before", ahead(24), "day"],
    ["the day before, a little late", ahead(3), "day"],
    ["two hours before", ahead(2), "hours"],
    ["two hours before, a little late", ahead(0, 1), "hours"],
    ["nothing once it has begun", startsAt, null],
  ])("writes %s", (_, now, due) => {
    expect(dueReminder(visit, now)).toBe(due)
  })
  it.each<[string, Partial<Reminded>]>([
    ["without consent", { consentsToReminders: false }],
    ["of a visit that is only requested", { status: "requested" }],
    ["of a visit that is cancelled", { status: "cancelled" }],
    ["twice", { remindedDayAt: ahead(24) }],
    ["of a visit booked within the day", { bookedAt: ahead(20) }],
    ["of a visit booked at that very time", { bookedAt: ahead(24) }],
  ])("never writes %s", (_, given) => {
    expect(dueReminder({ ...visit, ...given }, ahead(23))).toBeNull()
  })
  it("does not make up for the day once two hours are left", () => {
    expect(dueReminder({ ...visit, remindedHoursAt: ahead(2) }, ahead(1))).toBeNull()
  })
  it("looks again at the next of the two times, and then no more", () => {
    expect(nextReminderTime(visit, ahead(30))).toEqual(reminderTime(visit, "day"))
    expect(nextReminderTime(visit, ahead(24))).toEqual(reminderTime(visit, "hours"))
    expect(nextReminderTime(visit, ahead(2))).toBeNull()
    expect(nextReminderTime({ ...visit, status: "cancelled" }, ahead(30))).toBeNull()
  })
})
