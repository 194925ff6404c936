import { afterAll, describe, expect, it, vi } from "vitest"
import { seed } from "../../database/seed/load.ts"
import { startWorker } from "../worker/worker.ts"
import { createGate } from "./gate.ts"
import { openCounter } from "./testing/counter.ts"

/** The demo shop over HTTP, every answer held to its contract; the outside world is not there. */
const counter = await openCounter()
const { signIns } = await seed({
  databaseUrl: counter.database.ownerUrl,
  keys: counter.app.config,
  log: () => undefined,
})
const gate = await createGate(counter.app, { checksAnswers: true })
const worker = await startWorker(counter.app)
afterAll(async () => {
  await worker.stop()
  await gate.close()
})

const shop = "/api/v1/mj-chauffage"
const read = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await gate.inject({ url: `${shop}${path}`, headers })
  expect(answer.statusCode, `${path}: ${answer.body.slice(0, 300)}`).toBe(200)
  return answer.json()
}
const change = async (method: "POST" | "PUT", path: string, payload: object, headers: Record<string, string> = {}) => {
  const answer = await gate.inject({ method, url: `${shop}${path}`, payload, headers })
  return { status: answer.statusCode, body: answer.json() }
}

const products = await read("/products?limit=100&locale=ar")
type Variant = { id: string; available: number }
const variants: Variant[] = products.items.flatMap(({ variants }: { variants: Variant[] }) => variants)
const [first, second] = variants.filter(({ available }) => available > 2)

const order = (variantId: string | undefined) => ({
  lines: [{ variantId, quantity: 1 }],
  customer: { name: "Amel Bensalem", phone: "0550 12 34 56", email: "amel@example.com" },
  delivery: { method: "home", wilaya: 16, commune: "Bab Ezzouar", address: "12 rue des Frères" },
  payment: { method: "cash_on_delivery" },
  acceptTerms: true,
  locale: "fr",
})
const placed = async (variantId: string | undefined, key: string) =>
  change("POST", "/orders", order(variantId), { "idempotency-key": key })

async function signedIn(role: string): Promise<Record<string, string>> {
  const person = signIns.find((person) => person.business === "mj-chauffage" && person.role === role)
  const payload = { email: person?.email, password: person?.password }
  const answer = await gate.inject({ method: "POST", url: `${shop}/session`, payload })
  return { cookie: `__Host-mj-chauffage-session=${answer.cookies[0]?.value}`, "sec-fetch-site": "same-origin" }
}

describe("a visitor", () => {
  it.each([
    "/business",
    "/business?locale=ar",
    "/legal/terms",
    "/legal/mentions?locale=en",
    "/places",
    "/places/16?locale=ar",
    "/categories?locale=en",
    "/boilers",
    "/delivery-rates",
    "/products?q=circulateur",
    "/captcha?locale=ar",
  ])("reads %s as its contract says", async (path) => {
    await read(path)
  })

  it("reads a product", async () => {
    expect(await read(`/products/${products.items[0].slug}?locale=en`)).toMatchObject({ slug: products.items[0].slug })
  })

  it("sees what an order would cost", async () => {
    const { lines, delivery, payment } = order(first?.id)
    const wanted = { lines, delivery: { method: delivery.method, wilaya: delivery.wilaya }, payment }

    expect((await change("POST", "/order-previews", wanted)).status).toBe(200)
  })

  it("places an order once, however often the request is sent, and follows it", async () => {
    const before = await placed(first?.id, "walk-1")
    const again = await placed(first?.id, "walk-1")
    const token = before.body.trackingToken

    expect([before.status, again.status]).toEqual([201, 201])
    expect(again.body.number).toBe(before.body.number)
    expect(await read(`/orders/track/${token}`)).toMatchObject({
      status: "PENDING",
      customer: { name: "Amel Bensalem" },
    })
  })

  it("is told in their language what is wrong with an order", async () => {
    const wrong = { ...order(first?.id), acceptTerms: false, customer: { name: "", phone: "021 12 34 56" } }
    const { status, body } = await change("POST", "/orders", wrong, {
      "idempotency-key": "walk-2",
      "accept-language": "ar",
    })

    expect(status).toBe(422)
    expect(body.errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`)).toEqual([
      "customer.name too_small",
      "customer.phone phone_not_mobile",
      "acceptTerms terms_not_accepted",
    ])
    expect(body.errors[2].detail).toBe("اقبل شروط البيع لتتمكن من الطلب.")
  })

  it("is told which lines are short, and how many are left", async () => {
    const wanted = { ...order(first?.id), lines: [{ variantId: first?.id, quantity: 99 }] }
    const { status, body } = await change("POST", "/orders", wanted, {
      "idempotency-key": "walk-6",
      "accept-language": "en",
    })

    expect(status).toBe(409)
    expect(body).toMatchObject({ code: "stock_short", lines: [{ variantId: first?.id, quantity: 99 }] })
    expect(body.detail).not.toBe(body.title)
  })

  it("comes to no desk", async () => {
    for (const path of ["/desk/today", "/desk/orders", "/desk/messages"])
      expect((await gate.inject(`${shop}${path}`)).statusCode).toBe(401)
  })
})

describe("a member of staff", () => {
  it("takes an order from the phone to the door, with its invoice", async () => {
    const staff = await signedIn("technician")
    const { body } = await placed(second?.id, "walk-3")
    const { items } = await read("/desk/orders?view=to_confirm", staff)
    const { id } = items.find(({ number }: { number: string }) => number === body.number)

    expect((await change("PUT", `/desk/orders/${id}/confirmation`, {}, staff)).status).toBe(200)
    const shipment = { carrier: "Yalidine", reference: "YAL-1" }
    expect((await change("PUT", `/desk/orders/${id}/shipment`, shipment, staff)).status).toBe(200)
    expect((await change("PUT", `/desk/orders/${id}/delivery`, {}, staff)).status).toBe(200)
    expect(await read(`/desk/orders/${id}`, staff)).toMatchObject({
      fulfilmentStatus: "delivered",
      paymentStatus: "paid",
    })

    const invoiced = await vi.waitFor(
      async () => {
        const { documents } = await read(`/orders/track/${body.trackingToken}`)
        expect(documents).toMatchObject([{ kind: "invoice", isReady: true }])
        return documents[0]
      },
      { timeout: 15_000, interval: 200 },
    )
    const pdf = await gate.inject(`${shop}/orders/track/${body.trackingToken}/documents/${invoiced.id}`)
    expect(pdf.headers["content-disposition"]).toMatch(/^attachment; /)
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe("%PDF-")
    const elsewhere = await placed(first?.id, "walk-4")
    const foreign = `${shop}/orders/track/${elsewhere.body.trackingToken}/documents/${invoiced.id}`
    expect((await gate.inject(foreign)).statusCode).toBe(404)
  }, 30_000)

  it("reads today's board and what customers were told", async () => {
    const staff = await signedIn("manager")
    await read("/desk/today", staff)
    const { items } = await read("/desk/messages", staff)

    expect(items.length).toBeGreaterThan(0)
    await read(`/desk/messages/${items[0].id}`, staff)
  })

  it("cancels only with the right to", async () => {
    const { body } = await placed(first?.id, "walk-5")
    const [technician, manager] = [await signedIn("technician"), await signedIn("manager")]
    const { items } = await read("/desk/orders", manager)
    const { id } = items.find(({ number }: { number: string }) => number === body.number)
    const cancelled = (headers: Record<string, string>) =>
      change("PUT", `/desk/orders/${id}/cancellation`, { reason: "doublon" }, headers)

    expect((await cancelled(technician)).status).toBe(403)
    expect((await cancelled(manager)).status).toBe(200)
    expect((await cancelled(manager)).body.code).toBe("order_not_cancellable")
  })
})
