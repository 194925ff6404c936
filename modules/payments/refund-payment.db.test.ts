import { describe, expect, it } from "vitest"
import type { Visit } from "#kernel/command.ts"
import { type Http, openHttp } from "#kernel/http.ts"
import { maison, openHouse, voisin } from "../../checks/testing/house.ts"
import { openPayer } from "../../checks/testing/payer.ts"
import {
  askPayment,
  askRefund,
  checkPayment,
  paymentOf,
  refundPayment,
  returnedPayments,
  settleDoubtfulRefund,
  startAttempt,
  startPayment,
} from "./index.ts"

const house = await openHouse()
const { kernel, satim, dossier, inside, run, rows, knobs, system, pays, calls, accounts, backOffice } =
  await openPayer(house)
const amountMinor = 100_320

async function paid() {
  const dossierId = await dossier()
  const order = { dossierId, purpose: "order", amountMinor, currency: "DZD", method: "satim", expiresAt: null } as const
  const { requestId, attemptId } = await inside((acting) => askPayment(acting, order))
  await run(startPayment, attemptId ?? "")
  await pays(attemptId ?? "", "paid")
  await run(checkPayment, attemptId ?? "")
  return { dossierId, requestId, attemptId: attemptId ?? "" }
}
async function asked() {
  const payment = await paid()
  const { refundId } = await askRefund(system, { requestId: payment.requestId, reason: "Article épuisé" })
  return { ...payment, refundId }
}
/** Nobody listens at that port. */
const nowhere = "http://127.0.0.1:9"
const unplugged = openHttp({ trustedOrigins: [nowhere] })
const runUnplugged = (refundId: string) => {
  const http: Http = ({ url, ...request }) => unplugged({ ...request, url: url.replace(satim.url, nowhere) })
  const cutOff = { ...kernel, outside: { ...kernel.outside, http } }
  return refundPayment.run({ kernel: cutOff, business: maison, subjectId: refundId, deadlineMs: 10_000 })
}
const seen = (dossierId: string) => inside(({ tx }) => paymentOf(tx, dossierId))
const tasks = (dossierId: string) =>
  rows("select kind from guichet.tasks where dossier_id = $1 and done_at is null", [dossierId])
const refundCalls = async () => (await calls()).filter(({ path }) => path.endsWith("refund.do"))

describe("asking for a refund", () => {
  it("is told with the errand that gives the money back", async () => {
    const { dossierId, requestId } = await paid()
    const { refundId, status } = await askRefund(system, { requestId, reason: "Article épuisé" })

    expect(status).toBe("starting")
    expect(await seen(dossierId)).toMatchObject({
      status: "paid",
      refunds: [{ id: refundId, amountMinor, status: "starting" }],
    })
    const [event] = await rows<{ jobs: object; facts: object }>(
      "select jobs, facts from guichet.events where dossier_id = $1 and name = 'refund.asked'",
      [dossierId],
    )
    expect(event?.jobs).toEqual([{ errand: "payments.refund", subjectId: refundId }])
    expect(JSON.stringify(event?.facts)).not.toContain("épuisé")
  })
  it("refuses a second one while the first goes on, also when both come at once", async () => {
    const { requestId } = await paid()
    const both = await Promise.allSettled([
      askRefund(system, { requestId, reason: "a" }),
      askRefund(system, { requestId, reason: "b" }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"])
    await expect(askRefund(system, { requestId, reason: "c" })).rejects.toMatchObject({ code: "not_refundable" })
  })
  it("refuses what no card has paid", async () => {
    const dossierId = await dossier()
    const order = { dossierId, purpose: "order", amountMinor, currency: "DZD", expiresAt: null } as const
    const { requestId } = await inside((acting) => askPayment(acting, { ...order, method: "cash_on_delivery" }))
    await expect(askRefund(system, { requestId, reason: "x" })).rejects.toMatchObject({ code: "not_refundable" })
  })
})

describe("giving a payment back", () => {
  it("asks the gateway once, and books it", async () => {
    const { dossierId, refundId, requestId } = await asked()

    expect(await run(refundPayment, refundId)).toBe("done")

    expect(await seen(dossierId)).toMatchObject({ status: "refunded", refunds: [{ status: "done" }] })
    expect(await accounts(dossierId)).toEqual({ "gateway:satim": 0, receivable: 0 })
    expect((await house.eventsOf(dossierId)).at(-1)).toBe("payment.refunded")
    expect(await inside(({ tx }) => returnedPayments(tx, dossierId))).toMatchObject([{ method: "satim", amountMinor }])
    expect(await run(refundPayment, refundId)).toBe("nothing")
    expect(await refundCalls()).toHaveLength(1)
    await expect(askRefund(system, { requestId, reason: "again" })).rejects.toMatchObject({ code: "not_refundable" })
  })

  it("fails at a definitive no, keeps the payment and asks a person", async () => {
    const { dossierId, refundId, requestId } = await asked()
    await knobs({ accessDenied: true, faultOn: ["refund.do"] })

    expect(await run(refundPayment, refundId)).toBe("done")

    expect(await seen(dossierId)).toMatchObject({ status: "paid", refunds: [{ status: "failed" }] })
    expect(await tasks(dossierId)).toEqual([{ kind: "refund_failed" }])
    await knobs({ accessDenied: false })
    await expect(askRefund(system, { requestId, reason: "again" })).resolves.toMatchObject({ status: "starting" })
  })

  it("reads the status when the answer is lost, and sees that it was done", async () => {
    const { dossierId, refundId } = await asked()
    await knobs({ hangMs: 6_000, faultOn: ["refund.do"], faultWhen: "after" })

    expect(await run(refundPayment, refundId)).toBe("done")

    expect(await seen(dossierId)).toMatchObject({ status: "refunded", refunds: [{ status: "done" }] })
    expect(await refundCalls()).toHaveLength(1)
  })

  it("asks again when the gateway still holds the money a quarter of an hour later, and ends the doubt", async () => {
    const { dossierId, refundId } = await asked()
    await knobs({ connection: "reset", faultOn: ["refund.do"] })
    await run(refundPayment, refundId)
    await knobs({ connection: "ok" })
    house.clock.now = house.clock.now.add({ minutes: 15 })

    expect(await run(refundPayment, refundId)).toBe("done")

    expect(await seen(dossierId)).toMatchObject({ status: "refunded", refunds: [{ status: "done" }] })
    expect(await accounts(dossierId)).toEqual({ "gateway:satim": 0, receivable: 0 })
    expect(await tasks(dossierId)).toEqual([])
    expect(await refundCalls()).toHaveLength(2)
  })

  it("takes no refusal of a second call for a no when the money is back", async () => {
    const { dossierId, attemptId, refundId } = await asked()
    await knobs({ connection: "reset", faultOn: ["refund.do"] })
    await run(refundPayment, refundId)
    house.clock.now = house.clock.now.add({ minutes: 15 })
    const http: Http = async (request) => {
      const isRefund = request.url.endsWith("refund.do")
      if (isRefund) await backOffice(attemptId, { action: "refund" })
      return isRefund
        ? { status: 200, headers: {}, text: '{"errorCode":5,"errorMessage":"[amount] wrong"}' }
        : kernel.outside.http(request)
    }
    const late = { ...kernel, outside: { ...kernel.outside, http } }

    expect(await refundPayment.run({ kernel: late, business: maison, subjectId: refundId, deadlineMs: 10_000 })).toBe(
      "done",
    )
    expect(await seen(dossierId)).toMatchObject({ status: "refunded", refunds: [{ status: "done" }] })
  })

  it("never asks a second time at once while nobody knows, raises a task, and ends when the gateway says it went back", async () => {
    const { dossierId, attemptId, refundId } = await asked()
    await knobs({ connection: "reset", faultOn: ["refund.do"] })

    expect(await run(refundPayment, refundId)).toEqual({ againInSeconds: 900 })
    expect(await run(refundPayment, refundId)).toEqual({ againInSeconds: 900 })
    expect(await seen(dossierId)).toMatchObject({ status: "paid", refunds: [{ status: "unknown" }] })
    expect(await tasks(dossierId)).toEqual([{ kind: "refund_unknown" }])
    expect(await refundCalls()).toHaveLength(1)

    await backOffice(attemptId, { action: "refund" })
    expect(await run(refundPayment, refundId)).toBe("done")
    expect(await seen(dossierId)).toMatchObject({ status: "refunded" })
    expect(await tasks(dossierId)).toEqual([])
    expect(await refundCalls()).toHaveLength(1)
  })

  it("asks again, ever later, while nothing can be sent to the gateway, and leaves no doubt", async () => {
    const { dossierId, refundId } = await asked()
    const start = house.clock.now

    expect(await runUnplugged(refundId)).toEqual({ againInSeconds: 10 })
    house.clock.now = start.add({ minutes: 10 })
    expect(await runUnplugged(refundId)).toEqual({ againInSeconds: 60 })
    expect(await seen(dossierId)).toMatchObject({ refunds: [{ status: "starting" }] })
    expect(await tasks(dossierId)).toEqual([])

    expect(await run(refundPayment, refundId)).toBe("done")
    expect(await seen(dossierId)).toMatchObject({ status: "refunded", refunds: [{ status: "done" }] })
    expect(await refundCalls()).toHaveLength(1)
  })

  it("fails when nothing could be sent for two days: a person sees it, and it may be asked for again", async () => {
    const { dossierId, requestId, refundId } = await asked()
    house.clock.now = house.clock.now.add({ hours: 49 })

    expect(await runUnplugged(refundId)).toBe("done")
    expect(await seen(dossierId)).toMatchObject({ status: "paid", refunds: [{ status: "failed" }] })
    expect(await tasks(dossierId)).toEqual([{ kind: "refund_failed" }])
    await expect(askRefund(system, { requestId, reason: "again" })).resolves.toMatchObject({ status: "starting" })
  })

  it("only looks after a crash in the middle of the call", async () => {
    const { dossierId, refundId } = await asked()
    await rows(
      `insert into guichet.errands (business_id, name, subject_id, status, attempt, lease_until, updated_at)
       values ($1, 'payments.refund', $2, 'sending', 1, $3, $3)`,
      [maison.id, refundId, house.clock.now.subtract({ minutes: 1 }).toString()],
    )

    expect(await run(refundPayment, refundId)).toEqual({ againInSeconds: 900 })

    expect(await refundCalls()).toHaveLength(0)
    expect(await tasks(dossierId)).toEqual([{ kind: "refund_unknown" }])
  })

  it("stops looking after two days; the task stays", async () => {
    const { dossierId, refundId } = await asked()
    await knobs({ connection: "reset", faultOn: ["refund.do"] })
    await run(refundPayment, refundId)
    house.clock.now = house.clock.now.add({ hours: 49 })

    expect(await run(refundPayment, refundId)).toBe("done")
    expect(await tasks(dossierId)).toEqual([{ kind: "refund_unknown" }])
  })

  it("cannot give back more than was taken, says the database", async () => {
    const { refundId, attemptId } = await asked()
    await run(refundPayment, refundId)
    const copy = `insert into guichet.refunds (business_id, id, request_id, attempt_id, dossier_id, amount_minor, currency, reason, status, asked_at)
      select business_id, gen_random_uuid(), request_id, attempt_id, dossier_id, 1, currency, 'x', 'starting', asked_at
      from guichet.refunds where id = $1`
    await expect(rows(copy, [refundId])).rejects.toThrow(/refund exceeds what was taken/)
    expect(await rows("select status from guichet.payment_attempts where id = $1", [attemptId])).toEqual([
      { status: "refunded" },
    ])
  })
})

describe("saying what came of a refund that nobody answered", () => {
  async function doubtful() {
    const refund = await asked()
    await knobs({ connection: "reset", faultOn: ["refund.do"] })
    await run(refundPayment, refund.refundId)
    return refund
  }
  const settle = (visit: Visit, refundId: string, outcome: string) =>
    settleDoubtfulRefund({ ...visit, kernel }, { id: refundId, outcome })

  it("books what went back as the gateway's own word does, and is told", async () => {
    const { dossierId, refundId } = await doubtful()

    expect(await settle(house.as("manager"), refundId, "done")).toEqual({ status: "done" })

    expect(await seen(dossierId)).toMatchObject({ status: "refunded", refunds: [{ status: "done" }] })
    expect(await accounts(dossierId)).toEqual({ "gateway:satim": 0, receivable: 0 })
    expect(await tasks(dossierId)).toEqual([])
    expect((await house.eventsOf(dossierId)).slice(-2).toSorted()).toEqual(["payment.refunded", "refund.doubt-settled"])
    expect(await run(refundPayment, refundId)).toBe("nothing")
  })

  it("fails what did not go back, so that it can be asked for again", async () => {
    const { dossierId, requestId, refundId } = await doubtful()

    expect(await settle(house.as("admin"), refundId, "failed")).toEqual({ status: "failed" })

    expect(await seen(dossierId)).toMatchObject({ status: "paid", refunds: [{ status: "failed" }] })
    expect(await tasks(dossierId)).toEqual([{ kind: "refund_failed" }])
    await expect(askRefund(system, { requestId, reason: "again" })).resolves.toMatchObject({ status: "starting" })
  })

  it("refuses where there is no doubt: before the gateway was asked, and the second of two", async () => {
    const { refundId: fresh } = await asked()
    await expect(settle(house.as("admin"), fresh, "done")).rejects.toMatchObject({ code: "refund_not_doubtful" })

    const { dossierId, refundId } = await doubtful()
    const both = await Promise.allSettled(
      ["done", "done"].map((outcome) => settle(house.as("admin"), refundId, outcome)),
    )
    expect(both.filter(({ status }) => status === "rejected")).toMatchObject([
      { reason: { code: "refund_not_doubtful" } },
    ])
    expect(await accounts(dossierId)).toEqual({ "gateway:satim": 0, receivable: 0 })
  })

  it("is the office's alone, at its own business", async () => {
    const { dossierId, refundId } = await doubtful()
    const refused = (visit: Visit) => expect(settle(visit, refundId, "done")).rejects
    await refused(house.as("technician")).toMatchObject({ code: "not_allowed" })
    await refused(house.guest(dossierId)).toMatchObject({ code: "not_allowed" })
    await refused(house.anyone()).toMatchObject({ code: "sign_in_needed" })
    await refused(house.as("admin", voisin)).toMatchObject({ code: "not_found" })
  })
})

describe("giving a surplus back", () => {
  it("ends the surplus and leaves the payment paid", async () => {
    const dossierId = await dossier()
    const order = {
      dossierId,
      purpose: "order",
      amountMinor,
      currency: "DZD",
      method: "satim",
      expiresAt: null,
    } as const
    const { requestId, attemptId } = await inside((acting) => askPayment(acting, order))
    await run(startPayment, attemptId ?? "")
    await pays(attemptId ?? "", "declined")
    await run(checkPayment, attemptId ?? "")
    const second = await startAttempt(system, { requestId, method: "satim", amountMinor, expiresAt: null })
    await run(startPayment, second.attemptId ?? "")
    for (const id of [second.attemptId ?? "", attemptId ?? ""]) {
      await pays(id, "paid")
      await run(checkPayment, id)
    }
    const [refund] = (await seen(dossierId))?.refunds ?? []

    expect(await run(refundPayment, refund?.id ?? "")).toBe("done")

    expect(await seen(dossierId)).toMatchObject({ status: "paid", refunds: [{ status: "done", reason: "surplus" }] })
    expect(await accounts(dossierId)).toEqual({ "gateway:satim": amountMinor, receivable: -amountMinor, surplus: 0 })
    expect(await tasks(dossierId)).toEqual([])
    expect((await house.eventsOf(dossierId)).at(-1)).toBe("payment.surplus-refunded")
  })
})
