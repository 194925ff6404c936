import { describe, expect, it } from "vitest"
import { satim } from "./satim.ts"
import { account, cannedHttp, paidAcknowledgement, paidExtended, sought, startedAt, startRequest } from "./testing.ts"

const now = startedAt.add({ minutes: 5 })
const registered = {
  errorCode: 0,
  orderId: "V721uPPfNNofVQAAABL3",
  formUrl: "https://test.satim.dz/payment/payment.html",
}

function connected(answer: Parameters<typeof cannedHttp>[0] | object) {
  const isNetwork = answer instanceof Error || "text" in answer || "status" in answer
  const { http, asked } = cannedHttp(isNetwork ? answer : { text: JSON.stringify(answer) })
  return { ...satim.connect({ http, secret: account, timeoutMs: 4000 }), asked }
}

describe("starting a payment at SATIM", () => {
  it("posts the guide's form and hands out where to pay", async () => {
    const line = connected(registered)

    expect(await line.start(startRequest)).toEqual({
      kind: "answered",
      value: {
        gatewayReference: registered.orderId,
        redirectUrl: registered.formUrl,
        notificationToken: null,
        raw: registered,
      },
    })
    expect(line.asked).toEqual([
      {
        method: "POST",
        url: "https://satim.example/payment/rest/register.do",
        headers: { accept: "application/json" },
        timeoutMs: 4000,
        form: {
          userName: "merchant_user",
          password: "merchant_secret",
          orderNumber: "CMD0000004",
          amount: "100320",
          currency: "012",
          returnUrl: "https://shop.example/return?order=1",
          failUrl: "https://shop.example/fail",
          description: "Commande CMD-7K3F-92QX",
          language: "FR",
          jsonParams: '{"force_terminal_id":"E0123456789","udf1":"CMD7K3F92QX"}',
        },
      },
    ])
  })

  it.each([
    ["fr", "FR"],
    ["ar", "AR"],
    ["en", "EN"],
  ] as const)("speaks %s as %s", async (language, code) => {
    const line = connected(registered)
    await line.start({ ...startRequest, language })

    expect(line.asked[0]?.form?.language).toBe(code)
  })

  it("fills the mandatory udf1 where the dossier has no number to give", async () => {
    const line = connected(registered)
    await line.start({ ...startRequest, dossierNumber: "—" })

    expect(line.asked[0]?.form?.jsonParams).toContain('"udf1":"CMD0000004"')
  })

  it.each([1, 3, 4, 5, 14])("takes code %i for a refusal", async (errorCode) => {
    const answer = { errorCode, errorMessage: "no" }

    expect(await connected(answer).start(startRequest)).toEqual({
      kind: "refused",
      code: String(errorCode),
      text: "no",
      raw: answer,
    })
  })

  it.each([
    ["no page to pay on", { errorCode: 0, orderId: "M" }],
    ["an empty page", { ...registered, formUrl: "" }],
    ["a page that is a script", { ...registered, formUrl: "javascript:alert(1)" }],
    ["no order", { errorCode: 0, formUrl: registered.formUrl }],
    ["no errorCode", { orderId: registered.orderId, formUrl: registered.formUrl }],
    ["codes that contradict each other", { ...registered, ErrorCode: 5 }],
    ["a code nobody documents", { errorCode: 99 }],
  ])("knows nothing after an answer with %s", async (_, answer) => {
    expect(await connected(answer).start(startRequest)).toMatchObject({ kind: "unknown", reason: "unreadable" })
  })

  it("does not go out with another currency or a reference of another length", async () => {
    const line = connected(registered)

    await expect(line.start({ ...startRequest, currency: "EUR" })).rejects.toThrow(/dinars/)
    await expect(line.start({ ...startRequest, reference: "CMD-7K3F-92QX" })).rejects.toThrow(/ten characters/)
    expect(line.asked).toEqual([])
  })
})

describe("asking SATIM about a payment", () => {
  it("confirms by the acknowledgement, under mdOrder", async () => {
    const line = connected(paidAcknowledgement)

    expect(await line.confirm(sought, now)).toMatchObject({ kind: "answered", value: { state: "paid" } })
    expect(line.asked[0]).toMatchObject({
      url: "https://satim.example/payment/rest/public/acknowledgeTransaction.do",
      form: { mdOrder: sought.gatewayReference, language: "FR" },
    })
  })

  it("reads by the extended status, under orderId", async () => {
    const line = connected(paidExtended)

    expect(await line.readStatus(sought, now)).toMatchObject({ kind: "answered", value: { state: "paid" } })
    expect(line.asked[0]).toMatchObject({
      url: "https://satim.example/payment/rest/getOrderStatusExtended.do",
      form: { orderId: sought.gatewayReference },
    })
  })

  it.each([4, 5, 6])("takes code %i for a refusal of the question, not of the payment", async (ErrorCode) => {
    expect(await connected({ ErrorCode }).confirm(sought, now)).toMatchObject({
      kind: "refused",
      code: String(ErrorCode),
    })
  })

  it("knows nothing after their own fault", async () => {
    expect(await connected({ ErrorCode: 7 }).confirm(sought, now)).toMatchObject({ kind: "unknown", reason: "fault" })
  })
})

describe("refunding at SATIM", () => {
  const request = { gatewayReference: "M", amountMinor: 5000, currency: "DZD", language: "fr" } as const

  it("is done at code 0 alone", async () => {
    expect(await connected({ errorCode: 0 }).refund?.(request)).toEqual({
      kind: "answered",
      value: { raw: { errorCode: 0 } },
    })
    expect(await connected({}).refund?.(request)).toMatchObject({ kind: "unknown" })
    expect(await connected({ errorCode: "99" }).refund?.(request)).toMatchObject({ kind: "unknown" })
  })

  it.each([5, 6])("is refused at code %i", async (errorCode) => {
    expect(await connected({ errorCode }).refund?.(request)).toMatchObject({ kind: "refused" })
  })

  it("is unknown at code 7, which may be either", async () => {
    expect(await connected({ errorCode: 7 }).refund?.(request)).toMatchObject({ kind: "unknown", reason: "fault" })
  })
})

const timeout = new DOMException("The operation was aborted due to timeout", "TimeoutError")
const reset = Object.assign(new Error("read ECONNRESET merchant_secret"), { code: "ECONNRESET" })

describe("hearing nothing usable from SATIM", () => {
  it.each([
    ["a timeout", timeout, "timeout", "TimeoutError"],
    ["a reset", reset, "unreachable", "ECONNRESET"],
    ["a proxy's page", { text: "<html></html>" }, "unreadable", "register.do: HTTP 200, 13 characters"],
    [
      "a bare string",
      { status: 401, text: '"Transaction is not found"' },
      "unreadable",
      "register.do: HTTP 401, 26 characters",
    ],
    ["a 503", { status: 503, text: "{}" }, "fault", "register.do: HTTP 503, 2 characters"],
    ["success at 302", { status: 302, text: JSON.stringify(registered) }, "unreadable", expect.stringContaining("302")],
  ])("knows nothing after %s", async (_, answer, reason, detail) => {
    const outcome = await connected(answer).start(startRequest)

    expect(outcome).toEqual({ kind: "unknown", reason, detail })
    expect(JSON.stringify(outcome)).not.toContain("merchant_secret")
  })

  it("keeps the credentials out of the address, and of what it hands back when they are echoed", async () => {
    const echo = {
      ...registered,
      errorCode: 5,
      errorMessage: "merchant_user may not use merchant_secret",
      password: "x",
    }
    const line = connected(echo)
    const outcome = await line.start(startRequest)

    expect(line.asked[0]?.url).not.toMatch(/merchant_/)
    expect(outcome).toMatchObject({ kind: "refused", text: "*** may not use ***" })
    expect(JSON.stringify(outcome)).not.toMatch(/merchant_|password/)
  })
})

describe("connecting an account of SATIM", () => {
  it.each([
    ["no password", { ...account, password: "" }],
    ["no address", { ...account, baseUrl: "satim" }],
    ["a file for address", { ...account, baseUrl: "file:///etc/passwd" }],
    ["no terminal", { ...account, terminalId: undefined }],
    ["nothing", null],
  ])("refuses one with %s, without quoting it", (_, secret) => {
    const { http } = cannedHttp({})

    expect(() => satim.connect({ http, secret, timeoutMs: 1 })).toThrow(/./)
    expect(() => satim.connect({ http, secret, timeoutMs: 1 })).not.toThrow(/merchant_secret/)
  })
})
