import { readFile } from "node:fs/promises"
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest"
import { inTransaction } from "#kernel/database/transaction.ts"
import { newId, newNumber } from "#kernel/ids.ts"
import { businessOf, storeSecret } from "#modules/businesses/index.ts"
import { newLink } from "#modules/dossiers/index.ts"
import { queueMessage, sendMessage } from "#modules/inbox/index.ts"
import { signatureOf } from "../../simulators/twilio/callbacks.ts"
import { openTwilio } from "../../simulators/twilio/harness.ts"
import { freePort } from "../ops/ports.ts"
import { createGate } from "./gate.ts"
import { firstId, openCounter } from "./testing/counter.ts"

/** The whole way: a text leaves for Twilio, which calls back over HTTP, and somebody answers on their phone. */
const port = await freePort()
const publicUrl = `http://127.0.0.1:${port}`
const twilio = await openTwilio()
const counter = await openCounter({ GUICHET_PUBLIC_URL: publicUrl, GUICHET_SIMULATORS_URL: twilio.url })
const gate = await createGate(counter.app, { checksAnswers: true })
await gate.listen({ port, host: "127.0.0.1" })
afterAll(async () => {
  await gate.close()
  await twilio.close()
})
beforeEach(() => twilio.reset())

const { kernel } = counter.app
const actor = { scope: "system", name: "test" } as const
const [{ profile }] = JSON.parse(
  await readFile(new URL("../../database/seed/businesses.json", import.meta.url), "utf8"),
)
await counter.asOwner("update guichet.businesses set profile = $1", [JSON.stringify(profile)])
await inTransaction(kernel.pool, { businessId: firstId, actor }, (tx) =>
  storeSecret({ tx, kernel, now: kernel.clock() }, { name: "twilio", value: JSON.stringify(twilio.account) }),
)
const business = await businessOf(kernel, firstId)
const phone = "+213550000001"
const dossierId = newId()
const link = newLink(kernel, { businessId: firstId, dossierId })
await counter.asOwner(
  `with customer as (insert into guichet.customers (business_id, id, name, phone, locale, created_at)
     values ($1, $2, 'Nadia', $3, 'fr', now()) returning id)
   insert into guichet.dossiers (business_id, id, kind, number, customer_id, locale, link_key_version, link_hash, opened_at)
   select $1, $4, 'order', $5, customer.id, 'fr', $6, $7, now() from customer`,
  [firstId, newId(), phone, dossierId, newNumber("CMD"), link.keyVersion, link.hash],
)

async function sent(): Promise<string> {
  const facts = { number: "CMD-1", totalMinor: 100, currency: "DZD", method: "satim" } as const
  const message = { dossierId, template: "order-link", recipient: null, phone, facts } as const
  const { messageId } = await queueMessage({ kernel, business, actor }, message)
  await sendMessage.run({ kernel, business, subjectId: messageId, deadlineMs: 10_000 })
  return messageId
}
const statusOf = async (id: string) =>
  (await counter.asOwner("select status from guichet.messages where id = $1", [id])).rows[0]?.status
const received = async () =>
  (await counter.asOwner("select body, dossier_id from guichet.messages where direction = 'in' order by id")).rows

describe("an SMS", () => {
  it.each([
    ["is delivered when Twilio says so", {}, "delivered"],
    ["stays delivered when Twilio tells out of order and twice", { outOfOrder: true, tellTimes: 2 }, "delivered"],
    ["has failed when the phone was not reached", { outcome: "undelivered" }, "failed"],
  ])("%s", async (_, knobs, status) => {
    await twilio.knobs(knobs)
    const id = await sent()
    await vi.waitFor(async () => expect(await statusOf(id)).toBe(status), 5_000)
  })
  it("is believed of nobody else", async () => {
    await twilio.knobs({ forged: true })
    const id = await sent()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await statusOf(id)).toBe("sent")
  })
  it("is answered by the customer, whose words join the dossier once", async () => {
    await sent()
    const { answers } = await twilio.writes({ from: phone, body: "Merci, à demain ! é&=+ 100%", times: 2 })
    expect(answers).toEqual(
      Array.from({ length: 2 }, () => ({
        status: 200,
        type: "text/xml; charset=utf-8",
        body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
      })),
    )
    expect(await received()).toEqual([{ body: "Merci, à demain ! é&=+ 100%", dossier_id: dossierId }])
  })
})

describe("a delivery", () => {
  const path = "/api/v1/first/channels/twilio/messages"
  const form = { MessageSid: `SM${"1".repeat(32)}`, From: phone, To: "+15005550006", Body: "Bonjour", ToCity: "" }
  const deliver = (headers: Record<string, string>, given: { url?: string; form?: Record<string, string> } = {}) =>
    gate.inject({
      method: "POST",
      url: given.url ?? path,
      payload: new URLSearchParams(given.form ?? form).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    })
  const signature = signatureOf(`${publicUrl}${path}`, form)

  it("is taken by its signature over the configured address, whatever host and origin it names", async () => {
    const answer = await deliver({
      "x-twilio-signature": signature,
      host: "evil.example",
      origin: "https://evil.example",
    })
    expect(answer.statusCode).toBe(200)
  })
  it.each([
    ["without a signature", {}, {}],
    [
      "signed for another host",
      { "x-twilio-signature": signatureOf(`http://evil.example${path}`, form), host: "evil.example" },
      {},
    ],
    ["that was changed", { "x-twilio-signature": signature }, { form: { ...form, Body: "Autre chose" } }],
    ["without its blank parameter", { "x-twilio-signature": signature }, { form: { ...form, ToCity: undefined } }],
    ["to another business", { "x-twilio-signature": signature }, { url: path.replace("first", "second") }],
  ])("is refused %s", async (_, headers, given) => {
    const answer = await deliver(headers, JSON.parse(JSON.stringify(given)))
    expect(answer.statusCode).toBe(403)
    expect(answer.json()).toMatchObject({ code: "delivery_forged" })
  })
  it("opens no other endpoint to forms", async () => {
    const answer = await deliver({}, { url: "/api/v1/first/orders" })
    expect(answer.statusCode).toBe(415)
  })
})
