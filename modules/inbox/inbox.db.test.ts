import { describe, expect, it } from "vitest"
import { inTransaction } from "#kernel/database/transaction.ts"
import { newId, newNumber } from "#kernel/ids.ts"
import type { Letter, Posted } from "#kernel/mail.ts"
import { newLink } from "#modules/dossiers/index.ts"
import { maison, openHouse, voisin } from "../../checks/testing/house.ts"
import { inboxRoutes, type MessageFacts, messagesOf, queueMessage, sendMessage } from "./index.ts"

const posted: Letter[] = []
let answer: Posted = { kind: "accepted", reference: "<x@y>" }
const mail = async (letter: Letter) => {
  posted.push(letter)
  return answer
}
const house = await openHouse({ mail })
const kernel = { ...house.kernel, reactions: {} }
const system = { kernel, business: maison, actor: { scope: "system", name: "test" } } as const
const rows = async <T>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
  (await house.owner.query(sql, [...values])).rows

async function dossier(locale = "fr"): Promise<{ id: string; token: string }> {
  const [customerId, id] = [newId(), newId()]
  const link = newLink(kernel, { businessId: maison.id, dossierId: id })
  const phone = `+2135${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`
  await rows(
    `with customer as (
       insert into guichet.customers (business_id, id, name, phone, locale, created_at) values ($1, $2, 'N', $3, $8, now()) returning id)
     insert into guichet.dossiers (business_id, id, kind, number, customer_id, locale, link_key_version, link_hash, opened_at)
     select $1, $4, 'order', $5, customer.id, $8, $6, $7, now() from customer`,
    [maison.id, customerId, phone, id, newNumber("CMD"), link.keyVersion, link.hash, locale],
  )
  return { id, token: link.token }
}
const facts: MessageFacts = {
  customerName: "Nadia Benali",
  number: "CMD-7K3F-92QX",
  totalMinor: 1_910_000,
  currency: "DZD",
  method: "satim",
}
async function queued(
  given: { recipient?: string | null; locale?: string; attachments?: { key: string; name: string }[] } = {},
) {
  const { id, token } = await dossier(given.locale)
  const recipient = given.recipient === undefined ? "nadia@clients.example" : given.recipient
  const message = {
    dossierId: id,
    template: "payment-received",
    recipient,
    facts,
    attachments: given.attachments ?? [],
  } as const
  const { messageId } = await queueMessage(system, { ...message, attachments: [...message.attachments] })
  return { dossierId: id, token, messageId }
}
const send = (id: string) => sendMessage.run({ kernel, business: maison, subjectId: id, deadlineMs: 10_000 })
const message = async (id: string) =>
  (
    await rows<{ status: string; failure: string | null; channel: string }>(
      "select status, failure, channel from guichet.messages where id = $1",
      [id],
    )
  )[0]
const restart = (given: Posted) => {
  posted.length = 0
  answer = given
}

describe("queueing a message", () => {
  it("is told with the errand that sends it, without a word of what it says", async () => {
    const { dossierId, messageId } = await queued()
    const [event] = await rows<{ facts: object; jobs: object; audience: string }>(
      "select facts, jobs, audience from guichet.events where dossier_id = $1",
      [dossierId],
    )
    expect(event).toEqual({
      audience: "staff",
      facts: { messageId, template: "payment-received", channel: "email" },
      jobs: [{ errand: "inbox.send", subjectId: messageId }],
    })
  })
  it("stays on the order's page for want of an address, and nothing is sent", async () => {
    restart({ kind: "accepted", reference: "<x@y>" })
    const { messageId } = await queued({ recipient: null })
    expect(await message(messageId)).toMatchObject({ status: "sent", channel: "page" })
    expect(await send(messageId)).toBe("nothing")
    expect(posted).toEqual([])
  })
  it("refuses an address that is none", async () => {
    await expect(queued({ recipient: "nadia" })).rejects.toMatchObject({ code: "input_invalid" })
  })
  it("only follows from something else: nobody may call it", async () => {
    const { id } = await dossier()
    const asked = { dossierId: id, template: "order-placed", recipient: null, facts } as const
    await expect(queueMessage(house.as("admin"), asked)).rejects.toMatchObject({ code: "not_allowed" })
    await expect(queueMessage(house.anyone(), asked)).rejects.toMatchObject({ code: "sign_in_needed" })
  })
})

describe("sending a message", () => {
  it("goes out once, in the customer's language, with the link to the order", async () => {
    restart({ kind: "accepted", reference: "<ref@mj>" })
    const { dossierId, token, messageId } = await queued({ locale: "ar" })

    expect(await send(messageId)).toBe("done")
    expect(await send(messageId)).toBe("nothing")

    expect(posted).toHaveLength(1)
    expect(posted[0]).toMatchObject({
      id: messageId,
      from: { name: "maison", address: "bonjour@mj-chauffage.example" },
      to: "nadia@clients.example",
      html: expect.stringContaining('dir="rtl"'),
    })
    expect(posted[0]?.text).toContain(`http://localhost:3000/maison/ar/orders/${token}`)
    expect(await message(messageId)).toMatchObject({ status: "sent", failure: null })
    expect((await house.eventsOf(dossierId)).at(-1)).toBe("message.sent")
  })
  it("goes out once when two runs meet", async () => {
    restart({ kind: "accepted", reference: "<ref@mj>" })
    const { messageId } = await queued()
    await Promise.all([send(messageId), send(messageId)])
    expect(posted).toHaveLength(1)
  })
  it("tries again while the server is down, ever later, and gives up after two days", async () => {
    restart({ kind: "unreached", reason: "down" })
    const start = house.clock.now
    const { dossierId, messageId } = await queued()

    expect(await send(messageId)).toEqual({ againInSeconds: 10 })
    house.clock.now = start.add({ minutes: 10 })
    expect(await send(messageId)).toEqual({ againInSeconds: 60 })
    house.clock.now = start.add({ hours: 20 })
    expect(await send(messageId)).toEqual({ againInSeconds: 1800 })
    house.clock.now = start.add({ hours: 49 })
    expect(await send(messageId)).toBe("done")
    house.clock.now = start

    expect(await message(messageId)).toMatchObject({ status: "failed", failure: "unreached: down" })
    expect(await rows("select kind from guichet.tasks where dossier_id = $1", [dossierId])).toEqual([
      { kind: "message_failed" },
    ])
  })
  it.each([
    ["the server refuses it", "refused"],
    ["nobody knows whether it arrived", "unknown"],
  ] as const)("is never sent again when %s, and a person looks", async (_, kind) => {
    restart({ kind, reason: "why" })
    const { dossierId, messageId } = await queued()
    await send(messageId)
    await send(messageId)

    expect(posted).toHaveLength(1)
    expect(await message(messageId)).toMatchObject({ status: "failed", failure: `${kind}: why` })
    expect(await rows("select kind from guichet.tasks where dossier_id = $1", [dossierId])).toEqual([
      { kind: "message_failed" },
    ])
  })
  it("is never sent again after a crash in the middle", async () => {
    restart({ kind: "accepted", reference: "<ref@mj>" })
    const { messageId } = await queued()
    await rows(
      `insert into guichet.errands (business_id, name, subject_id, status, attempt, lease_until, updated_at)
       values ($1, 'inbox.send', $2, 'sending', 1, $3, $3)`,
      [maison.id, messageId, house.clock.now.subtract({ minutes: 2 }).toString()],
    )
    await send(messageId)
    expect(posted).toEqual([])
    expect(await message(messageId)).toMatchObject({ status: "failed" })
  })
  it("waits for the invoice that goes with it, and leaves without it after two minutes", async () => {
    restart({ kind: "accepted", reference: "<ref@mj>" })
    const attachments = [{ key: `${maison.id}/documents/late.pdf`, name: "FA-2026-00001.pdf" }]
    const start = house.clock.now
    const patient = await queued({ attachments })
    const tired = await queued({ attachments })

    expect(await send(patient.messageId)).toEqual({ againInSeconds: 5 })
    house.clock.now = start.add({ minutes: 3 })
    await send(tired.messageId)
    expect(posted[0]).toMatchObject({ id: tired.messageId, attachments: [] })

    house.clock.now = start
    await kernel.outside.files.put(`${maison.id}/documents/late.pdf`, Buffer.from("%PDF-1.7"))
    await send(patient.messageId)
    expect(posted[1]).toMatchObject({
      id: patient.messageId,
      attachments: [{ name: "FA-2026-00001.pdf", media: "application/pdf", content: Buffer.from("%PDF-1.7") }],
    })
  })
})

describe("sending a message whose files cannot be read", () => {
  const unreadable = {
    ...kernel,
    outside: { ...kernel.outside, files: { ...kernel.outside.files, get: () => Promise.reject(new Error("EIO")) } },
  }

  it("waits as for files that are not made yet, and goes out once they can be", async () => {
    restart({ kind: "accepted", reference: "<ref@mj>" })
    const key = `${maison.id}/documents/there.pdf`
    await kernel.outside.files.put(key, Buffer.from("%PDF-1.7"))
    const { messageId } = await queued({ attachments: [{ key, name: "FA-2026-00002.pdf" }] })
    const blind = { kernel: unreadable, business: maison, subjectId: messageId, deadlineMs: 10_000 }

    expect(await sendMessage.run(blind)).toEqual({ againInSeconds: 5 })
    expect(await message(messageId)).toMatchObject({ status: "queued" })
    expect(await send(messageId)).toBe("done")
    expect(posted).toMatchObject([{ attachments: [{ name: "FA-2026-00002.pdf" }] }])
  })
})

describe("sending a message that fails by a fault of ours, again and again", () => {
  it("is given up at the tenth time, and staff have it to look at", async () => {
    const { dossierId, messageId } = await queued()
    await rows(
      `insert into guichet.errands (business_id, name, subject_id, status, attempt, failures, lease_until, updated_at)
       values ($1, 'inbox.send', $2, 'ready', 9, 9, $3, $3)`,
      [maison.id, messageId, house.clock.now.toString()],
    )
    const broken = { ...house.kernel, outside: { ...kernel.outside, mail: () => Promise.reject(new Error("a bug")) } }
    const sending = { kernel: broken, business: maison, subjectId: messageId, deadlineMs: 10_000 }

    await expect(sendMessage.run(sending)).rejects.toMatchObject({ name: "GivenUp" })
    expect(await rows("select kind, facts from guichet.tasks where dossier_id = $1", [dossierId])).toEqual([
      { kind: "errand_failed", facts: { errand: "inbox.send", subjectId: messageId } },
    ])
  })
})

describe("reading messages", () => {
  const list = inboxRoutes.find(({ name }) => name === "listMessages")
  const show = inboxRoutes.find(({ name }) => name === "showMessage")
  const asked = (query: object) => ({ params: {}, query: { limit: 2, ...query }, body: undefined })
  const one = (id: string) => ({ params: { id }, query: {}, body: undefined })

  it("lists them for the desk, newest first, page by page", async () => {
    const first = await queued()
    const second = await queued()
    const third = await queued({ recipient: null })

    expect(await list?.handle({ ...house.as("technician"), kernel }, asked({}))).toMatchObject({
      items: [
        { id: third.messageId, channel: "page", recipient: null },
        { id: second.messageId, template: "payment-received" },
      ],
      next: second.messageId,
    })
    expect(await list?.handle({ ...house.as("technician"), kernel }, asked({ after: second.messageId }))).toMatchObject(
      {
        items: [{ id: first.messageId }, {}],
      },
    )
    expect(
      await list?.handle({ ...house.as("technician"), kernel }, asked({ status: "queued", limit: 1 })),
    ).toMatchObject({
      items: [{ id: second.messageId }],
    })
  })
  it("shows one as its recipient reads it", async () => {
    const { messageId, token } = await queued({ attachments: [{ key: "a/b", name: "FA-2026-00001.pdf" }] })
    expect(await show?.handle({ ...house.as("admin"), kernel }, one(messageId))).toMatchObject({
      subject: "Paiement reçu pour la commande CMD-7K3F-92QX",
      html: expect.stringContaining(token),
      attachments: [{ name: "FA-2026-00001.pdf" }],
    })
  })
  it("is the desk's alone: not a guest's, a stranger's or another business's", async () => {
    const { dossierId, messageId } = await queued()
    const refused = (visit: ReturnType<typeof house.guest>) =>
      expect(show?.handle({ ...visit, kernel }, one(messageId))).rejects
    await refused(house.guest(dossierId)).toMatchObject({ code: "not_allowed" })
    await refused(house.anyone()).toMatchObject({ code: "sign_in_needed" })
    await refused(house.as("admin", voisin)).toMatchObject({ code: "not_found" })
  })
  it("shows those of one dossier, oldest first", async () => {
    const { dossierId, messageId } = await queued()
    const opening = { businessId: maison.id, actor: system.actor }

    expect(await inTransaction(kernel.pool, opening, (tx) => messagesOf(tx, dossierId))).toMatchObject([
      { id: messageId, channel: "email", status: "queued" },
    ])
  })
})
