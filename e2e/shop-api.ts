import { randomUUID } from "node:crypto"
import { inject } from "vitest"
import * as catalog from "../modules/catalog/contract.ts"
import * as orders from "../modules/orders/contract.ts"
import { part } from "./shop.ts"

/** The address of an endpoint of the boiler shop. */
export function apiAddress(path: string): string {
  return `${inject("counter").url}/api/v1/mj-chauffage${path}`
}

async function showPart(slug: string) {
  return catalog.endpoints.showProduct.answer.parse(await (await fetch(apiAddress(`/products/${slug}`))).json())
}

/** Some part of which exactly so many are left, in one variant. */
export async function scarcePart(left: number) {
  const found = await Promise.all(
    [1, 2].map(async (page) => {
      const listed = await fetch(apiAddress(`/products?limit=100&page=${page}`))
      return catalog.endpoints.listProducts.answer.parse(await listed.json()).items
    }),
  )
  const part = found.flat().find(({ variants }) => variants.length === 1 && variants[0]?.available === left)
  if (part === undefined) throw new Error(`of no part exactly ${left} are left`)
  return part
}

type Ordering = {
  readonly payment: "satim" | "cash_on_delivery"
  readonly email?: string
  readonly name?: string
  readonly phone?: string
  readonly locale?: "fr" | "ar" | "en"
  readonly slug?: string
  readonly quantity?: number
}

/** Places an order as a program does: without cookies, so without a captcha. */
export async function placeOrder(ordering: Ordering) {
  const { payment, email, name = "Karim Belaïd", phone = "0551 23 45 67", locale = "fr" } = ordering
  const { slug = part, quantity = 1 } = ordering
  const { variants } = await showPart(slug)
  const variantId = variants[0]?.id ?? ""
  const answer = await fetch(apiAddress("/orders"), {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
    body: JSON.stringify({
      lines: [{ variantId, quantity }],
      customer: { name, phone, ...(email === undefined ? {} : { email }) },
      delivery: { method: "home", wilaya: 16, commune: "Hydra", address: "12, rue des Frères Bouadou" },
      payment: { method: payment },
      acceptTerms: true,
      locale,
    }),
  })
  if (answer.status !== 201) throw new Error(`The order was answered ${answer.status}: ${await answer.text()}`)
  return orders.endpoints.placeOrder.answer.parse(await answer.json())
}

export async function trackOrder(token: string) {
  return orders.trackedOrder.parse(await (await fetch(apiAddress(`/orders/track/${token}`))).json())
}

/** Somebody asks whether the payment has arrived, as the page of a payer who came back does. */
export async function checkPayment(token: string): Promise<void> {
  await fetch(apiAddress(`/orders/track/${token}/payment-checks`), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  })
}
