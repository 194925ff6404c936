import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  type AppointmentMove,
  type AppointmentStatus,
  actionsOf,
  appointmentMoves,
  cancellationFeeMinor,
  canMove,
  may,
} from "./appointment.ts"

const now = Temporal.Instant.from("2026-11-22T09:00:00Z")
const visit: Parameters<typeof may>[0] = {
  status: "confirmed",
  startsAt: now.add({ hours: 48 }),
  endsAt: now.add({ hours: 49 }),
  holdUntil: null,
  sessionId: null,
  isAcknowledged: false,
  startedAt: null,
}
const moves: readonly AppointmentMove[] = ["request", "confirm", "complete", "miss", "cancel", "expire"]
const statuses = fc.constantFrom<AppointmentStatus>(
  "held",
  "requested",
  "confirmed",
  "done",
  "cancelled",
  "no_show",
  "expired",
)

describe("moving an appointment", () => {
  it("starts only where the table says", () => {
    fc.assert(
      fc.property(statuses, fc.constantFrom(...moves), (status, move) => {
        const from: readonly AppointmentStatus[] = appointmentMoves[move].from
        expect(canMove({ status }, move)).toBe(from.includes(status))
      }),
    )
  })

  it("is over when it is done, cancelled or missed", () => {
    for (const status of ["done", "cancelled"] as const)
      for (const move of moves) expect(canMove({ status }, move)).toBe(false)
  })
})

describe("what the holder of a link may do", () => {
  it("depends on how the visit stands, and on the hour", () => {
    expect(actionsOf(visit, now)).toEqual(["reschedule", "cancel", "acknowledge", "add_photo"])
    expect(actionsOf({ ...visit, isAcknowledged: true }, now)).toEqual(["reschedule", "cancel", "add_photo"])
    expect(actionsOf({ ...visit, startsAt: now.add({ hours: 3 }) }, now)).toContain("report_late")
    expect(actionsOf({ ...visit, status: "held", holdUntil: now.add({ minutes: 5 }) }, now)).toEqual([
      "cancel",
      "pay",
      "add_photo",
    ])
    expect(actionsOf({ ...visit, status: "done" }, now)).toEqual([])
  })

  it("ends with the beginning of the visit, and late is late until its end", () => {
    const begun = { ...visit, startsAt: now, endsAt: now.add({ hours: 1 }) }
    expect(may(begun, "cancel", now)).toBe(false)
    expect(may(begun, "reschedule", now)).toBe(false)
    expect(may(begun, "report_late", now)).toBe(true)
    expect(may({ ...begun, startedAt: now }, "report_late", now)).toBe(false)
  })

  it("leaves a session where it is", () => {
    expect(may({ ...visit, sessionId: "a session" }, "reschedule", now)).toBe(false)
  })
})

describe("the fee of cancelling", () => {
  it.each([
    [1, 0],
    [0, 100_000],
    [-60, 100_000],
  ])("%i minutes before the cut-off is %i", (minutes, fee) => {
    expect(cancellationFeeMinor({ cancelUntil: now.add({ minutes }), lateFeeMinor: 100_000 }, now)).toBe(fee)
  })

  it("is nothing where no cut-off was agreed", () => {
    expect(cancellationFeeMinor({ cancelUntil: null, lateFeeMinor: 100_000 }, now)).toBe(0)
  })
})
