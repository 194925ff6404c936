import { describe, expect, it } from "vitest"
import { inTransaction } from "#kernel/database/transaction.ts"
import { openHouse, voisin } from "../../checks/testing/house.ts"
import { openPayer } from "../../checks/testing/payer.ts"
import {
  askPayment,
  askRefund,
  cancelRequest,
  checkPayment,
  closeAttempt,
  paymentOf,
  receiveCash,
  settledPayments,
  settlePayment,
  startAttempt,
  startPayment,
} from "./index.ts"

const house = await openHouse()
const { dossier, inside, run, rows, system, pays, accounts, kernel } = await openPayer(house)
const amountMinor = 100_320
const DZD = "DZD" as const
const manager = house.as("manager").actor
const managerId = manager.scope === "member" ? manager.accountId : ""

type Method = "satim" | "cash_on_delivery"
async function asked(method: Method = "satim", amount = amountMinor) {
  const dossierId = await dossier()
  const order = { dossierId, purpose: "order", amountMinor: amount, currency: DZD, method, expiresAt: null } as const
  const { requestId, attemptId } = await inside((acting) => askPayment(acting, order))
  return { dossierId, requestId, attemptId: attemptId ?? "" }
}
async function started() {
  const payment = await asked()
  await run(startPayment, payment.attemptId)
  return payment
}
async function paid() {
  const payment = await started()
  await pays(payment.attemptId, "paid")
  await run(checkPayment, payment.attemptId)
  return payment
}
const seen = (dossierId: string) => inside(({ tx }) => paymentOf(tx, dossierId))
const settle = (attemptId: string, amount = amountMinor) =>
  settlePayment(system, { attemptId, amountMinor: amount, currency: DZD })
const retry = (requestId: string, method: Method = "satim", amount = amountMinor) =>
  startAttempt(system, { requestId, method, amountMinor: amount, expiresAt: null })
const code = (refused: Promise<unknown>) => expect(refused).rejects

describe("asking for money", () => {
  it("waits for a gateway by card, and for the courier in cash", async () => {
    const card = await asked("satim")
    const cash = await asked("cash_on_delivery")

    expect(await seen(card.dossierId)).toMatchObject({ status: "starting", openAttemptId: card.attemptId })
    expect(await seen(cash.dossierId)).toMatchObject({ status: "pending", openAttemptId: null, attempts: [] })
  })
  it("is shown to nobody but the guest of that dossier", async () => {
    const { dossierId } = await asked()
    const other = await asked()
    expect(await seen(dossierId)).not.toBeNull()
    const opening = { businessId: house.as("admin").business.id, actor: { scope: "guest", dossierId } } as const
    const [own, foreign] = await inTransaction(kernel.pool, opening, async (tx) => [
      await paymentOf(tx, dossierId),
      await paymentOf(tx, other.dossierId),
    ])
    expect(own).not.toBeNull()
    expect(foreign).toBeNull()
  })
})

describe("settling a payment", () => {
  it("pays once when two settle at the same time", async () => {
    const { dossierId, attemptId } = await started()

    const outcomes = await Promise.all([settle(attemptId), settle(attemptId), settle(attemptId)])

    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(["already", "already", "paid"])
    expect(await accounts(dossierId)).toEqual({ "gateway:satim": amountMinor, receivable: -amountMinor })
    expect((await house.eventsOf(dossierId)).filter((name) => name === "payment.settled")).toHaveLength(1)
  })
  it("never pays less, more or another currency than the attempt asked", async () => {
    const { dossierId, attemptId } = await started()

    expect(await settle(attemptId, amountMinor - 1)).toEqual({ outcome: "mismatch" })
    expect(await settle(attemptId, amountMinor + 1)).toEqual({ outcome: "mismatch" })
    const euros = settlePayment(system, { attemptId, amountMinor, currency: "EUR" })
    expect(await euros).toEqual({ outcome: "mismatch" })
    expect(await accounts(dossierId)).toEqual({})
  })
  it("states what was paid as the invoice wants it", async () => {
    const { dossierId } = await paid()
    const [payment] = await inside(({ tx }) => settledPayments(tx, dossierId))

    expect(payment).toMatchObject({
      method: "satim",
      amountMinor,
      paidAt: "2026-11-20T10:00:00Z",
      reference: expect.stringMatching(/^[A-Z0-9]{10}$/),
      gateway: {
        response: "Votre paiement a été accepté",
        transactionId: expect.stringMatching(/^[A-Za-z0-9]{20}$/),
        approvalCode: expect.stringMatching(/^\d{6}$/),
      },
    })
  })
  it("is refused by the database when an attempt would be unpaid again", async () => {
    const { attemptId } = await paid()
    await code(rows("update guichet.payment_attempts set status = 'failed' where id = $1", [attemptId])).toThrow(
      /cannot go from paid to failed/,
    )
  })
})

describe("trying again, or another way", () => {
  it("starts another attempt after one that failed", async () => {
    const { dossierId, requestId, attemptId } = await started()
    await closeAttempt(system, { attemptId, outcome: "failed", code: "declined", text: "Solde insuffisant" })

    const again = await retry(requestId)

    expect(again.attemptId).not.toBe(attemptId)
    expect(await seen(dossierId)).toMatchObject({ status: "starting", reason: null })
    const [event] = await rows<{ jobs: object }>(
      "select jobs from guichet.events where dossier_id = $1 and name = 'payment.restarted'",
      [dossierId],
    )
    expect(event?.jobs).toEqual([{ errand: "payments.start", subjectId: again.attemptId }])
  })
  it("refuses while the gateway's page may still be open", async () => {
    const { requestId } = await started()
    await code(retry(requestId)).toMatchObject({ code: "payment_in_progress", status: 409 })
    await code(retry(requestId, "cash_on_delivery")).toMatchObject({ code: "payment_in_progress" })
  })
  it("goes on with an attempt that has no page yet", async () => {
    const { requestId, attemptId } = await asked()
    expect(await retry(requestId)).toEqual({ attemptId })
  })
  it("lets go of an attempt that has no page yet when the payer chooses cash, at the price of cash", async () => {
    const { dossierId, requestId, attemptId } = await asked()

    expect(await retry(requestId, "cash_on_delivery", amountMinor + 1_100)).toEqual({ attemptId: null })

    expect(await seen(dossierId)).toMatchObject({
      method: "cash_on_delivery",
      amountMinor: amountMinor + 1_100,
      status: "pending",
      openAttemptId: null,
    })
    expect(await run(startPayment, attemptId)).toBe("nothing")
  })
  it("refuses what is paid, refunded or cancelled", async () => {
    const done = await paid()
    await code(retry(done.requestId)).toMatchObject({ code: "request_already_paid" })
    const closed = await asked()
    await cancelRequest(system, { requestId: closed.requestId })
    await code(retry(closed.requestId)).toMatchObject({ code: "request_closed" })
  })
  it("makes one attempt when two tries meet", async () => {
    const { requestId, attemptId } = await started()
    await closeAttempt(system, { attemptId, outcome: "failed", code: "declined", text: null })

    const [one, two] = await Promise.all([retry(requestId), retry(requestId)])

    expect(one.attemptId).toBe(two.attemptId)
  })
})

describe("closing an attempt", () => {
  it("is told once", async () => {
    const { dossierId, attemptId } = await started()
    const close = { attemptId, outcome: "cancelled", code: "expired", text: null } as const

    expect(await closeAttempt(system, close)).toEqual({ closed: true })
    expect(await closeAttempt(system, close)).toEqual({ closed: false })
    expect((await house.eventsOf(dossierId)).filter((name) => name === "payment.failed")).toHaveLength(1)
  })
  it("never closes what is paid", async () => {
    const { dossierId, attemptId } = await paid()
    expect(await closeAttempt(system, { attemptId, outcome: "failed", code: "declined", text: null })).toEqual({
      closed: false,
    })
    expect(await seen(dossierId)).toMatchObject({ status: "paid" })
  })
})

describe("cancelling a request", () => {
  it("leaves an attempt with a page open, and has the gateway asked", async () => {
    const { dossierId, requestId, attemptId } = await started()

    expect(await cancelRequest(system, { requestId })).toEqual({ cancelled: true })

    expect(await seen(dossierId)).toMatchObject({ status: "cancelled", redirectUrl: null, openAttemptId: attemptId })
    const [event] = await rows<{ jobs: object }>(
      "select jobs from guichet.events where dossier_id = $1 and name = 'payment.cancelled'",
      [dossierId],
    )
    expect(event?.jobs).toEqual([{ errand: "payments.check", subjectId: attemptId }])
  })
  it("has nothing to do twice, or when it is paid", async () => {
    const { requestId } = await asked()
    await cancelRequest(system, { requestId })
    expect(await cancelRequest(system, { requestId })).toEqual({ cancelled: false })
    const done = await paid()
    expect(await cancelRequest(system, { requestId: done.requestId })).toEqual({ cancelled: false })
  })
  it("gives one of both when the money arrives at the same moment", async () => {
    const { dossierId, requestId, attemptId } = await started()
    await Promise.all([cancelRequest(system, { requestId }), settle(attemptId)])
    expect(await seen(dossierId)).toMatchObject({ status: "paid" })
    expect(await accounts(dossierId)).toEqual({ "gateway:satim": amountMinor, receivable: -amountMinor })
  })
})

describe("receiving cash", () => {
  it("settles without a gateway, by the name of who took it", async () => {
    const { dossierId, requestId } = await asked("cash_on_delivery")

    await receiveCash(system, { requestId, receivedBy: managerId })

    expect(await seen(dossierId)).toMatchObject({ status: "paid" })
    expect(await accounts(dossierId)).toEqual({ "cash:courier": amountMinor, receivable: -amountMinor })
    expect(await rows("select received_by from guichet.payment_requests where id = $1", [requestId])).toEqual([
      { received_by: managerId },
    ])
    expect(await inside(({ tx }) => settledPayments(tx, dossierId))).toMatchObject([
      { method: "cash_on_delivery", amountMinor, gateway: null },
    ])
  })
  it("refuses a second time, also when both come at once", async () => {
    const { dossierId, requestId } = await asked("cash_on_delivery")
    const both = await Promise.allSettled([
      receiveCash(system, { requestId, receivedBy: managerId }),
      receiveCash(system, { requestId, receivedBy: managerId }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"])
    await code(receiveCash(system, { requestId, receivedBy: managerId })).toMatchObject({
      code: "request_already_paid",
    })
    expect(await accounts(dossierId)).toMatchObject({ "cash:courier": amountMinor })
  })
  it("refuses what a card should pay, and what is cancelled", async () => {
    const card = await asked("satim")
    await code(receiveCash(system, { requestId: card.requestId, receivedBy: managerId })).toMatchObject({
      code: "not_a_cash_request",
    })
    const closed = await asked("cash_on_delivery")
    await cancelRequest(system, { requestId: closed.requestId })
    await code(receiveCash(system, { requestId: closed.requestId, receivedBy: managerId })).toMatchObject({
      code: "request_closed",
    })
  })
})

describe("who may move money", () => {
  const verbs = [
    [
      "settle",
      (visit: typeof system, id: string) => settlePayment(visit, { attemptId: id, amountMinor, currency: DZD }),
    ],
    ["refund", (visit: typeof system, id: string) => askRefund(visit, { requestId: id, reason: "x" })],
    [
      "receive cash",
      (visit: typeof system, id: string) => receiveCash(visit, { requestId: id, receivedBy: managerId }),
    ],
    ["cancel", (visit: typeof system, id: string) => cancelRequest(visit, { requestId: id })],
  ] as const

  it.each(verbs)("nobody may %s by calling the verb: it only follows from something else", async (_, verb) => {
    const { requestId, attemptId } = await asked()
    for (const id of [requestId, attemptId]) {
      await code(verb(house.as("admin"), id)).toMatchObject({ code: "not_allowed" })
      await code(verb(house.anyone(), id)).toMatchObject({ code: "sign_in_needed" })
    }
  })
  it.each(verbs)("another business cannot %s: its rows are not there", async (_, verb) => {
    const { requestId, attemptId } = await asked()
    const next = { ...system, business: voisin }
    for (const id of [requestId, attemptId]) await code(verb(next, id)).toThrow(/is gone/)
  })
})
