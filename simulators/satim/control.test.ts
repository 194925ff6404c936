import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { openSatim, registration, type SatimHarness } from "./harness.ts"

let satim: SatimHarness
beforeAll(async () => {
  satim = await openSatim()
})
beforeEach(() => satim.reset())
afterAll(() => satim.close())

const statusOf = (mdOrder: string) => satim.post("getOrderStatus.do", { orderId: mdOrder })
const acknowledge = (mdOrder: string) => satim.post("public/acknowledgeTransaction.do", { mdOrder })

describe("being the payer from a test", () => {
  it("says where the browser would go after each outcome", async () => {
    const paid = await satim.register()
    const declined = await satim.register()
    const pending = await satim.register()

    expect(await satim.control(paid.mdOrder, { outcome: "paid" })).toEqual({
      status: 200,
      body: {
        mdOrder: paid.mdOrder,
        orderNumber: paid.orderNumber,
        returnUrl: `https://shop.example/return?order=1&orderId=${paid.mdOrder}`,
      },
    })
    expect((await satim.control(declined.mdOrder, { outcome: "declined" })).body.returnUrl).toBe(
      `https://shop.example/fail?orderId=${declined.mdOrder}`,
    )
    expect((await satim.control(pending.mdOrder, { outcome: "pending" })).body.returnUrl).toBe(
      `https://shop.example/return?order=1&orderId=${pending.mdOrder}`,
    )
    expect(await statusOf(pending.mdOrder)).toMatchObject({ OrderStatus: 0 })
  })

  it("falls back on the return address where no fail address was given", async () => {
    const { mdOrder } = await satim.register({ failUrl: "", returnUrl: "https://shop.example/back" })

    expect((await satim.control(mdOrder, { outcome: "cancelled" })).body.returnUrl).toBe(
      `https://shop.example/back?orderId=${mdOrder}`,
    )
  })

  it("lets a declined order be paid after all", async () => {
    const { mdOrder } = await satim.register()
    await satim.control(mdOrder, { outcome: "declined", reason: "blocked" })
    expect(await statusOf(mdOrder)).toMatchObject({ OrderStatus: 6 })

    expect((await satim.control(mdOrder, { outcome: "paid" })).status).toBe(200)
    expect(await acknowledge(mdOrder)).toMatchObject({ OrderStatus: 2, params: { respCode: "00" } })
  })

  it("leaves an order without an answer pending past its session", async () => {
    const { mdOrder } = await satim.register()
    await satim.control(mdOrder, { outcome: "pending" })
    await satim.control("clock", { advanceMinutes: 60 })

    expect(await statusOf(mdOrder)).toMatchObject({ OrderStatus: 0 })
    expect((await satim.control(mdOrder, { outcome: "paid" })).status).toBe(200)
  })

  it("refuses to pay what is expired, unless late payments are let through", async () => {
    const { mdOrder } = await satim.register()
    expect((await satim.control(mdOrder, { outcome: "expired" })).body.returnUrl).toBeNull()
    expect(await satim.control(mdOrder, { outcome: "paid" })).toMatchObject({
      status: 409,
      body: { error: "order_not_open", status: "expired" },
    })

    await satim.control("knobs", { mdOrder, latePayment: true })
    expect((await satim.control(mdOrder, { outcome: "paid" })).status).toBe(200)
    expect(await statusOf(mdOrder)).toMatchObject({ OrderStatus: 2, depositAmount: 100320 })
  })

  it("gives a late payment a session of its own to be acknowledged in", async () => {
    const { mdOrder } = await satim.register()
    await satim.control("knobs", { mdOrder, latePayment: true })
    await satim.control("clock", { advanceMinutes: 45 })
    await satim.control(mdOrder, { outcome: "paid" })
    expect(await statusOf(mdOrder)).toMatchObject({ OrderStatus: 2 })

    await satim.control("clock", { advanceMinutes: 21 })
    expect(await statusOf(mdOrder)).toMatchObject({ OrderStatus: 3 })
  })

  it("refuses to pay twice, an unknown order and an unknown outcome", async () => {
    const { mdOrder } = await satim.register()
    await satim.control(mdOrder, { outcome: "paid" })

    expect((await satim.control(mdOrder, { outcome: "paid" })).status).toBe(409)
    expect((await satim.control("nobody", { outcome: "paid" })).status).toBe(404)
    expect((await satim.control(mdOrder, { outcome: "won" })).status).toBe(400)
  })
})

describe("being the bank", () => {
  it("refunds and reverses behind the merchant's back", async () => {
    const refunded = await satim.register()
    const reversed = await satim.register()
    for (const { mdOrder } of [refunded, reversed]) await satim.control(mdOrder, { outcome: "paid" })
    await satim.control(`${refunded.mdOrder}/back-office`, { action: "refund" })
    await satim.control(`${reversed.mdOrder}/back-office`, { action: "reverse" })

    expect(await statusOf(refunded.mdOrder)).toMatchObject({ OrderStatus: 4, depositAmount: 0 })
    expect(await statusOf(reversed.mdOrder)).toMatchObject({ OrderStatus: 3, depositAmount: 0 })
  })

  it("refuses an order nobody paid", async () => {
    const { mdOrder } = await satim.register()

    expect((await satim.control(`${mdOrder}/back-office`, { action: "refund" })).status).toBe(409)
  })
})

describe("turning knobs", () => {
  it("writes every code and amount as numbers, or as strings", async () => {
    const { mdOrder } = await satim.register()
    await satim.control(mdOrder, { outcome: "paid" })

    await satim.control("knobs", { wireStyle: "numeric" })
    expect(await acknowledge(mdOrder)).toMatchObject({ ErrorCode: 0, OrderStatus: 2, Amount: 100320, actionCode: 0 })
    await satim.control("knobs", { wireStyle: "string" })
    expect(await acknowledge(mdOrder)).toMatchObject({
      ErrorCode: "0",
      OrderStatus: "2",
      Amount: "100320",
      actionCode: "0",
    })
    expect(await satim.post("register.do", registration())).toMatchObject({ errorCode: "0" })
  })

  it("declines without OrderStatus", async () => {
    const { mdOrder } = await satim.register()
    await satim.control("knobs", { mdOrder, declineShape: "noOrderStatus" })
    await satim.control(mdOrder, { outcome: "declined" })

    expect(await acknowledge(mdOrder)).not.toHaveProperty("OrderStatus")
    const extended = await satim.post("getOrderStatusExtended.do", { orderId: mdOrder })
    expect(extended).toMatchObject({ errorCode: "0" })
    expect(extended).not.toHaveProperty("orderStatus")
  })

  it("reports another amount than was registered", async () => {
    const { mdOrder } = await satim.register()
    await satim.control("knobs", { mdOrder, amountMismatchMinor: -100 })
    await satim.control(mdOrder, { outcome: "paid" })

    expect(await acknowledge(mdOrder)).toMatchObject({ Amount: 100220, depositAmount: 100220 })
    expect(await satim.post("getOrderStatusExtended.do", { orderId: mdOrder })).toMatchObject({ amount: 100220 })
  })

  it("keeps the browser from going back", async () => {
    const { mdOrder } = await satim.register()
    await satim.control("knobs", { mdOrder, noBrowserReturn: true })

    expect((await satim.control(mdOrder, { outcome: "paid" })).body.returnUrl).toBeNull()
    expect(await statusOf(mdOrder)).toMatchObject({ OrderStatus: 2 })
  })

  it("shortens the session of the next order, and of no other", async () => {
    await satim.control("knobs", { nextRegister: { sessionMinutes: 5 } })
    const short = await satim.register()
    const usual = await satim.register()
    await satim.control("clock", { advanceMinutes: 6 })

    expect(await statusOf(short.mdOrder)).toMatchObject({ OrderStatus: 6 })
    expect(await statusOf(usual.mdOrder)).toMatchObject({ OrderStatus: 0 })
  })

  it("keeps the behaviour set for the next order with that order", async () => {
    await satim.control("knobs", { nextRegister: { declineShape: "noOrderStatus", slowMs: 1 } })
    const { mdOrder } = await satim.register()
    await satim.control(mdOrder, { outcome: "declined" })

    expect(await acknowledge(mdOrder)).not.toHaveProperty("OrderStatus")
  })

  it.each([
    [{ duplicateOrderNumber: true }, 1],
    [{ accessDenied: true }, 5],
    [{ systemError: true }, 7],
  ])(
    "answers the next register.do under %j with code %i, and the one after with 0",
    async (nextRegister, errorCode) => {
      await satim.control("knobs", { nextRegister })

      expect(await satim.post("register.do", registration())).toMatchObject({ errorCode })
      expect(await satim.post("register.do", registration())).toMatchObject({ errorCode: 0 })
    },
  )

  it("answers HTML with 200", async () => {
    await satim.control("knobs", { html: true })
    const response = await satim.raw("register.do", registration())

    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html"])
    expect(await response.text()).toContain("<h1>")
  })

  it("answers a status of its own", async () => {
    await satim.control("knobs", { httpStatus: 503 })

    expect((await satim.raw("register.do", registration())).status).toBe(503)
  })

  it.each([{ hangMs: 30 }, { connection: "reset" }, { connection: "closed" }])(
    "ends the connection under %j",
    async (fault) => {
      await satim.control("knobs", fault)

      await expect(satim.raw("register.do", registration())).rejects.toThrow()
    },
  )

  it("hangs for as long as it was told", async () => {
    await satim.control("knobs", { hangMs: 60_000 })
    const call = fetch(`${satim.url}/satim/payment/rest/register.do`, {
      method: "POST",
      signal: AbortSignal.timeout(50),
    })

    await expect(call).rejects.toThrow(/timeout/)
  })

  it("answers late but well when slow", async () => {
    await satim.control("knobs", { slowMs: 60 })
    const before = performance.now()

    expect(await satim.post("register.do", registration())).toMatchObject({ errorCode: 0 })
    expect(performance.now() - before).toBeGreaterThan(50)
  })

  it("refuses connections for a while", async () => {
    await satim.control("knobs", { refuseConnectionsMs: 150 })
    await expect
      .poll(() => satim.raw("register.do", registration()).then(() => "answered", causeOf))
      .toBe("ECONNREFUSED")
    await expect.poll(() => fetch(`${satim.url}/healthz`).then(({ status }) => status, causeOf)).toBe(200)
  })

  it("loses the answer of a refund it has made, once, and only there", async () => {
    const { mdOrder } = await satim.register()
    await satim.control(mdOrder, { outcome: "paid" })
    await satim.control("knobs", { html: true, faultOn: ["refund.do"], faultWhen: "after", faultTimes: 1 })

    expect((await satim.raw("refund.do", { orderId: mdOrder, amount: "50000" })).headers.get("content-type")).toBe(
      "text/html",
    )
    expect(await statusOf(mdOrder)).toMatchObject({ OrderStatus: 4, depositAmount: 50320 })
    expect(await satim.post("refund.do", { orderId: mdOrder, amount: "50320" })).toEqual({ errorCode: 0 })
  })

  it("does no work when the fault comes before it", async () => {
    const { mdOrder } = await satim.register()
    await satim.control(mdOrder, { outcome: "paid" })
    await satim.control("knobs", { html: true, faultOn: ["refund.do"] })
    await satim.raw("refund.do", { orderId: mdOrder, amount: "50000" })

    expect(await statusOf(mdOrder)).toMatchObject({ OrderStatus: 2 })
  })

  it("leaves a part-refunded order deposited where asked to", async () => {
    const { mdOrder } = await satim.register()
    await satim.control(mdOrder, { outcome: "paid" })
    await satim.control("knobs", { partialRefund: "deposited" })
    await satim.post("refund.do", { orderId: mdOrder, amount: "50000" })

    expect(await statusOf(mdOrder)).toMatchObject({ OrderStatus: 2, depositAmount: 50320 })
  })

  it("answers an unknown order with 401 and a bare string where asked to", async () => {
    await satim.control("knobs", { unknownOrder: "http401" })
    const response = await satim.raw("public/acknowledgeTransaction.do", { mdOrder: "unknown" })

    expect([response.status, await response.json()]).toEqual([401, "Transaction is not found"])
  })

  it("refuses a knob it does not have", async () => {
    expect((await satim.control("knobs", { slow: true })).status).toBe(400)
    expect((await satim.control("knobs", { nextRegister: { slow: true } })).status).toBe(400)
  })

  it("puts everything back on DELETE", async () => {
    await satim.control("knobs", { html: true })
    await fetch(`${satim.url}/satim/control/knobs`, { method: "DELETE" })

    expect(await satim.post("register.do", registration())).toMatchObject({ errorCode: 0 })
  })
})

describe("looking at what came in", () => {
  it("shows the calls with the credentials masked", async () => {
    await fetch(`${satim.url}/satim/control/requests`, { method: "DELETE" })
    const { orderNumber } = await satim.register()
    const text = await (await fetch(`${satim.url}/satim/control/requests`)).text()

    expect(JSON.parse(text)).toMatchObject([
      {
        method: "POST",
        path: "/satim/payment/rest/register.do",
        form: { userName: "***", password: "***", orderNumber },
        status: 200,
        answer: expect.stringContaining("formUrl"),
      },
    ])
    expect(text).not.toContain("guichet_demo_password")
  })

  it("lists orders, by number where asked", async () => {
    const { mdOrder, orderNumber } = await satim.register()
    const found = await (await fetch(`${satim.url}/satim/control/orders?orderNumber=${orderNumber}`)).json()

    expect(found).toMatchObject([{ mdOrder, orderNumber, status: "registered", amountMinor: 100320, depositMinor: 0 }])
    expect(await (await fetch(`${satim.url}/satim/control/${mdOrder}`)).json()).toMatchObject({ mdOrder })
  })
})

function causeOf(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : null
  return cause instanceof Error && "code" in cause ? cause.code : String(error)
}
