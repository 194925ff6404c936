import { afterAll, describe, expect, it } from "vitest"
import { createGate } from "../apps/gate/gate.ts"
import { openCounter, password } from "../apps/gate/testing/counter.ts"
import { newId } from "./ids.ts"

const counter = await openCounter()
const gate = await createGate(counter.app)
afterAll(() => gate.close())
const base = "/api/v1/first"

const order = {
  lines: [{ variantId: newId(), quantity: 1 }],
  customer: { name: "Nadia Benali", phone: "0550 12 34 56" },
  delivery: {
    method: "home",
    wilaya: 16,
    commune: "Bab Ezzouar",
    address: "Cité 5 juillet",
    landmark: "face à l’école",
  },
  payment: { method: "cash_on_delivery" },
  acceptTerms: true,
}
const placed = (payload: object) =>
  gate.inject({ method: "POST", url: `${base}/orders`, headers: { "idempotency-key": newId() }, payload })

async function sessionCookie(): Promise<string> {
  const payload = { email: "manager@first.example", password }
  const { cookies } = await gate.inject({ method: "POST", url: `${base}/session`, payload })
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ")
}

describe("a NUL byte sent over HTTP", () => {
  it.each([
    ["customer.name", { ...order, customer: { ...order.customer, name: "Nadia\u0000B" } }],
    ["delivery.commune", { ...order, delivery: { ...order.delivery, commune: "Bab\u0000" } }],
    ["delivery.address", { ...order, delivery: { ...order.delivery, address: "Cité\u0000" } }],
    ["delivery.landmark", { ...order, delivery: { ...order.delivery, landmark: "face\u0000" } }],
  ])("is told at %s of an order", async (path, payload) => {
    const answer = await placed(payload)

    expect(answer.statusCode).toBe(422)
    expect(answer.json().errors).toEqual([
      { path, code: "control_character", detail: expect.stringContaining("caractère invisible") },
    ])
  })

  it.each(["products?q=a%00", "legal/terms?version=%00", "payments/satim/return?orderId=%00", "desk/orders?q=%00"])(
    "is refused in /%s",
    async (address) => {
      const answer = await gate.inject({ url: `${base}/${address}`, headers: { cookie: await sessionCookie() } })

      expect(answer.statusCode).toBe(422)
      expect(answer.json().errors).toMatchObject([{ code: "control_character" }])
    },
  )
})
