import { afterEach, describe, expect, it } from "vitest"
import { openBrowser, shopAddress, type Visitor } from "./browser.ts"
import { hurry } from "./jobs.ts"
import { calm, disturb, mailTo, newAddress, payAndVanish } from "./outside.ts"
import { cards, confirmOrder, fillCart, fillDetails, goToGateway, orderHere, part, payByCard } from "./shop.ts"
import { placeOrder, trackOrder } from "./shop-api.ts"
import { words } from "./words.ts"

const { visitor } = openBrowser()
const t = words.fr
/** Fixed by SATIM, word for word. */
const rejected = {
  fr: "Votre transaction a été rejetée",
  ar: "تم رفض معاملتك",
  en: "Your transaction was rejected",
} as const
const soon = { timeout: 20_000 }

afterEach(calm)

async function orderByCard(guest: Visitor): Promise<void> {
  await fillCart(guest, part)
  await fillDetails(guest, { name: "Nadia Benali", phone: "0551 23 45 67", payment: "satim" })
  await confirmOrder(guest)
}

describe("a card that is declined", () => {
  it.each(["fr", "ar", "en"] as const)("is told in SATIM's words, and can be tried again, in %s", async (language) => {
    const guest = await visitor({ language, scripts: language !== "en" })
    const { page, screen } = guest
    await orderByCard(guest)
    await goToGateway(guest)
    await payByCard(page, cards.poor)

    await orderHere(guest)
    await page.getByText(rejected[language]).waitFor()
    await page.locator("main").getByText("3020").waitFor()
    await screen("declined")

    await page.getByRole("button", { name: words[language]("web.order.pay_again") }).click()
    await goToGateway(guest)
    await payByCard(page, cards.accepted)
    await orderHere(guest)
    await page.getByText(words[language]("web.order.standings.paid"), { exact: true }).waitFor()
  })

  it("can be given up for cash, which then carries its stamp duty", async () => {
    const guest = await visitor()
    const { page } = guest
    await orderByCard(guest)
    await goToGateway(guest)
    await payByCard(page, cards.poor)
    await orderHere(guest)

    await page.getByRole("button", { name: t("web.order.pay_cash") }).click()
    await page.getByText(t("web.order.standings.to_confirm"), { exact: true }).waitFor()
    await page.getByText(t("web.totals.stamp")).waitFor()
  })
})

describe("a payer who never comes back", () => {
  it("has a paid order all the same, because the counter asks the gateway", async () => {
    const email = newAddress()
    const order = await placeOrder({ payment: "satim", email })
    const guest = await visitor()
    await guest.page.goto(shopAddress("fr", `/orders/${order.trackingToken}`))
    await guest.page.getByText(t("web.order.standings.waiting"), { exact: true }).waitFor()
    await guest.screen("waiting-for-payment")

    await payAndVanish(order.payment.redirectUrl ?? "", "paid")
    expect(await hurry({ number: order.number, errand: "payments.check" })).toBeGreaterThan(0)
    await expect.poll(async () => (await trackOrder(order.trackingToken)).status, soon).toBe("PAID")
    await guest.page.getByText(t("web.order.standings.paid"), { exact: true }).waitFor()
    await expect.poll(async () => (await mailTo(email)).length, soon).toBe(2)
  })
})

describe("a gateway that is down", () => {
  it.each([true, false])("lets the order stand, and is asked again until it answers, scripts: %s", async (scripts) => {
    await disturb({ httpStatus: 503, faultOn: ["register.do"] })
    const guest = await visitor({ scripts })
    const { page } = guest
    await orderByCard(guest)
    await page.getByText(t("web.pay.starting")).waitFor()
    await guest.screen("gateway-down")
    const token = new URL(page.url()).pathname.split("/").at(-2) ?? ""
    const { number, status, payment } = await trackOrder(token)
    expect([status, payment.status, payment.redirectUrl]).toEqual(["PENDING", "starting", null])

    await calm()
    await expect.poll(() => hurry({ number, errand: "payments.start" }), soon).toBeGreaterThan(0)
    await goToGateway(guest)
    await payByCard(page, cards.accepted)
    await orderHere(guest)
    await page.getByText(t("web.order.standings.paid"), { exact: true }).waitFor()
  })
})
