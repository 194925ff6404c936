import { describe, expect, it } from "vitest"
import { storeSecret } from "#modules/businesses/index.ts"
import { checkPayment, paymentOf, refundPayment, startPayment } from "#modules/payments/index.ts"
import { reactions } from "#modules/reactions.ts"
import { audit } from "../apps/ops/audit.ts"
import { openHouse } from "../checks/testing/house.ts"
import { openPayer } from "../checks/testing/payer.ts"
import { expireOrder } from "./orders/index.ts"
import { orderRoutes } from "./orders/routes.ts"
import { orderBody } from "./orders/testing/orders.ts"

const house = await openHouse()
const { kernel, run, rows, pays, inside, accounts, later } = await openPayer(house, reactions)

const call = async (name: string, visit: ReturnType<typeof house.guest>, asked: object = {}) => {
  const route = orderRoutes.find((candidate) => candidate.name === name)
  return route?.handle({ ...visit, kernel }, { params: {}, query: {}, body: {}, ...asked })
}
type Method = "satim" | "cash_on_delivery"

const withAddress: object = { email: "nadia@clients.example" }

async function ordered(method: Method = "satim", variantId = house.shelf.pump, given = withAddress) {
  const lines = [{ variantId, quantity: 1 }]
  const body = orderBody(house, { method, lines })
  await call("placeOrder", house.anyone(), {
    body: { ...body, customer: { ...body.customer, ...given } },
  })
  const [order] = await rows<{ id: string; total: string }>(
    "select id, total_minor as total from guichet.orders order by id desc limit 1",
  )
  const id = order?.id ?? ""
  const attemptId = (await inside(({ tx }) => paymentOf(tx, id)))?.openAttemptId ?? ""
  return { id, attemptId, totalMinor: Number(order?.total) }
}
async function paid(variantId?: string) {
  const order = await ordered("satim", variantId)
  await pays(order.attemptId, "paid")
  await run(checkPayment, order.attemptId)
  return order
}
const state = async (id: string) =>
  (await rows("select payment_status, fulfilment_status from guichet.orders where id = $1", [id]))[0]
const messages = async (id: string) =>
  (
    await rows<{ template: string }>("select template from guichet.messages where dossier_id = $1 order by id", [id])
  ).map(({ template }) => template)
const documents = (id: string) =>
  rows("select kind from guichet.invoices where dossier_id = $1 order by kind desc", [id])

describe("a customer who gave a phone number alone", () => {
  const account = {
    accountSid: `AC${"0".repeat(32)}`,
    authToken: "token",
    from: "+15005550006",
  }

  it("hears by SMS what is worth one, once the business can text", async () => {
    await inside(({ tx, now }) => storeSecret({ tx, kernel, now }, { name: "twilio", value: JSON.stringify(account) }))
    const { id } = await ordered("cash_on_delivery", house.shelf.pump, {})
    await call("confirmOrder", house.as("manager"), { params: { id } })
    await call("shipOrder", house.as("manager"), { params: { id }, body: { carrier: "Yalidine", reference: "Y1" } })
    await rows("delete from guichet.business_secrets where name = 'twilio'")

    expect(
      await rows("select template, channel, status from guichet.messages where dossier_id = $1 order by id", [id]),
    ).toEqual([
      { template: "order-confirmed", channel: "page", status: "sent" },
      { template: "order-shipped", channel: "sms", status: "queued" },
    ])
  })
})

describe("what follows from a paid card order", () => {
  it("is the invoice, the units off the shelf and the receipt by mail", async () => {
    const before = await house.stockOf(house.shelf.pump)
    const { id, attemptId, totalMinor } = await paid()

    expect(await state(id)).toEqual({ payment_status: "paid", fulfilment_status: "new" })
    expect(await documents(id)).toEqual([{ kind: "invoice" }])
    expect(await messages(id)).toEqual(["order-placed", "payment-received"])
    expect(await house.stockOf(house.shelf.pump)).toEqual({ onHand: before.onHand - 1, reserved: before.reserved })
    const sums = await accounts(id)
    expect(sums).toMatchObject({ "gateway:satim": totalMinor, receivable: 0 })
    const [message] = await rows<{ attachments: { name: string }[] }>(
      "select attachments from guichet.messages where dossier_id = $1 and template = 'payment-received'",
      [id],
    )
    expect(message?.attachments).toMatchObject([
      { name: expect.stringMatching(/^FA-2026-\d{5}\.pdf$/) },
      { key: expect.stringContaining(attemptId) },
    ])
  })
  it("happens once, however often the gateway says paid", async () => {
    const { id, attemptId } = await paid()
    await later(30)
    await run(checkPayment, attemptId)
    await run(checkPayment, attemptId)
    expect(await documents(id)).toHaveLength(1)
    expect(await messages(id)).toEqual(["order-placed", "payment-received"])
  })
  it("is a message with the bank's words when it was declined", async () => {
    const { id, attemptId } = await ordered()
    await pays(attemptId, "declined")
    await run(checkPayment, attemptId)
    expect(await messages(id)).toEqual(["order-placed", "payment-failed"])
    const [{ body = "" } = {}] = await rows<{ body: string }>(
      "select body from guichet.messages where dossier_id = $1 and template = 'payment-failed'",
      [id],
    )
    expect(body).toContain("Réponse reçue\u00a0: Solde insuffisant")
  })
})

describe("what follows from a refund", () => {
  it("is the credit note, the units back and a message", async () => {
    const before = await house.stockOf(house.shelf.pump)
    const { id } = await paid()
    await call("refundOrder", house.as("manager"), { params: { id }, body: { reason: "Article abîmé" } })
    const refundId = (await inside(({ tx }) => paymentOf(tx, id)))?.refunds[0]?.id ?? ""
    await run(refundPayment, refundId)

    expect(await state(id)).toEqual({ payment_status: "refunded", fulfilment_status: "cancelled" })
    expect(await documents(id)).toEqual([{ kind: "invoice" }, { kind: "credit_note" }])
    expect(await messages(id)).toEqual(["order-placed", "payment-received", "order-refunded"])
    expect(await house.stockOf(house.shelf.pump)).toEqual(before)
    expect(Object.values(await accounts(id)).every((sum) => sum === 0)).toBe(true)
  })
  it("is the same when a paid order is cancelled", async () => {
    const { id } = await paid()
    await call("cancelOrder", house.as("manager"), { params: { id }, body: { reason: "Client injoignable" } })
    const refundId = (await inside(({ tx }) => paymentOf(tx, id)))?.refunds[0]?.id ?? ""
    await run(refundPayment, refundId)

    expect(await state(id)).toEqual({ payment_status: "refunded", fulfilment_status: "cancelled" })
    expect(await documents(id)).toHaveLength(2)
    expect(Object.values(await accounts(id)).every((sum) => sum === 0)).toBe(true)
  })
})

describe("money that comes after the order was released", () => {
  const released = async () => {
    const order = await ordered("satim", house.shelf.bigPump)
    await later(18)
    house.clock.now = house.clock.now.add({ minutes: 13 })
    await run(expireOrder, order.id)
    return order
  }

  it("reinstates the order while its units are there", async () => {
    const { id, attemptId } = await released()
    expect(await state(id)).toEqual({ payment_status: "unpaid", fulfilment_status: "cancelled" })
    await pays(attemptId, "paid")
    await run(checkPayment, attemptId)

    expect(await state(id)).toEqual({ payment_status: "paid", fulfilment_status: "new" })
    expect((await messages(id)).at(-1)).toBe("order-reinstated")
    expect(await house.stockOf(house.shelf.bigPump)).toEqual({ onHand: 0, reserved: 0 })
  })
  it("goes back, visibly, when somebody else has them by then", async () => {
    await house.setStock(house.shelf.bigPump, 1)
    const { id, attemptId } = await released()
    await house.setStock(house.shelf.bigPump, 0)
    await pays(attemptId, "paid")
    await run(checkPayment, attemptId)
    const refund = (await inside(({ tx }) => paymentOf(tx, id)))?.refunds[0]
    expect(refund).toMatchObject({ status: "starting", reason: "paid_too_late" })
    await run(refundPayment, refund?.id ?? "")

    expect(await state(id)).toEqual({ payment_status: "refunded", fulfilment_status: "cancelled" })
    expect((await messages(id)).at(-1)).toBe("order-refunded")
    expect(await rows("select kind from guichet.tasks where dossier_id = $1", [id])).toEqual([
      { kind: "paid_too_late" },
    ])
  })
})

describe("a card's money that comes after cash was chosen", () => {
  it("pays the order at the price of the card: no stamp duty is invoiced or owed", async () => {
    const { id, attemptId, totalMinor } = await ordered()
    await pays(attemptId, "declined")
    await run(checkPayment, attemptId)
    await call("payOrder", house.guest(id), { body: { method: "cash_on_delivery" } })
    const [cash] = await rows<{ stamp: string }>("select stamp_minor as stamp from guichet.orders where id = $1", [id])
    expect(Number(cash?.stamp)).toBeGreaterThan(0)
    await pays(attemptId, "paid")
    await run(checkPayment, attemptId)

    expect(await state(id)).toEqual({ payment_status: "paid", fulfilment_status: "new" })
    expect(
      await rows("select payment_method, stamp_minor, total_minor from guichet.orders where id = $1", [id]),
    ).toEqual([{ payment_method: "satim", stamp_minor: "0", total_minor: String(totalMinor) }])
    expect(await accounts(id)).toMatchObject({ "gateway:satim": totalMinor, receivable: 0 })
    expect(await accounts(id)).not.toHaveProperty("stamp")
  })
})

describe("what follows from a cash order", () => {
  it("is a message at each step, and the invoice with the money", async () => {
    const { id, totalMinor } = await ordered("cash_on_delivery")
    await call("confirmOrder", house.as("technician"), { params: { id } })
    await call("shipOrder", house.as("technician"), {
      params: { id },
      body: { carrier: "Yalidine", reference: "YAL-1" },
    })
    await call("deliverOrder", house.as("technician"), { params: { id } })

    expect(await state(id)).toEqual({ payment_status: "paid", fulfilment_status: "delivered" })
    expect(await messages(id)).toEqual([
      "order-placed",
      "order-confirmed",
      "order-shipped",
      "payment-received",
      "order-delivered",
    ])
    expect(await documents(id)).toEqual([{ kind: "invoice" }])
    expect(await accounts(id)).toMatchObject({ "cash:courier": totalMinor, receivable: 0 })
    const [invoice] = await rows<{ content: { stampMinor: number; mentions: string[] } }>(
      "select content from guichet.invoices where dossier_id = $1",
      [id],
    )
    expect(invoice?.content.stampMinor).toBeGreaterThan(0)
    expect(invoice?.content.mentions).toHaveLength(1)
  })
})

describe("an order without an address to write to", () => {
  it("has its later messages on its own page, and none that repeats that it was placed", async () => {
    const placed = await call("placeOrder", house.anyone(), { body: orderBody(house) })
    expect(placed).toMatchObject({ payment: { status: "pending" } })
    const [{ id = "" } = {}] = await rows<{ id: string }>("select id from guichet.orders order by id desc limit 1")
    await call("confirmOrder", house.as("technician"), { params: { id } })

    expect(await rows("select template, channel, status from guichet.messages where dossier_id = $1", [id])).toEqual([
      { template: "order-confirmed", channel: "page", status: "sent" },
    ])
  })
})

describe("the gateway's page", () => {
  it("is in the answer of a placed order, asked while the visitor waits", async () => {
    const { id, attemptId } = await ordered()
    const payment = await inside(({ tx }) => paymentOf(tx, id))
    expect(payment?.redirectUrl).toContain("/satim/")
    expect(await run(startPayment, attemptId)).toBe("nothing")
  })
})

/** These compare with the real time of day; the verbs of this file live in a time of their own, and no relay runs. */
const byTheClock = ["events-are-numbered", "holds-end", "errands-end"]

describe("after all of this", () => {
  it("the audit finds nothing broken; only the relay did not run here", async () => {
    const findings = await audit(house.database.readonlyUrl)
    const broken = findings.filter(({ name, broken }) => broken.length > 0 && !byTheClock.includes(name))
    expect(findings.length).toBeGreaterThan(10)
    expect(broken).toEqual([])
  })
})
