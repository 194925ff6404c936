import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { oneTimeCode, testCards } from "./cards.ts"
import { openSatim, type SatimHarness } from "./harness.ts"

let satim: SatimHarness
beforeAll(async () => {
  satim = await openSatim()
})
beforeEach(() => satim.reset())
afterAll(() => satim.close())

type Page = { status: number; location: string | null; text: string; policy: string }

async function submit(formUrl: string, fields: Record<string, string>): Promise<Page> {
  const body = new URLSearchParams(fields)
  return pageOf(await fetch(formUrl, { method: "POST", body, redirect: "manual" }))
}

async function open(formUrl: string): Promise<Page> {
  return pageOf(await fetch(formUrl, { redirect: "manual" }))
}

async function pageOf(response: Response): Promise<Page> {
  const { status, headers } = response
  const policy = headers.get("content-security-policy") ?? ""
  return { status, location: headers.get("location"), text: await response.text(), policy }
}

const card = { step: "card", expiry: "12/49", cvv: "123", holder: "AMINE TEST" }
const panFor = (outcome: string) => Object.entries(testCards).find(([, of]) => of === outcome)?.[0] ?? ""

async function pay(formUrl: string, pan: string): Promise<Page> {
  await submit(formUrl, { ...card, pan })
  return submit(formUrl, { step: "code", code: oneTimeCode })
}

describe("paying on the hosted page", () => {
  it("goes from card to password to the return address", async () => {
    const { mdOrder, formUrl } = await satim.register()

    const typed = await submit(formUrl, { ...card, pan: "9999 0000 0000 0001" })
    expect([typed.status, new URL(typed.location ?? "", formUrl).href]).toEqual([303, formUrl])
    expect((await open(formUrl)).text).toContain('name="code"')

    const sent = await submit(formUrl, { step: "code", code: oneTimeCode })
    expect([sent.status, sent.location]).toEqual([302, `https://shop.example/return?order=1&orderId=${mdOrder}`])
    expect(await satim.post("public/acknowledgeTransaction.do", { mdOrder })).toMatchObject({
      OrderStatus: 2,
      Pan: "9999****0001",
      cardholderName: "AMINE TEST",
      expiration: "204912",
    })
  })

  it.each([
    ["insufficient_balance", { OrderStatus: 6, actionCode: 116 }],
    ["wrong_cvv", { OrderStatus: 6, actionCode: 111 }],
    ["expired_card", { OrderStatus: 6, actionCode: -2006 }],
    ["blocked", { OrderStatus: 6, actionCode: 203 }],
    ["declined_without_status", { actionCode: 2003, OrderStatus: undefined }],
  ])("sends the browser to the fail address for the card of %s", async (outcome, answer) => {
    const { mdOrder, formUrl } = await satim.register()
    const sent = await pay(formUrl, panFor(outcome))

    expect([sent.status, sent.location]).toEqual([302, `https://shop.example/fail?orderId=${mdOrder}`])
    const { OrderStatus, actionCode } = await satim.post("public/acknowledgeTransaction.do", { mdOrder })
    expect({ OrderStatus, actionCode }).toEqual(answer)
  })

  it("brings the browser back with nothing decided for the card of an issuer that never answers", async () => {
    const { mdOrder, formUrl } = await satim.register()

    expect((await pay(formUrl, panFor("pending"))).location).toContain("/return?")
    await satim.control("clock", { advanceMinutes: 60 })
    expect(await satim.post("public/acknowledgeTransaction.do", { mdOrder })).toMatchObject({ OrderStatus: 0 })
  })

  it("declines a card it does not know and a card past its date", async () => {
    const unknown = await satim.register()
    await pay(unknown.formUrl, "9999111122223333")
    const past = await satim.register()
    await submit(past.formUrl, { ...card, pan: panFor("accepted"), expiry: "01/20" })
    await submit(past.formUrl, { step: "code", code: oneTimeCode })

    expect(await satim.post("getOrderStatus.do", { orderId: unknown.mdOrder })).toMatchObject({ SvfeResponse: "62" })
    expect(await satim.post("public/acknowledgeTransaction.do", past)).toMatchObject({ actionCode: -2006 })
  })

  it("cancels at the button", async () => {
    const { mdOrder, formUrl } = await satim.register()

    expect((await submit(formUrl, { step: "cancel" })).location).toBe(`https://shop.example/fail?orderId=${mdOrder}`)
    expect(await satim.post("public/acknowledgeTransaction.do", { mdOrder })).toMatchObject({ actionCode: 10, Pan: "" })
  })

  it("takes another card after a decline, and says what happened to the first", async () => {
    const { mdOrder, formUrl } = await satim.register()
    await pay(formUrl, panFor("blocked"))
    expect((await open(formUrl)).text).toContain("Carte temporairement bloquée")

    expect((await pay(formUrl, panFor("accepted"))).location).toContain("/return?")
    expect(await satim.post("getOrderStatus.do", { orderId: mdOrder })).toMatchObject({ OrderStatus: 2 })
  })

  it("declines at the third wrong password", async () => {
    const { mdOrder, formUrl } = await satim.register()
    await submit(formUrl, { ...card, pan: panFor("accepted") })
    for (const _ of [1, 2]) expect((await submit(formUrl, { step: "code", code: "000000" })).status).toBe(422)

    expect((await submit(formUrl, { step: "code", code: "000000" })).location).toContain("/fail?")
    expect(await satim.post("public/acknowledgeTransaction.do", { mdOrder })).toMatchObject({ actionCode: 2003 })
  })

  it("lets the payer change cards before the password", async () => {
    const { formUrl } = await satim.register()
    await submit(formUrl, { ...card, pan: panFor("blocked") })
    await submit(formUrl, { step: "another" })

    expect((await open(formUrl)).text).toContain('name="pan"')
  })

  it("asks again for a form filled in wrongly, without showing the card", async () => {
    const { formUrl } = await satim.register()
    const page = await submit(formUrl, { step: "card", pan: "99990000", expiry: "13/30", cvv: "12", holder: "" })

    expect(page.status).toBe(422)
    expect(page.text.match(/role="alert"/g)).toHaveLength(4)
    expect(page.text).not.toContain("99990000<")
  })

  it("closes once paid, and once the session is over", async () => {
    const paid = await satim.register()
    await pay(paid.formUrl, panFor("accepted"))
    expect((await open(paid.formUrl)).text).toContain("déjà réglée")
    expect((await pay(paid.formUrl, panFor("blocked"))).text).toContain("déjà réglée")

    const late = await satim.register()
    await satim.control("clock", { advanceMinutes: 21 })
    expect((await open(late.formUrl)).text).toContain("session de paiement est terminée")
    expect((await pay(late.formUrl, panFor("accepted"))).status).toBe(200)
    expect(await satim.post("getOrderStatus.do", { orderId: late.mdOrder })).toMatchObject({ OrderStatus: 6 })
  })

  it("keeps the payer where the knob says nobody comes back", async () => {
    const { mdOrder, formUrl } = await satim.register()
    await satim.control("knobs", { mdOrder, noBrowserReturn: true })
    const page = await pay(formUrl, panFor("accepted"))

    expect([page.status, page.location]).toEqual([200, null])
    expect(page.text).not.toContain("shop.example")
  })

  it("does not know an order nobody registered", async () => {
    const { formUrl, mdOrder } = await satim.register()

    expect((await open(formUrl.replace(mdOrder, "nobody"))).status).toBe(404)
  })
})

describe("showing the hosted page", () => {
  it.each([
    ["FR", "fr", "ltr", "Simulateur", "1\u202f003,20\u00a0DA"],
    ["AR", "ar", "rtl", "محاكاة", "1.003,20\u00a0د.ج"],
    ["EN", "en", "ltr", "Simulator", "1,003.20\u00a0DA"],
  ])("speaks %s and says it is a simulator", async (language, lang, dir, banner, amount) => {
    const { formUrl } = await satim.register({ language })
    const { text } = await open(formUrl)

    expect(text).toContain(`<html lang="${lang}" dir="${dir}">`)
    expect(text).toContain(banner)
    expect(text).toContain(amount)
    for (const pan of Object.keys(testCards)) expect(text).toContain(pan.replace(/(\d{4})(?=\d)/g, "$1 "))
  })

  it("runs no script and holds no inline style or handler", async () => {
    const { formUrl } = await satim.register()
    const { text, policy } = await open(formUrl)
    const nonce = /nonce="([^"]+)"/.exec(text)?.[1]

    expect(text).not.toMatch(/<script|\son\w+=|\sstyle=/)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain(`style-src 'nonce-${nonce}'`)
    expect(policy).toContain("form-action 'self' https://shop.example;")
  })

  it("escapes what the merchant wrote", async () => {
    const { formUrl } = await satim.register({ description: "<img src=x onerror=alert(1)>" })

    expect((await open(formUrl)).text).not.toContain("<img")
  })
})
