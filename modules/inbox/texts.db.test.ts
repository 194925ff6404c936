import { afterAll, beforeEach, describe, expect, it } from "vitest"
import { inTransaction } from "#kernel/database/transaction.ts"
import { openHttp } from "#kernel/http.ts"
import { newId, newNumber } from "#kernel/ids.ts"
import { storeSecret } from "#modules/businesses/index.ts"
import { newLink } from "#modules/dossiers/index.ts"
import { maison, openHouse, voisin } from "../../checks/testing/house.ts"
import { openTwilio } from "../../simulators/twilio/harness.ts"
import { type OrderFacts, sendMessage, tellCustomer } from "./index.ts"
import { queueOffer } from "./queue-message.ts"
import { receiveText } from "./receive-text.ts"
import { recordTextStatus } from "./record-text-status.ts"

const house = await openHouse()
const twilio = await openTwilio()
const outside = { ...house.kernel.outside, http: openHttp({ trustedOrigins: [twilio.url] }) }
const kernel = { ...house.kernel, reactions: {}, outside }
const actor = { scope: "system", name: "test" } as const
const system = { kernel, business: maison, actor }
const rows = async <T>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
  (await house.owner.query(sql, [...values])).rows
const inside = <T>(work: Parameters<typeof inTransaction<T>>[2]) =>
  inTransaction(kernel.pool, { businessId: maison.id, actor }, work)

await inside((tx) =>
  storeSecret({ tx, kernel, now: house.clock.now }, { name: "twilio", value: JSON.stringify(twilio.account) }),
)
const start = house.clock.now
beforeEach(async () => {
  house.clock.now = start
  await twilio.reset()
  // Nobody listens at this house's public address.
  await twilio.knobs({ tellTimes: 0 })
})
afterAll(() => twilio.close())

let phones = 0
/** A dossier of a customer with a mobile number of their own. */
async function dossier(given: { phone?: string } = {}): Promise<{ dossierId: string; phone: string; token: string }> {
  phones += 1
  const phone = given.phone ?? `+21355${String(phones).padStart(7, "0")}`
  const [customerId, dossierId] = [newId(), newId()]
  const link = newLink(kernel, { businessId: maison.id, dossierId })
  await rows(
    `with customer as (
       insert into guichet.customers (business_id, id, name, phone, locale, created_at) values ($1, $2, 'N', $3, 'fr', now())
       on conflict (business_id, phone) do update set name = excluded.name returning id)
     insert into guichet.dossiers (business_id, id, kind, number, customer_id, locale, link_key_version, link_hash, opened_at)
     select $1, $4, 'order', $5, customer.id, 'fr', $6, $7, now() from customer`,
    [maison.id, customerId, phone, dossierId, newNumber("CMD"), link.keyVersion, link.hash],
  )
  return { dossierId, phone, token: link.token }
}

const facts: OrderFacts = {
  customerName: "Nadia Benali",
  number: "CMD-7K3F-92QX",
  totalMinor: 1_910_000,
  currency: "DZD",
  method: "satim",
  carrier: "Yalidine",
  carrierReference: "YAL-88231",
}
type Told = {
  dossierId: string
  phone: string | null
  recipient?: string | null
  template?: "order-shipped" | "order-delivered"
}
const tell = ({ dossierId, phone, recipient = null, template = "order-shipped" }: Told) =>
  inside((tx) =>
    tellCustomer(
      { ...system, tx, now: house.clock.now, tell: () => undefined, last: () => undefined, made: () => undefined },
      { dossierId, template, recipient, phone, facts },
    ),
  )
type Row = {
  id: string
  channel: string
  status: string
  failure: string | null
  reference: string | null
  body: string
}
const messages = (dossierId: string) =>
  rows<Row>(
    "select id, channel, status, failure, channel_reference as reference, body from guichet.messages where dossier_id = $1 order by id",
    [dossierId],
  )
const tasks = async (dossierId: string) =>
  (
    await rows<{ kind: string }>("select kind from guichet.tasks where dossier_id = $1 and done_at is null", [
      dossierId,
    ])
  ).map(({ kind }) => kind)
const send = (id: string) => sendMessage.run({ kernel, business: maison, subjectId: id, deadlineMs: 20_000 })
/** A text that waits to be sent. */
async function queued(given: { phone?: string } = {}) {
  const customer = await dossier(given)
  await tell(customer)
  const [message] = await messages(customer.dossierId)
  return { ...customer, id: message?.id ?? "" }
}
const told = (given: Partial<Parameters<typeof recordTextStatus.within>[1]>) =>
  recordTextStatus(system, { messageId: null, reference: "", status: "sent", errorCode: null, ...given })

describe("telling a customer", () => {
  it("is an SMS for who gave no address, short and with the link", async () => {
    const { dossierId, phone, token } = await dossier()
    await tell({ dossierId, phone })
    expect(await messages(dossierId)).toMatchObject([{ channel: "sms", status: "queued" }])
    expect((await messages(dossierId))[0]?.body).toBe(
      `maison : la commande CMD-7K3F-92QX est partie avec Yalidine, suivi YAL-88231. Suivre :\nhttp://localhost:3000/maison/orders/${token}`,
    )
  })
  it("is a mail and an SMS for who has both", async () => {
    const { dossierId, phone } = await dossier()
    await tell({ dossierId, phone, recipient: "nadia@clients.example" })
    expect((await messages(dossierId)).map(({ channel }) => channel)).toEqual(["email", "sms"])
  })
  it("stays on the page where the step is not worth an SMS", async () => {
    const { dossierId, phone } = await dossier()
    await tell({ dossierId, phone, template: "order-delivered" })
    expect(await messages(dossierId)).toMatchObject([{ channel: "page", status: "sent" }])
  })
  it("stays on the page where the business cannot text", async () => {
    const { dossierId, phone } = await dossier()
    await rows("update guichet.business_secrets set name = 'twilio-away' where name = 'twilio'")
    await tell({ dossierId, phone })
    await rows("update guichet.business_secrets set name = 'twilio' where name = 'twilio-away'")
    expect(await messages(dossierId)).toMatchObject([{ channel: "page" }])
  })
  it("offers a slot to somebody who has no dossier yet", async () => {
    const visit = {
      customerName: "Nadia",
      number: null,
      faultName: { fr: "Panne" },
      startsAt: "2026-11-23T08:30:00Z",
      technicianName: null,
      commune: "Bab Ezzouar",
      currency: "DZD",
      depositMinor: null,
      payUntil: "2026-11-20T12:00:00Z",
      cancelUntil: null,
      feeMinor: 0,
      cancelledBy: "staff",
      reason: "",
    } as const
    const link = "http://localhost:3000/maison/book/hold/abc"
    const { messageId } = await queueOffer(system, { phone: "+213559000001", locale: "fr", link, facts: visit })
    expect(await send(messageId ?? "")).toBe("done")
    expect(await twilio.texts("+213559000001")).toMatchObject([
      {
        body: `maison : un créneau se libère lundi 23 novembre à 9 h 30, Bab Ezzouar. Gardé pour vous jusqu'à 13 h 00. Réserver :\n${link}`,
      },
    ])
  })
})

describe("sending an SMS", () => {
  it("goes out once, and says where to tell what becomes of it", async () => {
    const { id, dossierId, phone } = await queued()
    expect(await send(id)).toBe("done")
    expect(await send(id)).toBe("nothing")

    const [text, ...others] = await twilio.texts(phone)
    expect(others).toEqual([])
    expect(text?.statusCallback).toBe(`http://localhost:3000/api/v1/maison/channels/twilio/status?message=${id}`)
    expect(await messages(dossierId)).toMatchObject([{ status: "sent", reference: text?.sid }])
  })
  it("goes out once although its answer was lost: it is looked up first", async () => {
    const { id, dossierId, phone } = await queued()
    await twilio.knobs({ connection: "reset", faultOn: ["send"], faultWhen: "after", faultTimes: 1 })
    await expect(send(id)).rejects.toThrow("nobody knows")

    house.clock.now = start.add({ minutes: 2 })
    expect(await send(id)).toBe("done")
    const texts = await twilio.texts(phone)
    expect(texts).toHaveLength(1)
    expect(await messages(dossierId)).toMatchObject([{ status: "sent", reference: texts[0]?.sid }])
  })
  it("goes out again once Twilio says that it has nothing of it", async () => {
    const { id, dossierId, phone } = await queued()
    await twilio.knobs({ connection: "reset", faultOn: ["send"], faultTimes: 1 })
    await expect(send(id)).rejects.toThrow("nobody knows")

    house.clock.now = start.add({ minutes: 2 })
    expect(await send(id)).toMatchObject({ againInSeconds: expect.any(Number) })
    expect(await send(id)).toBe("done")
    expect(await twilio.texts(phone)).toHaveLength(1)
    expect(await messages(dossierId)).toMatchObject([{ status: "sent" }])
  })
  it("waits while Twilio cannot be asked what became of it", async () => {
    const { id, phone } = await queued()
    await twilio.knobs({ connection: "reset", faultWhen: "after" })
    await expect(send(id)).rejects.toThrow("nobody knows")
    house.clock.now = start.add({ minutes: 2 })
    await expect(send(id)).rejects.toThrow("nobody knows")
    expect(await twilio.texts(phone)).toHaveLength(1)
  })
  it("tells a person after half an hour that nobody knows, and sends nothing again", async () => {
    const { id, dossierId, phone } = await queued()
    await twilio.knobs({ connection: "reset", faultWhen: "after" })
    await expect(send(id)).rejects.toThrow("nobody knows")
    house.clock.now = start.add({ minutes: 31 })
    expect(await send(id)).toBe("done")

    expect(await messages(dossierId)).toMatchObject([{ status: "failed", failure: expect.stringContaining("unknown") }])
    expect(await tasks(dossierId)).toEqual(["message_failed"])
    expect(await twilio.texts(phone)).toHaveLength(1)
  })
  it.each([
    ["a landline", "+21321000142", "phone_unreachable", "refused: 21614"],
    ["who wrote STOP elsewhere", "+15005550004", "message_failed", "refused: 21610"],
  ])("fails for %s, and staff are told", async (_, phone, kind, failure) => {
    const { id, dossierId } = await queued({ phone })
    await send(id)
    expect(await messages(dossierId)).toMatchObject([{ status: "failed", failure: expect.stringContaining(failure) }])
    expect(await tasks(dossierId)).toEqual([kind])
  })
  it("is not sent to who wrote STOP meanwhile", async () => {
    const { id, dossierId, phone } = await queued()
    await rows(
      `insert into guichet.text_refusals (business_id, id, phone, refused_at) values ('${maison.id}', '${id}', '${phone}', now())`,
    )
    await send(id)

    expect(await twilio.texts(phone)).toEqual([])
    expect(await messages(dossierId)).toMatchObject([{ status: "failed" }])
    expect(await tasks(dossierId)).toEqual(["message_failed"])
  })
  it.each([
    ["appointment-reminder-hours", 61],
    ["slot-offered", 31],
  ])("is not sent when it comes too late to be of use: %s", async (template, minutes) => {
    const { id, dossierId, phone } = await queued()
    await rows(`update guichet.messages set template = '${template}' where id = '${id}'`)
    house.clock.now = start.add({ minutes })
    await send(id)

    expect(await twilio.texts(phone)).toEqual([])
    expect(await messages(dossierId)).toMatchObject([{ status: "failed", failure: "refused: too late to be of use" }])
    expect(await tasks(dossierId)).toEqual(["message_failed"])
  })
  it("writes no more to who turned out to have written STOP", async () => {
    const { dossierId } = await dossier({ phone: "+15005550004" })
    await tell({ dossierId, phone: "+15005550004" })
    expect((await messages(dossierId)).at(-1)).toMatchObject({ channel: "page" })
  })
})

describe("hearing what became of an SMS", () => {
  async function sent() {
    const message = await queued()
    await send(message.id)
    const [text] = await twilio.texts(message.phone)
    return { ...message, reference: text?.sid ?? "" }
  }

  it("goes forward only, whatever order it is told in", async () => {
    const { dossierId, reference } = await sent()
    await told({ reference, status: "delivered" })
    await told({ reference, status: "sent" })
    await told({ reference, status: "failed", errorCode: 30_003 })
    await told({ reference, status: "delivered" })
    expect(await messages(dossierId)).toMatchObject([{ status: "delivered", failure: null }])
    expect((await house.eventsOf(dossierId)).filter((name) => name === "message.delivered")).toHaveLength(1)
    expect(await tasks(dossierId)).toEqual([])
  })
  it("raises a task for a phone that cannot be reached, once", async () => {
    const { dossierId, reference } = await sent()
    await Promise.all([1, 2].map(() => told({ reference, status: "failed", errorCode: 30_003 })))
    expect(await messages(dossierId)).toMatchObject([{ status: "failed", failure: "undelivered: 30003" }])
    expect(await tasks(dossierId)).toEqual(["phone_unreachable"])
    expect((await house.eventsOf(dossierId)).filter((name) => name === "message.failed")).toHaveLength(1)
  })
  it("knows a text by our own id while its answer is lost, and never sends it again then", async () => {
    const { id, dossierId, phone } = await queued()
    await twilio.knobs({ connection: "reset", faultOn: ["send"], faultWhen: "after", faultTimes: 1 })
    await expect(send(id)).rejects.toThrow("nobody knows")
    const [text] = await twilio.texts(phone)
    await told({ messageId: id, reference: text?.sid ?? "", status: "delivered" })

    house.clock.now = start.add({ minutes: 2 })
    expect(await send(id)).toBe("nothing")
    expect(await messages(dossierId)).toMatchObject([{ status: "delivered", reference: text?.sid }])
  })
  it("says nothing about a text of somebody else's", async () => {
    const { dossierId, id } = await sent()
    await told({ messageId: id, reference: `SM${"f".repeat(32)}`, status: "failed", errorCode: 30_003 })
    await recordTextStatus(
      { ...system, business: voisin },
      { messageId: id, reference: "SM", status: "failed", errorCode: 1 },
    )
    expect(await messages(dossierId)).toMatchObject([{ status: "sent" }])
  })
  it("only follows from a delivery that proved itself: nobody may call it", async () => {
    const asked = { messageId: null, reference: "SM", status: "sent", errorCode: null } as const
    await expect(recordTextStatus({ ...house.as("admin"), kernel }, asked)).rejects.toMatchObject({
      code: "not_allowed",
    })
  })
})

describe("receiving an SMS", () => {
  let sids = 0
  const received = (from: string, body: string, given: Partial<Parameters<typeof receiveText.within>[1]> = {}) => {
    sids += 1
    const reference = `SM${String(sids).padStart(32, "0")}`
    return receiveText(system, {
      reference,
      from,
      to: "+15005550006",
      body,
      mediaCount: 0,
      wish: null,
      isAmbiguous: false,
      ...given,
    })
  }

  it("joins what was last written about, once however often it comes, and staff have it to answer", async () => {
    const first = await queued()
    await dossier({ phone: first.phone })
    const reference = `SM${"a".repeat(32)}`
    await Promise.all([1, 2, 3].map(() => received(first.phone, "Je suis absent mardi", { reference })))

    expect((await messages(first.dossierId)).at(-1)).toMatchObject({
      channel: "sms",
      status: "received",
      body: "Je suis absent mardi",
    })
    expect(await messages(first.dossierId)).toHaveLength(2)
    expect(await tasks(first.dossierId)).toEqual(["message_received"])
    expect((await house.eventsOf(first.dossierId)).filter((name) => name === "message.received")).toHaveLength(1)
  })
  it("joins the customer's latest dossier where we wrote nothing of late", async () => {
    const { phone } = await dossier()
    const latest = await dossier({ phone })
    await received(phone, "Bonjour", { mediaCount: 1 })
    expect(await messages(latest.dossierId)).toMatchObject([{ body: "Bonjour\n(une image jointe)" }])
  })
  it("is kept although we know nobody of that number", async () => {
    await received("+213559999999", "Vous réparez les chauffe-eau ?")
    expect(await rows("select dossier_id, status from guichet.messages where sender = '+213559999999'")).toEqual([
      { dossier_id: null, status: "received" },
    ])
  })
  it("is read by a person where the word that stops texts may be about the visit", async () => {
    const { dossierId, phone } = await dossier()
    await received(phone, "Cancel", { wish: "stop", isAmbiguous: true })
    await tell({ dossierId, phone })

    expect((await messages(dossierId)).at(-1)).toMatchObject({ channel: "page" })
    expect(await tasks(dossierId)).toEqual(["message_received"])
  })
  it("ends texts at STOP and begins them again at START", async () => {
    const { dossierId, phone } = await dossier()
    await received(phone, "STOP", { wish: "stop" })
    await received(phone, "STOP", { wish: "stop" })
    await tell({ dossierId, phone })
    expect((await messages(dossierId)).at(-1)).toMatchObject({ channel: "page" })
    expect(await tasks(dossierId)).toEqual([])

    await received(phone, "START", { wish: "start" })
    await tell({ dossierId, phone })
    expect((await messages(dossierId)).at(-1)).toMatchObject({ channel: "sms" })
  })
})
