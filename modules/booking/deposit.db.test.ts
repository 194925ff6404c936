import { describe, expect, it } from "vitest"
import { newId } from "#kernel/ids.ts"
import { checkPayment, paymentOf, refundPayment, startPayment } from "#modules/payments/index.ts"
import { reactions } from "#modules/reactions.ts"
import { openHouse } from "../../checks/testing/house.ts"
import { openPayer } from "../../checks/testing/payer.ts"
import { refusal } from "../orders/testing/orders.ts"
import { cancelAppointment } from "./cancel-appointment.ts"
import { expireHeld } from "./errands.ts"
import { payDeposit } from "./pay-deposit.ts"
import { booking, later, sunday } from "./testing/customer.ts"
import { openPlan } from "./testing/plan.ts"

const house = await openHouse()
await openPlan(house)
await house.owner.query("update guichet.technicians set active = false where name = 'Amine'")
const payer = await openPayer(house, reactions)
const codeOf = async (attempt: Promise<unknown>) => (await refusal(attempt)).code

let day = 0
/** A visit with a deposit on a day of its own, its attempt at the gateway's page. */
async function awaited() {
  do day += 1
  while (["Friday", "Saturday"].includes(weekdayOf(day)))
  const startsAt = later(sunday(10), day)
  const { appointmentId: id, attemptId } = await booking(house, { faultType: "entretien", startsAt })
  if (attemptId === null) throw new Error("a deposit has an attempt")
  await payer.run(startPayment, attemptId)
  return { id, attemptId, startsAt, guest: { ...house.guest(id), kernel: payer.kernel } }
}
const weekdayOf = (n: number) =>
  new Intl.DateTimeFormat("en", { weekday: "long", timeZone: "UTC" }).format(new Date(later(sunday(10), n)))

const statusOf = async (id: string) =>
  (await payer.rows<{ status: string }>("select status from guichet.appointments where id = $1", [id]))[0]?.status
const tasksOf = async (id: string) =>
  (
    await payer.rows<{ kind: string }>("select kind from guichet.tasks where dossier_id = $1 and done_at is null", [id])
  ).map(({ kind }) => kind)
const paid = async ({ id, attemptId }: { id: string; attemptId: string }) => {
  await payer.pays(attemptId, "paid")
  await payer.run(checkPayment, attemptId)
  return id
}
/** Its hold ran out, while the gateway's page is still open. */
const lapsed = async ({ id }: { id: string }) => {
  await payer.later(18)
  house.clock.now = house.clock.now.add({ minutes: 13 })
  await payer.run(expireHeld, id)
}
const refundsOf = (id: string) =>
  payer.rows<{ id: string; amount: number; status: string }>(
    "select id, amount_minor::integer as amount, status from guichet.refunds where dossier_id = $1",
    [id],
  )

describe("a deposit", () => {
  it("confirms the visit when it is paid, and reminds of it", async () => {
    const visit = await awaited()
    await paid(visit)

    expect(await statusOf(visit.id)).toBe("confirmed")
    expect(await house.eventsOf(visit.id)).toContain("appointment.confirmed")
  })

  it("that nobody pays frees the time, once the gateway has been asked", async () => {
    const visit = await awaited()
    await payer.later(31)
    await payer.run(expireHeld, visit.id)

    expect(await statusOf(visit.id)).toBe("expired")
    expect((await booking(house, { startsAt: visit.startsAt })).status).toBe("confirmed")
  })

  it("that was paid at the last moment confirms, although its hold ran out", async () => {
    const visit = await awaited()
    await payer.later(18)
    await payer.pays(visit.attemptId, "paid")
    house.clock.now = house.clock.now.add({ minutes: 13 })
    await payer.run(expireHeld, visit.id)

    expect(await statusOf(visit.id)).toBe("confirmed")
  })

  it("keeps its time while the gateway does not answer, and after an hour somebody looks", async () => {
    const visit = await awaited()
    await payer.later(31)
    await payer.knobs({ httpStatus: 503 })
    const answers = [await payer.run(expireHeld, visit.id)]
    expect(await codeOf(booking(house, { startsAt: visit.startsAt }))).toBe("slot_taken")
    for (let n = 0; n < 4; n += 1) {
      await payer.later(16)
      answers.push(await payer.run(expireHeld, visit.id))
    }
    await payer.knobs({ httpStatus: null })

    expect(answers).toEqual(answers.map(() => ({ againInSeconds: 901 })))
    expect(await statusOf(visit.id)).toBe("held")
    expect(await tasksOf(visit.id)).toEqual(["payment_unanswered"])
  })

  it("that comes too late takes its time again when it is still free", async () => {
    const visit = await awaited()
    await lapsed(visit)
    expect(await statusOf(visit.id)).toBe("expired")
    await paid(visit)

    expect(await statusOf(visit.id)).toBe("confirmed")
    expect(await tasksOf(visit.id)).toEqual([])
  })

  it("that comes too late goes back when the time is somebody else's, and staff see it", async () => {
    const visit = await awaited()
    await lapsed(visit)
    await booking(house, { startsAt: visit.startsAt })
    await paid(visit)

    expect(await statusOf(visit.id)).toBe("expired")
    expect(await tasksOf(visit.id)).toEqual(["paid_too_late"])
    const [refund] = await refundsOf(visit.id)
    expect(refund?.amount).toBe(200_000)
    await payer.run(refundPayment, refund?.id ?? "")
    expect(await payer.accounts(visit.id)).toEqual({ "gateway:satim": 0, receivable: 0 })
    expect(await tasksOf(visit.id)).toEqual([])
  })

  it("goes back whole when the visit is cancelled in time", async () => {
    const visit = await awaited()
    await paid(visit)
    const { fee } = await cancelAppointment(visit.guest, { id: visit.id, reason: "" })
    const [refund] = await refundsOf(visit.id)
    await payer.run(refundPayment, refund?.id ?? "")

    expect(fee.amount).toBe(0)
    expect(await refundsOf(visit.id)).toMatchObject([{ amount: 200_000, status: "done" }])
    expect(await payer.inside(({ tx }) => paymentOf(tx, visit.id, "deposit"))).toMatchObject({ status: "refunded" })
  })

  it("goes back less the fee when the visit is cancelled late", async () => {
    const visit = await awaited()
    await paid(visit)
    house.clock.now = Temporal.Instant.from(visit.startsAt).subtract({ hours: 20 })
    const { fee } = await cancelAppointment(visit.guest, { id: visit.id, reason: "" })
    const [refund] = await refundsOf(visit.id)
    await payer.run(refundPayment, refund?.id ?? "")

    expect(fee.amount).toBe(100_000)
    expect(await refundsOf(visit.id)).toMatchObject([{ amount: 100_000, status: "done" }])
    expect(await payer.accounts(visit.id)).toEqual({ "gateway:satim": 100_000, receivable: -100_000 })
    expect(await payer.inside(({ tx }) => paymentOf(tx, visit.id, "deposit"))).toMatchObject({ status: "paid" })
    expect(await statusOf(visit.id)).toBe("cancelled")
  })

  it("that the bank gave back by itself ends the visit it stood for", async () => {
    const visit = await awaited()
    await paid(visit)
    await payer.later(60)
    await payer.backOffice(visit.attemptId, { action: "refund" })
    await payer.run(checkPayment, visit.attemptId)

    expect(await statusOf(visit.id)).toBe("cancelled")
  })

  it("is asked for no more once its visit is cancelled", async () => {
    const visit = await awaited()
    await cancelAppointment(visit.guest, { id: visit.id, reason: "" })

    expect(await payer.inside(({ tx }) => paymentOf(tx, visit.id, "deposit"))).toMatchObject({ status: "cancelled" })
    expect(await codeOf(payDeposit(visit.guest, { id: visit.id }))).toBe("deposit_not_awaited")
  })
})

describe("paying a deposit again", () => {
  it("starts another attempt after one that failed, and answers twice the same", async () => {
    const visit = await awaited()
    await payer.pays(visit.attemptId, "declined")
    await payer.run(checkPayment, visit.attemptId)
    const keyed = { ...visit.guest, idempotencyKey: newId() }
    const { attemptId } = await payDeposit(keyed, { id: visit.id })

    expect(attemptId).not.toBe(visit.attemptId)
    expect(await payDeposit(keyed, { id: visit.id })).toEqual({ attemptId })
  })

  it("refuses while a page to pay on may be open, when none is awaited, and strangers", async () => {
    const [visit, other] = [await awaited(), await awaited()]
    expect(await codeOf(payDeposit(visit.guest, { id: visit.id }))).toBe("payment_in_progress")
    expect(await codeOf(payDeposit(other.guest, { id: visit.id }))).toBe("not_found")
    expect(await codeOf(payDeposit(house.as("manager"), { id: visit.id }))).toBe("not_allowed")

    await paid(visit)
    expect(await codeOf(payDeposit(visit.guest, { id: visit.id }))).toBe("deposit_not_awaited")
  })
})
