import { randomUUID } from "node:crypto"
import { describe, expect, inject, it } from "vitest"
import { openBrowser } from "./browser.ts"
import { openDesk, openOrder } from "./desk.ts"
import { expectPdf, mailTo, newAddress, payAndVanish } from "./outside.ts"
import { apiAddress, checkPayment, placeOrder, trackOrder } from "./shop-api.ts"
import { words } from "./words.ts"

const { visitor } = openBrowser()
const t = words.fr

async function paidOrder(email: string) {
  const order = await placeOrder({ payment: "satim", email, name: "Nadia Benali" })
  await payAndVanish(order.payment.redirectUrl ?? "", "paid")
  await checkPayment(order.trackingToken)
  await expect.poll(async () => (await trackOrder(order.trackingToken)).status).toBe("PAID")
  return order
}

describe("giving an order's money back", () => {
  it("goes through the gateway, with a credit note, and the customer is told", async () => {
    const email = newAddress()
    const order = await paidOrder(email)
    const staff = await visitor({ width: 1280 })
    const { page, context, screen } = staff
    await openDesk(staff, "manager")
    await openOrder(staff, order.number)

    await page.keyboard.press("b")
    await page.locator("details[open] [name=reason]").fill("pièce commandée en double")
    await screen("desk-refund")
    await page.locator("details[open] button[type=submit]").click()
    await page.getByText(t("desk.done.refund")).waitFor()

    await expect.poll(async () => (await trackOrder(order.trackingToken)).paymentStatus, waiting).toBe("refunded")
    await page.reload()
    await page.getByText(t("desk.status.refunded"), { exact: true }).first().waitFor()
    await page.getByText(t("desk.documents.credit_note"), { exact: true }).waitFor()
    await screen("desk-refunded")
    await expect
      .poll(async () => (await mailTo(email)).map(({ subject }) => subject), waiting)
      .toContain(t("inbox.order-refunded.subject", { number: order.number }))

    const { documents } = await trackOrder(order.trackingToken)
    const note = documents.find(({ kind }) => kind === "credit_note")
    await expectPdf(context, `/api/v1/mj-chauffage/orders/track/${order.trackingToken}/documents/${note?.id}`)
  })

  it("is not for a technician: no button, and the API refuses", async () => {
    const order = await paidOrder(newAddress())
    const staff = await visitor({ width: 1280, language: "ar" })
    const { page, context, screen } = staff
    await openDesk(staff, "technician")
    await openOrder(staff, order.number)

    await page.getByText(words.ar("desk.actions.ship")).first().waitFor()
    expect(await page.getByText(words.ar("desk.actions.refund"), { exact: true }).count()).toBe(0)
    expect(await page.locator("[data-key=b], [name=action][value=refund]").count()).toBe(0)
    await screen("desk-order-technician")

    const id = new URL(page.url()).pathname.split("/").at(-1)
    const answer = await context.request.post(apiAddress(`/desk/orders/${id}/refunds`), {
      headers: { origin: inject("counter").url, "idempotency-key": randomUUID() },
      data: { reason: "without leave" },
    })
    expect(answer.status()).toBe(403)
    expect((await trackOrder(order.trackingToken)).paymentStatus).toBe("paid")
  })
})

const waiting = { timeout: 30_000 }
