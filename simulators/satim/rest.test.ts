import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { nextOrderNumber, openSatim, registration, type SatimHarness } from "./harness.ts"

let satim: SatimHarness
beforeAll(async () => {
  satim = await openSatim()
})
beforeEach(() => satim.reset())
afterAll(() => satim.close())

const params = (extra: object) => JSON.stringify({ force_terminal_id: "E0123456789", udf1: "CMD1", ...extra })

describe("registering an order", () => {
  it("answers a numeric errorCode, a 20 character orderId and a page to pay on", async () => {
    const { headers, status } = await satim.raw("register.do", registration())
    const body = await satim.post("register.do", registration({ language: "en" }))

    expect([status, headers.get("content-type")]).toEqual([200, "application/json;charset=UTF-8"])
    expect(body).toEqual({
      errorCode: 0,
      orderId: expect.stringMatching(/^[A-Za-z0-9]{20}$/),
      formUrl: `${satim.url}/satim/payment/merchants/guichet/payment.html?mdOrder=${body.orderId}&language=en`,
    })
  })

  it("answers GET as well", async () => {
    const query = new URLSearchParams({
      userName: "guichet_demo",
      password: "guichet_demo_password",
      ...registration(),
    })
    const response = await fetch(`${satim.url}/satim/payment/rest/register.do?${query}`)

    expect(await response.json()).toMatchObject({ errorCode: 0 })
  })

  it.each([
    ["userName", { userName: "" }, 4],
    ["password", { password: "" }, 4],
    ["orderNumber", { orderNumber: "" }, 4],
    ["amount", { amount: "" }, 4],
    ["currency", { currency: "" }, 4],
    ["returnUrl", { returnUrl: "" }, 4],
    ["language", { language: "" }, 4],
    ["jsonParams", { jsonParams: "" }, 4],
    ["a wrong password", { password: "guess" }, 5],
    ["an unknown user", { userName: "nobody" }, 5],
    ["an order number of eleven characters", { orderNumber: "A1234567890" }, 5],
    ["an order number with a hyphen", { orderNumber: "CMD-000001" }, 5],
    ["an amount under 50 DA", { amount: "4999" }, 5],
    ["an amount that is no integer", { amount: "1003.20" }, 5],
    ["another currency", { currency: "978" }, 3],
    ["an unknown language", { language: "de" }, 5],
    ["a return address that is none", { returnUrl: "/return" }, 5],
    ["a return address that is a script", { returnUrl: "javascript:alert(1)" }, 5],
    ["jsonParams that are no JSON", { jsonParams: "{" }, 5],
    ["jsonParams without udf1", { jsonParams: JSON.stringify({ force_terminal_id: "E0123456789" }) }, 5],
    ["another terminal", { jsonParams: params({ force_terminal_id: "E999" }) }, 5],
    ["a udf1 over 20 characters", { jsonParams: params({ udf1: "A".repeat(21) }) }, 5],
    ["an unknown way of paying", { jsonParams: params({ fundingTypeIndicator: "XX" }) }, 14],
  ])("refuses %s, with HTTP 200", async (_, fields, errorCode) => {
    const response = await satim.raw("register.do", registration(fields))

    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ errorCode, errorMessage: expect.stringMatching(/./) })
  })

  it("refuses an order number it has seen, for ever", async () => {
    const orderNumber = nextOrderNumber()
    await satim.register({ orderNumber })

    expect(await satim.post("register.do", registration({ orderNumber }))).toMatchObject({ errorCode: 1 })
  })

  it("lets another merchant use the same order number with a terminal of its own", async () => {
    const other = { userName: "other", password: "other_password", terminalId: "E777" }
    await satim.control("merchants", other)
    const { orderNumber } = await satim.register()
    const jsonParams = JSON.stringify({ force_terminal_id: "E777", udf1: "X" })
    const answer = await satim.post("register.do", {
      ...registration({ orderNumber, jsonParams }),
      userName: other.userName,
      password: other.password,
    })

    expect(answer).toMatchObject({ errorCode: 0 })
    expect(await satim.post("getOrderStatus.do", { orderId: String(answer.orderId) })).toMatchObject({ ErrorCode: 6 })
  })
})

describe("acknowledging a transaction", () => {
  it("answers the untouched order with no params and an empty Pan", async () => {
    const { mdOrder, orderNumber } = await satim.register()

    expect(await satim.post("public/acknowledgeTransaction.do", { mdOrder, language: "FR" })).toEqual({
      depositAmount: 0,
      currency: "012",
      actionCode: -100,
      actionCodeDescription: "Aucun paiement n’a encore été tenté.",
      ErrorCode: "0",
      ErrorMessage: "Success",
      OrderStatus: 0,
      OrderNumber: orderNumber,
      Pan: "",
      Amount: 100320,
    })
  })

  it("answers a paid order with the three fields, in the casing and types of the guide", async () => {
    const { mdOrder, orderNumber } = await satim.register()
    await satim.control(mdOrder, { outcome: "paid" })

    expect(await satim.post("public/acknowledgeTransaction.do", { mdOrder, language: "FR" })).toEqual({
      expiration: "203012",
      cardholderName: "TITULAIRE DE TEST",
      depositAmount: 100320,
      currency: "012",
      approvalCode: expect.stringMatching(/^\d{6}$/),
      authorizationResponseId: expect.stringMatching(/^\d{6}$/),
      actionCode: 0,
      actionCodeDescription: "Votre paiement a été accepté",
      ErrorCode: "0",
      ErrorMessage: "Success",
      OrderStatus: 2,
      OrderNumber: orderNumber,
      Pan: "9999****0001",
      Amount: 100320,
      Ip: expect.any(String),
      params: { respCode: "00", respCode_desc: "Votre paiement a été accepté", udf1: "CMD7K3F92QX" },
      SvfeResponse: "00",
    })
  })

  it.each([
    ["FR", "Solde insuffisant"],
    ["ar", "الرصيد غير كافٍ"],
    ["EN", "Insufficient balance"],
  ])("words a decline in %s", async (language, text) => {
    const { mdOrder } = await satim.register()
    await satim.control(mdOrder, { outcome: "declined" })

    expect(await satim.post("public/acknowledgeTransaction.do", { mdOrder, language })).toMatchObject({
      ErrorCode: "2",
      OrderStatus: 6,
      actionCode: 116,
      actionCodeDescription: text,
      params: { respCode: "51", respCode_desc: text },
    })
  })

  it("does not know the order under the name status uses", async () => {
    const { mdOrder } = await satim.register()

    expect(await satim.post("public/acknowledgeTransaction.do", { orderId: mdOrder })).toMatchObject({ ErrorCode: 5 })
    expect(await satim.post("public/acknowledgeTransaction.do", { mdOrder: "unknown" })).toMatchObject({ ErrorCode: 6 })
    expect(await satim.post("getOrderStatusExtended.do", { orderId: "unknown" })).toMatchObject({ errorCode: 6 })
  })
})

describe("reading a status", () => {
  it("answers getOrderStatus.do capitalised and without params", async () => {
    const { mdOrder, orderNumber } = await satim.register()
    await satim.control(mdOrder, { outcome: "paid" })
    const answer = await satim.post("getOrderStatus.do", { orderId: mdOrder })

    expect(answer).toMatchObject({ ErrorCode: "0", OrderStatus: 2, OrderNumber: orderNumber, depositAmount: 100320 })
    expect(answer).not.toHaveProperty("params")
  })

  it("answers getOrderStatusExtended.do in lower camel case with two-star cards", async () => {
    const { mdOrder, orderNumber } = await satim.register({ description: "Pièces" })
    await satim.control(mdOrder, { outcome: "paid" })

    expect(await satim.post("getOrderStatusExtended.do", { orderId: mdOrder, language: "FR" })).toEqual({
      errorCode: "0",
      errorMessage: "Success",
      orderNumber,
      orderStatus: 2,
      actionCode: 0,
      actionCodeDescription: "Votre paiement a été accepté",
      amount: 100320,
      currency: "012",
      date: expect.any(Number),
      orderDescription: "Pièces",
      ip: expect.any(String),
      merchantOrderParams: [
        { name: "force_terminal_id", value: "E0123456789" },
        { name: "udf1", value: "CMD7K3F92QX" },
        { name: "transmissionDate", value: expect.stringMatching(/^\d{13}$/) },
      ],
      attributes: [{ name: "mdOrder", value: mdOrder }],
      cardAuthInfo: {
        expiration: "203012",
        cardholderName: "TITULAIRE DE TEST",
        approvalCode: expect.any(String),
        authorizationResponseId: expect.any(String),
        pan: "999900**0001",
      },
      authDateTime: expect.any(Number),
      authRefNum: expect.stringMatching(/^\d{12}$/),
      terminalId: "E0123456789",
      fraudLevel: 0,
    })
  })
})

describe("refunding", () => {
  it("gives back in parts, up to what was deposited", async () => {
    const { mdOrder } = await satim.register({ amount: "20000" })
    await satim.control(mdOrder, { outcome: "paid" })

    expect(await satim.post("refund.do", { orderId: mdOrder, amount: "8000" })).toEqual({ errorCode: 0 })
    expect(await satim.post("getOrderStatus.do", { orderId: mdOrder })).toMatchObject({
      OrderStatus: 4,
      depositAmount: 12000,
    })
    expect(await satim.post("refund.do", { orderId: mdOrder, amount: "12001" })).toMatchObject({ errorCode: 5 })
    expect(await satim.post("refund.do", { orderId: mdOrder, amount: "12000" })).toEqual({ errorCode: 0 })
    expect(await satim.post("refund.do", { orderId: mdOrder, amount: "5000" })).toMatchObject({ errorCode: 5 })
  })

  it("refuses less than 50 DA, an order nobody paid and an order nobody registered", async () => {
    const { mdOrder } = await satim.register()

    expect(await satim.post("refund.do", { orderId: mdOrder, amount: "5000" })).toMatchObject({ errorCode: 7 })
    expect(await satim.post("refund.do", { orderId: "unknown", amount: "5000" })).toMatchObject({ errorCode: 6 })
    await satim.control(mdOrder, { outcome: "paid" })
    expect(await satim.post("refund.do", { orderId: mdOrder, amount: "4999" })).toMatchObject({ errorCode: 5 })
  })

  it("reverses a paid order whole, once", async () => {
    const { mdOrder } = await satim.register()
    await satim.control(mdOrder, { outcome: "paid" })

    expect(await satim.post("reverse.do", { orderId: mdOrder })).toEqual({ errorCode: 0 })
    expect(await satim.post("reverse.do", { orderId: mdOrder })).toMatchObject({ errorCode: 7 })
    expect(await satim.post("public/acknowledgeTransaction.do", { mdOrder })).toMatchObject({
      ErrorCode: "0",
      OrderStatus: 3,
      depositAmount: 0,
      params: { respCode: "00" },
    })
  })
})

describe("letting time pass", () => {
  it("expires an unpaid order at 20 minutes", async () => {
    const { mdOrder } = await satim.register()
    await satim.control("clock", { advanceMinutes: 19 })
    expect(await satim.post("getOrderStatus.do", { orderId: mdOrder })).toMatchObject({ OrderStatus: 0 })

    await satim.control("clock", { advanceMinutes: 2 })
    expect(await satim.post("public/acknowledgeTransaction.do", { mdOrder })).toMatchObject({
      OrderStatus: 6,
      actionCode: -2007,
    })
  })

  it("gives back a payment nobody acknowledged in time", async () => {
    const { mdOrder } = await satim.register()
    await satim.control(mdOrder, { outcome: "paid" })
    await satim.post("getOrderStatusExtended.do", { orderId: mdOrder })
    await satim.control("clock", { advanceMinutes: 21 })

    expect(await satim.post("getOrderStatus.do", { orderId: mdOrder })).toMatchObject({ OrderStatus: 3 })
  })

  it("keeps a payment that was acknowledged after it was made", async () => {
    const { mdOrder } = await satim.register()
    await satim.control(mdOrder, { outcome: "paid" })
    await satim.post("public/acknowledgeTransaction.do", { mdOrder })
    await satim.control("clock", { advanceMinutes: 21 })

    expect(await satim.post("getOrderStatus.do", { orderId: mdOrder })).toMatchObject({ OrderStatus: 2 })
  })

  it("does not take an acknowledgement made before the payment for one", async () => {
    const { mdOrder } = await satim.register()
    await satim.post("public/acknowledgeTransaction.do", { mdOrder })
    await satim.control(mdOrder, { outcome: "paid" })
    await satim.control("clock", { advanceMinutes: 21 })

    expect(await satim.post("getOrderStatus.do", { orderId: mdOrder })).toMatchObject({ OrderStatus: 3 })
  })
})
