import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { openHttp } from "#kernel/http.ts"
import { openSatim, type SatimHarness } from "../../../../simulators/satim/harness.ts"
import type { Connection, Sought } from "../gateway.ts"
import { satim } from "./satim.ts"
import { startRequest } from "./testing.ts"

let simulator: SatimHarness
beforeAll(async () => {
  simulator = await openSatim()
})
beforeEach(() => simulator.reset())
afterAll(() => simulator.close())

function connect(secret: object = {}, timeoutMs = 2000): Connection {
  const account = {
    baseUrl: `${simulator.url}/satim/payment/rest`,
    userName: "guichet_demo",
    password: "guichet_demo_password",
    terminalId: "E0123456789",
  }
  const http = openHttp({ trustedOrigins: [simulator.url] })
  return satim.connect({ http, secret: { ...account, ...secret }, timeoutMs })
}

const fresh = () => ({ ...startRequest, reference: satim.references.next() })

async function started(): Promise<Sought> {
  const request = fresh()
  const outcome = await connect().start(request)
  if (outcome.kind !== "answered") throw new Error(`register.do: ${outcome.kind}`)
  const { reference, amountMinor, currency, language } = request
  return {
    reference,
    gatewayReference: outcome.value.gatewayReference,
    amountMinor,
    currency,
    startedAt: Temporal.Now.instant(),
    language,
  }
}

const asPayer = (sought: Sought, outcome: string) => simulator.control(sought.gatewayReference, { outcome })
const knobs = (given: object) => simulator.control("knobs", given)
const confirm = (sought: Sought, minutes = 1) => connect().confirm(sought, sought.startedAt.add({ minutes }))
const read = (sought: Sought, minutes = 1) => connect().readStatus(sought, sought.startedAt.add({ minutes }))
const refund = (sought: Sought, amountMinor: number) =>
  connect().refund?.({ gatewayReference: sought.gatewayReference, amountMinor, currency: "DZD", language: "fr" })

describe("paying through the simulator", () => {
  it("registers, waits, confirms and reads the payment", async () => {
    const sought = await started()
    expect(await confirm(sought)).toMatchObject({ kind: "answered", value: { state: "pending", disagreements: [] } })
    expect(await read(sought)).toMatchObject({ kind: "answered", value: { state: "pending", disagreements: [] } })

    await asPayer(sought, "paid")
    const paid = {
      kind: "answered",
      value: { state: "paid", amountMinor: 100_320, currency: "DZD", orderNumber: sought.reference, disagreements: [] },
    }
    expect(await confirm(sought)).toMatchObject(paid)
    expect(await read(sought)).toMatchObject(paid)
    expect(await confirm(sought)).toMatchObject({
      value: {
        evidence: {
          approvalCode: expect.stringMatching(/^\d{6}$/),
          maskedPan: "9999****0001",
          respCode: "00",
          respCodeDescription: "Votre paiement a été accepté",
        },
      },
    })
  })

  it("gets its texts in the payer's language", async () => {
    const sought = await started()
    await asPayer(sought, "declined")

    expect(await confirm({ ...sought, language: "ar" })).toMatchObject({
      value: { state: "failed", evidence: { respCodeDescription: "الرصيد غير كافٍ" } },
    })
  })

  it.each(["numeric", "string"])("reads the %s wire style like the documented one", async (wireStyle) => {
    await knobs({ wireStyle })
    const sought = await started()
    await asPayer(sought, "paid")

    expect(await confirm(sought)).toMatchObject({ value: { state: "paid", disagreements: [] } })
    expect(await read(sought)).toMatchObject({ value: { state: "paid", disagreements: [] } })
    expect(await refund(sought, 5000)).toMatchObject({ kind: "answered" })
  })

  it("sees a late payment after a decline on the same order", async () => {
    const sought = await started()
    await asPayer(sought, "declined")
    expect(await read(sought)).toMatchObject({ value: { state: "failed" } })

    await asPayer(sought, "paid")
    expect(await confirm(sought)).toMatchObject({ value: { state: "paid" } })
  })

  it("keeps a decline without OrderStatus open until the session is over", async () => {
    await knobs({ declineShape: "noOrderStatus" })
    const sought = await started()
    await asPayer(sought, "declined")

    expect(await confirm(sought, 5)).toMatchObject({ value: { state: "pending" } })
    expect(await read(sought, 5)).toMatchObject({ value: { state: "pending" } })
    expect(await confirm(sought, 25)).toMatchObject({ value: { state: "expired" } })
    await asPayer(sought, "paid")
    expect(await read(sought, 25)).toMatchObject({ value: { state: "paid" } })
  })

  it("sees a session that ran out, and a payment let through after it", async () => {
    const sought = await started()
    await simulator.control("clock", { advanceMinutes: 21 })
    expect(await confirm(sought, 21)).toMatchObject({ value: { state: "expired" } })

    await knobs({ mdOrder: sought.gatewayReference, latePayment: true })
    await asPayer(sought, "paid")
    expect(await confirm(sought, 22)).toMatchObject({ value: { state: "paid" } })
  })

  it("keeps a payment by confirming it, and loses it by only reading it", async () => {
    const kept = await started()
    const lost = await started()
    for (const sought of [kept, lost]) await asPayer(sought, "paid")
    await confirm(kept)
    await read(lost)
    await simulator.control("clock", { advanceMinutes: 21 })

    expect(await read(kept)).toMatchObject({ value: { state: "paid" } })
    expect(await read(lost)).toMatchObject({ value: { state: "cancelled" } })
  })

  it("stays pending with an issuer that never answers", async () => {
    const sought = await started()
    await asPayer(sought, "pending")
    await simulator.control("clock", { advanceMinutes: 60 })

    expect(await confirm(sought, 60)).toMatchObject({ value: { state: "pending" } })
  })

  it("does not call paid a payment of another amount", async () => {
    const sought = await started()
    await knobs({ mdOrder: sought.gatewayReference, amountMismatchMinor: -320 })
    await asPayer(sought, "paid")

    expect(await confirm(sought)).toMatchObject({
      value: { state: "unknown", amountMinor: 100_000, disagreements: ["amount", "depositAmount"] },
    })
    expect(await read(sought)).toMatchObject({ value: { state: "unknown", disagreements: ["amount"] } })
  })

  it("does not call paid another order's payment", async () => {
    const [mine, other] = [await started(), await started()]
    await asPayer(other, "paid")

    expect(await read({ ...mine, gatewayReference: other.gatewayReference })).toMatchObject({
      value: { state: "unknown", disagreements: ["orderNumber"] },
    })
  })
})

describe("refunding through the simulator", () => {
  it("gives back in parts and sees it", async () => {
    const sought = await started()
    await asPayer(sought, "paid")

    expect(await refund(sought, 50_000)).toMatchObject({ kind: "answered" })
    expect(await confirm(sought)).toMatchObject({ value: { state: "refunded", depositMinor: 50_320 } })
    expect(await refund(sought, 50_321)).toMatchObject({ kind: "refused", code: "5" })
    expect(await refund(sought, 50_320)).toMatchObject({ kind: "answered" })
  })

  it("is refused under 50 DA and unknown for an order nobody paid", async () => {
    const sought = await started()

    expect(await refund(sought, 4999)).toMatchObject({ kind: "refused", code: "5" })
    expect(await refund(sought, 5000)).toMatchObject({ kind: "unknown", reason: "fault" })
  })

  it("finds by reading that a refund whose answer was lost was made", async () => {
    const sought = await started()
    await asPayer(sought, "paid")
    await knobs({ connection: "reset", faultOn: ["refund.do"], faultWhen: "after" })

    expect(await refund(sought, 100_320)).toMatchObject({ kind: "unknown", reason: "unreachable" })
    expect(await read(sought)).toMatchObject({ value: { state: "refunded" } })
  })

  it.each([
    ["refund", "refunded"],
    ["reverse", "cancelled"],
  ])("sees a %s made in the bank's back office", async (action, state) => {
    const sought = await started()
    await asPayer(sought, "paid")
    await simulator.control(`${sought.gatewayReference}/back-office`, { action })

    expect(await read(sought)).toMatchObject({ value: { state } })
    expect(await confirm(sought)).toMatchObject({ value: { state } })
  })
})

describe("bad weather through the simulator", () => {
  it.each([
    ["a proxy's page with 200", { html: true }, "unreadable"],
    ["a 503", { httpStatus: 503 }, "fault"],
    ["a reset", { connection: "reset" }, "unreachable"],
    ["a closed connection", { connection: "closed" }, "unreachable"],
    ["a hang", { hangMs: 60_000 }, "timeout"],
    ["an answer that comes too late", { slowMs: 2000 }, "timeout"],
    ["their system error", { systemError: true }, "fault"],
  ])("knows nothing after %s, on any call", async (_, given, reason) => {
    const sought = await started()
    await asPayer(sought, "paid")
    await knobs(given)
    const hasty = connect({}, 150)
    const now = sought.startedAt.add({ minutes: 1 })
    const refundRequest = {
      gatewayReference: sought.gatewayReference,
      amountMinor: 5000,
      currency: "DZD",
      language: "fr",
    } as const

    const outcomes = [
      await hasty.start(fresh()),
      await hasty.confirm(sought, now),
      await hasty.readStatus(sought, now),
      await hasty.refund?.(refundRequest),
    ]
    expect(outcomes.map((outcome) => outcome?.kind === "unknown" && outcome.reason)).toEqual(Array(4).fill(reason))
  })

  it("waits for a slow answer within its time", async () => {
    await knobs({ slowMs: 100 })

    expect(await connect().start(fresh())).toMatchObject({ kind: "answered" })
  })

  it("says that nothing was sent while connections are refused", async () => {
    await knobs({ refuseConnectionsMs: 300 })
    const outcome = () => connect({}, 150).start(fresh())

    await expect.poll(outcome).toEqual({ kind: "unknown", reason: "unsent", detail: "ECONNREFUSED" })
    await expect.poll(outcome, { timeout: 2000 }).toMatchObject({ kind: "answered" })
  })

  it.each([
    ["a number seen before", { duplicateOrderNumber: true }, "1"],
    ["access denied", { accessDenied: true }, "5"],
  ])("is refused for %s", async (_, nextRegister, code) => {
    await knobs({ nextRegister })

    expect(await connect().start(fresh())).toMatchObject({ kind: "refused", code })
    expect(await connect().start(fresh())).toMatchObject({ kind: "answered" })
  })

  it("is refused with wrong credentials, another terminal or an amount under 50 DA", async () => {
    expect(await connect({ password: "wrong_password" }).start(fresh())).toMatchObject({ kind: "refused", code: "5" })
    expect(await connect({ terminalId: "E9" }).start(fresh())).toMatchObject({ kind: "refused", code: "5" })
    expect(await connect().start({ ...fresh(), amountMinor: 4999 })).toMatchObject({ kind: "refused", code: "5" })
  })

  it("takes an unknown order for a refused question, or for nothing when it is a bare 401", async () => {
    const sought = { ...(await started()), gatewayReference: "nobody" }
    expect(await confirm(sought)).toMatchObject({ kind: "refused", code: "6" })

    await knobs({ unknownOrder: "http401" })
    expect(await confirm(sought)).toMatchObject({ kind: "unknown", reason: "unreadable" })
  })

  it("confirms by itself what nobody came back from", async () => {
    const sought = await started()
    await knobs({ mdOrder: sought.gatewayReference, noBrowserReturn: true })
    const { body } = await asPayer(sought, "paid")

    expect(body.returnUrl).toBeNull()
    expect(await confirm(sought, satim.sweep.confirmMinutes[0])).toMatchObject({ value: { state: "paid" } })
  })
})
