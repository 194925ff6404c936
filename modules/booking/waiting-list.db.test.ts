import { describe, expect, it } from "vitest"
import { inTransaction } from "#kernel/database/transaction.ts"
import { newId } from "#kernel/ids.ts"
import { storeSecret } from "#modules/businesses/index.ts"
import { reactions } from "#modules/reactions.ts"
import { maison, openHouse, voisin } from "../../checks/testing/house.ts"
import { refusal } from "../orders/testing/orders.ts"
import { bookAppointment } from "./book-appointment.ts"
import { cancelAppointment } from "./cancel-appointment.ts"
import { endOffer } from "./end-offer.ts"
import { joinWaitingList } from "./join-waiting-list.ts"
import { rescheduleAppointment } from "./reschedule-appointment.ts"
import { showHold } from "./show-hold.ts"
import { booking, form, later, newPhone, sunday, wish } from "./testing/customer.ts"
import { openPlan } from "./testing/plan.ts"

const house = await openHouse()
await openPlan(house)
await house.owner.query("update guichet.technicians set active = false where name = 'Amine'")
const kernel = { ...house.kernel, reactions }
const account = { accountSid: `AC${"0".repeat(32)}`, authToken: "secret", from: "+15005550006" }
await inTransaction(kernel.pool, { businessId: maison.id, actor: { scope: "system", name: "test" } }, (tx) =>
  storeSecret({ tx, kernel, now: house.clock.now }, { name: "twilio", value: JSON.stringify(account) }),
)
const codeOf = async (attempt: Promise<unknown>) => (await refusal(attempt)).code
const start = house.clock.now

const dateOf = (day: number) => later(sunday(12), day).slice(0, 10)
const asking = (day: number, phone = newPhone()) => ({
  faultType: "panne",
  commune: "Bab Ezzouar",
  customer: { name: "Karim Haddad", phone },
  fromDate: dateOf(day),
  toDate: dateOf(day),
})

/** The day is full for this fault type once its four visits of the morning and four of the afternoon stand. */
async function fullDay(day: number) {
  const visits = []
  for (const [hour, minute] of [
    [8, 30],
    [10, 0],
    [13, 30],
    [15, 0],
  ] as const)
    visits.push(await booking(house, { startsAt: later(sunday(hour, minute), day) }))
  return visits
}

type Offer = { readonly id: string; readonly status: string; readonly startsAt: Date; readonly holdToken: string }

/** What the customer of a number reads: the link of their SMS. */
async function offerTo(phone: string): Promise<Offer | undefined> {
  const { rows } = await house.owner.query<Omit<Offer, "holdToken"> & { body: string }>(
    `select a.id, w.status, a.starts_at as "startsAt", m.body from guichet.waiting_entries w
     join guichet.appointments a on a.business_id = w.business_id and a.id = w.appointment_id
     join guichet.messages m on m.business_id = w.business_id and m.recipient = w.customer_phone and m.template = 'slot-offered'
     where w.customer_phone = $1`,
    [`+213${phone.slice(1)}`],
  )
  const [row] = rows
  return row === undefined ? undefined : { ...row, holdToken: /\/book\/([0-9a-z]{26})/.exec(row.body)?.[1] ?? "" }
}
const statusOf = async (phone: string) =>
  (
    await house.owner.query("select status from guichet.waiting_entries where customer_phone = $1", [
      `+213${phone.slice(1)}`,
    ])
  ).rows.map(({ status }) => status)

describe("joining the waiting list", () => {
  it("keeps one place per number and fault type", async () => {
    const phone = newPhone()
    expect(await joinWaitingList(house.anyone(), asking(30, phone))).toEqual({ status: "waiting" })
    expect(await codeOf(joinWaitingList(house.anyone(), asking(31, phone)))).toBe("waiting_already")
  })

  it("answers twice the same, and keeps one place of two at once", async () => {
    const [phone, other] = [newPhone(), newPhone()]
    const visit = { ...house.anyone(), idempotencyKey: newId() }
    await joinWaitingList(visit, asking(30, phone))
    expect(await joinWaitingList(visit, asking(30, phone))).toEqual({ status: "waiting" })

    await Promise.allSettled(Array.from({ length: 4 }, () => joinWaitingList(house.anyone(), asking(30, other))))
    expect(await statusOf(other)).toEqual(["waiting"])
  })

  it("refuses what cannot be waited for", async () => {
    const join = (wanted: object, visit = house.anyone()) =>
      codeOf(joinWaitingList(visit, { ...asking(30), ...wanted }))

    expect(await join({ toDate: "2026-11-01", fromDate: "2026-11-02" })).toBe("dates_out_of_order")
    expect(await join({ toDate: "2026-11-19", fromDate: "2026-11-18" })).toBe("dates_out_of_order")
    expect(await join({ commune: "Oran" })).toBe("commune_not_served")
    expect(await join({ faultType: "vitrage" })).toBe("fault_type_not_found")
    expect(await join({}, house.anyone(voisin))).toBe("fault_type_not_found")
  })
})

describe("time that becomes free", () => {
  it("is kept for the first who waits for it, who finishes by a link", async () => {
    const [first, second] = [newPhone(), newPhone()]
    const [visit] = await fullDay(1)
    for (const phone of [first, second]) await joinWaitingList(house.anyone(), asking(1, phone))
    await cancelled(visit?.appointmentId)

    const offer = await offerTo(first)
    expect(offer).toMatchObject({ status: "offered" })
    expect(await offerTo(second)).toBeUndefined()
    const { holdToken } = offer ?? { holdToken: "" }
    expect(await showHold(house.anyone(), { holdToken })).toMatchObject({ expiresAt: "2026-11-20T10:30:00Z" })
    const booked = await bookAppointment(house.anyone(), form(holdToken, { phone: first }))
    expect(booked.status).toBe("confirmed")
    expect(await statusOf(first)).toEqual(["taken"])
  })

  it("goes to the next when nobody took it in half an hour", async () => {
    const [first, second] = [newPhone(), newPhone()]
    const [visit] = await fullDay(2)
    for (const phone of [first, second]) await joinWaitingList(house.anyone(), asking(2, phone))
    await cancelled(visit?.appointmentId)
    const offer = await offerTo(first)
    house.clock.now = start.add({ minutes: 31 })
    await endOffer.run({ kernel, business: maison, subjectId: offer?.id ?? "", deadlineMs: 4_000 })
    house.clock.now = start

    expect(await statusOf(first)).toEqual(["over"])
    expect(await offerTo(second)).toMatchObject({ status: "offered" })
  })

  it("is offered when a visit moves away, too", async () => {
    const phone = newPhone()
    const [visit] = await fullDay(3)
    await joinWaitingList(house.anyone(), asking(3, phone))
    const id = visit?.appointmentId ?? ""
    await rescheduleAppointment({ ...house.guest(id), kernel }, { id, startsAt: later(sunday(9), 8) })

    expect(await offerTo(phone)).toMatchObject({ status: "offered" })
  })

  it("is kept for nobody who cannot be told", async () => {
    const [silent, next] = [newPhone(), newPhone()]
    const [visit] = await fullDay(7)
    for (const phone of [silent, next]) await joinWaitingList(house.anyone(), asking(7, phone))
    await house.owner.query(
      "insert into guichet.text_refusals (business_id, id, phone, refused_at) values ($1, $2, $3, now())",
      [maison.id, newId(), `+213${silent.slice(1)}`],
    )
    await cancelled(visit?.appointmentId)

    expect(await statusOf(silent)).toEqual(["waiting"])
    expect(await offerTo(next)).toMatchObject({ status: "offered" })
  })

  it("is offered to nobody who waits for another day, or when nothing fits", async () => {
    const phone = newPhone()
    const [visit] = await fullDay(4)
    await joinWaitingList(house.anyone(), asking(9, phone))
    await cancelled(visit?.appointmentId)

    expect(await statusOf(phone)).toEqual(["waiting"])
    expect((await booking(house, wish({ startsAt: later(sunday(8, 30), 4) }))).status).toBe("confirmed")
  })

  async function cancelled(id = "") {
    await cancelAppointment({ ...house.guest(id), kernel }, { id, reason: "" })
  }
})
