import { afterAll, beforeEach, describe, expect, it } from "vitest"
import { inTransaction } from "#kernel/database/transaction.ts"
import { openHttp } from "#kernel/http.ts"
import { storeSecret } from "#modules/businesses/index.ts"
import { maison, openHouse } from "../../checks/testing/house.ts"
import { openTwilio } from "../../simulators/twilio/harness.ts"
import { appointmentFactsOf, forgetReminders } from "./message-facts.ts"
import { reminderJobs, remindOfVisit } from "./remind.ts"
import { booked, openWorkshop } from "./testing/visits.ts"

const house = await openHouse()
await openWorkshop(house)
const twilio = await openTwilio()
afterAll(() => twilio.close())
const outside = { ...house.kernel.outside, http: openHttp({ trustedOrigins: [twilio.url] }) }
const kernel = { ...house.kernel, reactions: {}, outside }
const actor = { scope: "system", name: "test" } as const
const rows = async <T>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
  (await house.owner.query(sql, [...values])).rows
const inside = <T>(work: Parameters<typeof inTransaction<T>>[2]) =>
  inTransaction(kernel.pool, { businessId: maison.id, actor }, work)
await inside((tx) =>
  storeSecret({ tx, kernel, now: house.clock.now }, { name: "twilio", value: JSON.stringify(twilio.account) }),
)

const today = house.clock.now
let day = 0
beforeEach(async () => {
  house.clock.now = today
  await rows("delete from guichet.text_refusals")
})

type Given = { phone?: string; email?: string; consents?: boolean; bookedAt?: string }
/** A confirmed visit some days away at 09:00, with consent to be reminded. */
async function visit({ phone, email, consents = true, bookedAt }: Given = {}) {
  day += 1
  const startsAt = today.round({ smallestUnit: "hour" }).add({ hours: 24 * (2 + day) })
  const id = await booked(house, { startsAt: startsAt.toString(), ...(phone === undefined ? {} : { phone }) })
  await rows(
    "update guichet.appointments set consents_to_reminders = $2, customer_email = $3, booked_at = coalesce($4, booked_at) where id = $1",
    [id, consents, email ?? null, bookedAt ?? null],
  )
  return { id, startsAt }
}
const remind = (id: string) => remindOfVisit.run({ kernel, business: maison, subjectId: id, deadlineMs: 10_000 })
const at = (instant: Temporal.Instant, hoursBefore: number) => {
  house.clock.now = instant.subtract({ hours: hoursBefore })
}
const written = (id: string) =>
  rows<{ template: string; channel: string }>(
    "select template, channel from guichet.messages where dossier_id = $1 order by id",
    [id],
  )

describe("planning reminders", () => {
  const startsAt = Temporal.Instant.from("2026-11-23T08:30:00Z")
  it("asks to be run a day and two hours before", () => {
    expect(reminderJobs({ id: "a", startsAt, consentsToReminders: true })).toEqual([
      { errand: "booking.remind", subjectId: "a", runAt: "2026-11-22T08:30:00Z" },
      { errand: "booking.remind", subjectId: "a", runAt: "2026-11-23T06:30:00Z" },
    ])
  })
  it("asks for nothing without consent", () => {
    expect(reminderJobs({ id: "a", startsAt, consentsToReminders: false })).toEqual([])
  })
})

describe("reminding a customer", () => {
  it("writes the day before and two hours before, each once however often it is run", async () => {
    const { id, startsAt } = await visit()
    at(startsAt, 24)
    expect(await remind(id)).toEqual({ againInSeconds: 22 * 3_600 })
    await remind(id)
    at(startsAt, 2)
    expect(await remind(id)).toBe("done")
    await remind(id)

    expect(await written(id)).toEqual([
      { template: "appointment-reminder-day", channel: "sms" },
      { template: "appointment-reminder-hours", channel: "sms" },
    ])
    expect((await house.eventsOf(id)).filter((name) => name === "appointment.reminded")).toHaveLength(2)
  })
  it("writes once when two runs meet", async () => {
    const { id, startsAt } = await visit()
    at(startsAt, 24)
    await Promise.all([remind(id), remind(id)])
    expect(await written(id)).toHaveLength(1)
  })
  it("follows a visit that moved: nothing at the old time, both at the new one", async () => {
    const { id, startsAt } = await visit()
    at(startsAt, 24)
    await remind(id)
    await rows(
      `update guichet.appointments set starts_at = starts_at + interval '100 days', ends_at = ends_at + interval '100 days',
         blocked_from = blocked_from + interval '100 days', blocked_to = blocked_to + interval '100 days', reminded_day_at = null
       where id = $1`,
      [id],
    )
    at(startsAt, 2)
    expect(await remind(id)).toEqual({ againInSeconds: 3_600 * (24 * 99 + 2) })
    expect(await written(id)).toHaveLength(1)

    at(startsAt.add({ hours: 2_400 }), 24)
    await remind(id)
    expect(await written(id)).toHaveLength(2)
  })
  it("leaves out what was due already when the visit moved: the word about the move said it", async () => {
    const { id, startsAt } = await visit()
    at(startsAt, 20)
    await inside((tx) => forgetReminders({ tx, now: house.clock.now }, id))
    expect(await remind(id)).toEqual({ againInSeconds: 3_600 * 18 })
    expect(await written(id)).toEqual([])

    at(startsAt, 2)
    await remind(id)
    expect(await written(id)).toEqual([{ template: "appointment-reminder-hours", channel: "sms" }])
  })
  it("writes nothing without consent, nor of what is cancelled, nor just after booking", async () => {
    const refused = await visit({ consents: false })
    const cancelled = await visit()
    await rows(
      "update guichet.appointments set status = 'cancelled', cancelled_at = now(), cancel_code = 'by_staff' where id = $1",
      [cancelled.id],
    )
    const fresh = await visit()
    await rows("update guichet.appointments set booked_at = starts_at - interval '1 hour' where id = $1", [fresh.id])
    for (const { id, startsAt } of [refused, cancelled, fresh]) {
      at(startsAt, 1)
      expect(await remind(id)).toBe("done")
      expect(await written(id)).toEqual([])
    }
  })
  it("writes nothing to who wrote STOP", async () => {
    const phone = "+213550777777"
    await rows(
      "insert into guichet.text_refusals (business_id, id, phone, refused_at) values ($1, gen_random_uuid(), $2, now())",
      [maison.id, phone],
    )
    const { id, startsAt } = await visit({ phone, email: "nadia@clients.example" })
    at(startsAt, 24)
    await remind(id)
    expect(await written(id)).toEqual([])
  })
  it("writes by mail where the business cannot text, and nothing where it can do neither", async () => {
    const mailed = await visit({ email: "nadia@clients.example" })
    const silent = await visit()
    await rows("update guichet.business_secrets set name = 'away' where name = 'twilio'")
    for (const { id, startsAt } of [mailed, silent]) {
      at(startsAt, 24)
      await remind(id)
    }
    await rows("update guichet.business_secrets set name = 'twilio' where name = 'away'")
    expect(await written(mailed.id)).toEqual([{ template: "appointment-reminder-day", channel: "email" }])
    expect(await written(silent.id)).toEqual([])
  })
})

describe("saying how an appointment stands", () => {
  const templateOf = async (id: string) => (await inside((tx) => appointmentFactsOf(tx, id))).template
  const change = (id: string, set: string) => rows(`update guichet.appointments set ${set} where id = $1`, [id])

  it("tells what is booked, requested, refused and cancelled apart", async () => {
    const { id } = await visit()
    expect(await templateOf(id)).toBe("appointment-booked")
    await rows("update guichet.fault_types set needs_approval = true")
    expect(await templateOf(id)).toBe("appointment-confirmed")
    await rows("update guichet.fault_types set needs_approval = false")
    await change(id, "status = 'cancelled', cancelled_at = now(), cancel_code = 'refused'")
    expect(await templateOf(id)).toBe("appointment-refused")
    await change(id, "cancel_code = 'by_customer'")
    expect(await templateOf(id)).toBe("appointment-cancelled")
    await change(id, "cancel_code = 'hold_expired'")
    expect(await templateOf(id)).toBe("appointment-expired")
    expect(await templateOf(await booked(house, { status: "requested", startsAt: "2027-06-01T09:00:00Z" }))).toBe(
      "appointment-requested",
    )
  })
  it("names who comes by the first name, and who cancelled", async () => {
    const { id } = await visit()
    await rows("update guichet.technicians set name = 'Yacine Haddad' where name = 'Yacine'")
    await change(id, "status = 'cancelled', cancelled_at = now(), cancel_code = 'by_customer'")
    expect((await inside((tx) => appointmentFactsOf(tx, id))).facts).toMatchObject({
      cancelledBy: "customer",
      technicianName: "Yacine",
      feeMinor: 0,
    })
  })
})
