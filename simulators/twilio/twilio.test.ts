import { createServer, type Server } from "node:http"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeEach, describe, expect, it } from "vitest"
import { signatureOf } from "./callbacks.ts"
import { openTwilio } from "./harness.ts"

const twilio = await openTwilio()
type Heard = { form: Record<string, string>; isSigned: boolean }
const heard: Heard[] = []
const counter: Server = createServer((request, response) => {
  let body = ""
  request.on("data", (part) => {
    body += part
  })
  request.on("end", () => {
    const form = Object.fromEntries(new URLSearchParams(body))
    const isSigned = request.headers["x-twilio-signature"] === signatureOf(`${address}${request.url}`, form)
    heard.push({ form, isSigned })
    response.writeHead(200, { "content-type": "text/xml" }).end("<Response/>")
  })
})
await new Promise<void>((ready) => counter.listen(0, "127.0.0.1", ready))
const bound = counter.address()
const address = `http://127.0.0.1:${typeof bound === "object" ? bound?.port : ""}`
const statusCallback = `${address}/status?message=1`

beforeEach(async () => {
  await twilio.reset()
  heard.length = 0
})
afterAll(async () => {
  counter.close()
  await twilio.close()
})

const { accountSid, authToken, baseUrl } = twilio.account
const messages = `${baseUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`
const headers = { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}` }
const send = async (given: Record<string, string> = {}) => {
  const form = { To: "+213550000001", From: "+15005550006", Body: "Bonjour", StatusCallback: statusCallback, ...given }
  const response = await fetch(messages, { method: "POST", headers, body: new URLSearchParams(form) })
  return { status: response.status, body: await response.json() }
}
const statuses = async (count: number) => {
  for (let tries = 0; heard.length < count && tries < 100; tries += 1) await sleep(10)
  return heard.map(({ form }) => form.MessageStatus)
}

describe("sending by the simulated Twilio", () => {
  it("takes a text as Twilio does, and tells what becomes of it, signed", async () => {
    const { status, body } = await send()
    expect(status).toBe(201)
    expect(body).toMatchObject({
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      status: "queued",
      to: "+213550000001",
    })
    expect(await statuses(2)).toEqual(["sent", "delivered"])
    expect(heard.every(({ isSigned }) => isSigned)).toBe(true)
    expect(await twilio.texts("+213550000001")).toMatchObject([{ status: "delivered", body: "Bonjour" }])
  })
  it("says what it will not take", async () => {
    expect(await send({ To: "0550" })).toMatchObject({ status: 400, body: { code: 21_211 } })
    expect(await send({ Body: "" })).toMatchObject({ status: 400, body: { code: 21_602 } })
    const unsigned = await fetch(messages, { method: "POST", body: new URLSearchParams() })
    expect(unsigned.status).toBe(401)
    expect(await unsigned.json()).toMatchObject({ code: 20_003, message: "Authenticate" })
  })
  it("tells out of order, twice, of a failure, or under a wrong name, as asked", async () => {
    await twilio.knobs({ outOfOrder: true, tellTimes: 2 })
    await send()
    expect(await statuses(4)).toEqual(["delivered", "delivered", "sent", "sent"])

    heard.length = 0
    await twilio.knobs({ outOfOrder: false, tellTimes: 1, outcome: "undelivered", errorCode: 30_005, forged: true })
    await send()
    expect(await statuses(2)).toEqual(["sent", "undelivered"])
    expect(heard.at(-1)).toMatchObject({ isSigned: false, form: { ErrorCode: "30005" } })
  })
})

describe("writing to the simulated number", () => {
  it("hands a text over beside the place where statuses go, blank parameters and all", async () => {
    await send()
    const { sid, answers } = await twilio.writes({ from: "+213550000001", body: "Je serai là", times: 2 })
    const incoming = heard.filter(({ form }) => form.SmsStatus === "received")
    expect(answers).toEqual(Array.from({ length: 2 }, () => ({ status: 200, type: "text/xml", body: "<Response/>" })))
    expect(incoming).toHaveLength(2)
    expect(incoming[0]).toMatchObject({ isSigned: true, form: { MessageSid: sid, Body: "Je serai là", ToCity: "" } })
  })
  it("heeds STOP and START by itself", async () => {
    await send()
    await twilio.writes({ from: "+213550000001", body: "STOP" })
    expect(await send()).toMatchObject({ status: 400, body: { code: 21_610 } })
    await twilio.writes({ from: "+213550000001", body: "START" })
    expect(await send()).toMatchObject({ status: 201 })
  })
  it("shows phones and lets them answer, links to follow", async () => {
    await send({ Body: "Suivre :\nhttps://counter.example/mj/orders/1" })
    const page = await (await fetch(`${twilio.url}/twilio`)).text()
    expect(page).toContain('<a href="https://counter.example/mj/orders/1">')
    const form = new URLSearchParams({ from: "+213550000001", body: "<b>Merci</b>" })
    const answer = await fetch(`${twilio.url}/twilio/answers`, { method: "POST", body: form })
    expect(await answer.text()).toContain("&#60;b&#62;Merci")
  })
})
