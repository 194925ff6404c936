import { afterAll, beforeEach, describe, expect, it } from "vitest"
import { openHttp } from "#kernel/http.ts"
import { openTwilio } from "../../../simulators/twilio/harness.ts"
import { twilioAccount } from "./account.ts"
import { findText, sendText } from "./send.ts"

const twilio = await openTwilio()
beforeEach(async () => {
  await twilio.reset()
  await twilio.knobs({ tellTimes: 0 })
})
afterAll(() => twilio.close())

const http = openHttp({ trustedOrigins: [twilio.url] })
const account = twilioAccount.parse(twilio.account)
const line = { http, account, timeoutMs: 2_000 }
const phone = "+213550000001"
const text = { to: phone, body: "MJ Chauffage : à demain", statusCallback: "http://127.0.0.1:1/status" }

describe("handing a text to Twilio", () => {
  it("is accepted with its reference, as it was written", async () => {
    const sent = await sendText(line, text)
    const [seen] = await twilio.texts(phone)
    expect(sent).toEqual({ kind: "accepted", reference: seen?.sid })
    expect(seen).toMatchObject({ from: "+15005550006", body: text.body, statusCallback: text.statusCallback })
  })
  it("goes by a Messaging Service where the business has one", async () => {
    const messagingServiceSid = "MG00000000000000000000000000000001"
    expect(await sendText({ ...line, account: { ...account, messagingServiceSid } }, text)).toMatchObject({
      kind: "accepted",
    })
  })
  it.each([
    ["who wrote STOP", "+15005550004", 21_610],
    ["a number that is none", "+15005550001", 21_211],
    ["a landline", "+21321000142", 21_614],
  ])("is refused for %s, by Twilio's code", async (_, to, code) => {
    expect(await sendText(line, { ...text, to })).toMatchObject({ kind: "refused", code })
  })
  it.each([
    ["the credentials are wrong", { account: { ...account, authToken: "other" } }, {}],
    [
      "nobody listens",
      {
        account: { ...account, baseUrl: "http://127.0.0.1:1" },
        http: openHttp({ trustedOrigins: ["http://127.0.0.1:1"] }),
      },
      {},
    ],
    ["there were too many requests", {}, { httpStatus: 429 }],
  ])("is unreached when %s", async (_, given, knobs) => {
    await twilio.knobs(knobs)
    expect(await sendText({ ...line, ...given }, text)).toMatchObject({ kind: "unreached" })
    expect(await twilio.texts(phone)).toEqual([])
  })
  it.each([
    ["the answer does not come in time", { hangMs: 3_000, faultWhen: "after" }],
    ["the connection ends before the answer", { connection: "reset", faultWhen: "after" }],
    ["Twilio fails", { httpStatus: 503, faultWhen: "after" }],
    ["a proxy answers with a page", { html: true, faultWhen: "after" }],
  ])(
    "is unknown when %s, and found again",
    async (_, knobs) => {
      await twilio.knobs({ ...knobs, faultOn: ["send"] })
      expect(await sendText(line, text)).toMatchObject({ kind: "unknown" })

      const [seen] = await twilio.texts(phone)
      const since = Temporal.Now.instant()
      expect(await findText(line, { ...text, since, known: [] })).toEqual({ kind: "accepted", reference: seen?.sid })
    },
    10_000,
  )
})

describe("looking up a text", () => {
  const sought = { ...text, since: Temporal.Now.instant(), known: [] }

  it("says that it may be sent when Twilio does not list it", async () => {
    await sendText(line, { ...text, body: "another" })
    expect(await findText(line, sought)).toMatchObject({ kind: "unreached" })
  })
  it("does not take another text of the same words for it", async () => {
    const first = await sendText(line, text)
    const known = first.kind === "accepted" ? [first.reference] : []
    expect(await findText(line, { ...sought, known })).toMatchObject({ kind: "unreached" })
  })
  it.each([
    ["Twilio fails", { httpStatus: 500 }],
    ["a proxy answers with a page", { html: true }],
    ["the connection ends", { connection: "closed" }],
  ])("knows nothing when %s", async (_, knobs) => {
    await twilio.knobs(knobs)
    expect(await findText(line, sought)).toMatchObject({ kind: "unknown" })
  })
})

describe("a business's account at Twilio", () => {
  it.each([
    ["without a sender", { from: undefined }],
    ["with an account that is none", { accountSid: "12345" }],
  ])("is not taken %s", (_, given) => {
    expect(twilioAccount.safeParse({ ...twilio.account, ...given }).success).toBe(false)
  })
  it("is at Twilio itself unless it says otherwise", () => {
    expect(twilioAccount.parse({ ...twilio.account, baseUrl: undefined }).baseUrl).toBe("https://api.twilio.com")
  })
})
