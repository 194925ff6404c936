import { describe, expect, it } from "vitest"
import { openBrowser, type Visitor } from "./browser.ts"
import { addToCart, answerCaptcha, chooseWilaya, confirmOrder, fillCart, fillDetails, part } from "./shop.ts"
import { placeOrder, scarcePart } from "./shop-api.ts"
import { words } from "./words.ts"

const { visitor } = openBrowser()

const people = [
  { language: "fr", scripts: true },
  { language: "fr", scripts: false },
  { language: "ar", scripts: true },
  { language: "en", scripts: false },
] as const

const typed = {
  "customer.name": "Nadia Benali",
  "customer.phone": "021 63 45 67",
  "customer.email": "nadia@",
  "delivery.landmark": "à côté de la mosquée",
}

/** The message that belongs to a field, as a screen reader finds it. */
async function errorOf({ page }: Visitor, name: string): Promise<string> {
  const field = page.locator(`[name='${name}']`)
  const ids = (await field.getAttribute("aria-describedby"))?.split(" ") ?? []
  const id = ids.find((each) => each.endsWith("-error"))
  return id === undefined ? "" : ((await page.locator(`[id='${id}']`).textContent()) ?? "")
}

const valueAt = ({ page }: Visitor, name: string) => page.locator(`[name='${name}']`).inputValue()

describe("a checkout with mistakes", () => {
  it.each(people)("keeps what was typed and says each mistake, in $language, scripts: $scripts", async (person) => {
    const guest = await visitor(person)
    const { page, language, screen } = guest
    const t = words[language]
    await fillCart(guest, part)
    await page.getByRole("link", { name: t("web.cart.checkout"), exact: true }).click()
    await page.getByRole("heading", { level: 1, name: t("web.checkout.title") }).waitFor()
    await chooseWilaya(guest, "16")
    for (const [name, text] of Object.entries(typed)) await page.locator(`[name='${name}']`).fill(text)
    await page.locator("[name='payment.method'][value=cash_on_delivery]").check()
    await page.getByRole("button", { name: t("web.checkout.next") }).click()
    await page.getByText(t("web.checkout.to_correct")).waitFor()
    await screen("checkout-mistakes")

    expect(await errorOf(guest, "customer.phone")).toBe(t("kernel.fields.phone_not_mobile"))
    expect(await errorOf(guest, "customer.email")).toBe(t("kernel.fields.invalid_format", { format: "email" }))
    expect(await errorOf(guest, "delivery.address")).toBe(t("kernel.fields.address_needed"))
    expect(await errorOf(guest, "delivery.commune")).not.toBe("")
    expect(await errorOf(guest, "customer.name")).toBe("")
    for (const [name, text] of Object.entries(typed)) expect(await valueAt(guest, name), name).toBe(text)
    expect(await valueAt(guest, "delivery.wilaya")).toBe("16")
    expect(await page.locator("[name='delivery.commune'] option").count()).toBeGreaterThan(10)
    expect(await page.locator("[name='payment.method'][value=cash_on_delivery]").isChecked()).toBe(true)
  })

  it.each(people)("asks again at the recap, in $language, scripts: $scripts", async (person) => {
    const guest = await visitor(person)
    const { page, language, screen } = guest
    const t = words[language]
    const press = () => page.locator("form:has([name=acceptTerms]) button[type=submit]").click()
    await fillCart(guest, part)
    await fillDetails(guest, { name: "Nadia Benali", phone: "0551 23 45 67", payment: "cash_on_delivery" })

    await answerCaptcha(guest)
    const answer = await valueAt(guest, "captcha")
    await press()
    await page.getByText(t("kernel.fields.terms_not_accepted")).waitFor()
    expect(await valueAt(guest, "captcha")).toBe(answer)

    await page.locator("[name=acceptTerms]").check()
    await page.locator("[name=captcha]").fill("999")
    await press()
    await page.getByText(t("captcha.refusals.captcha_wrong")).waitFor()
    expect(await page.locator("[name=acceptTerms]").isChecked()).toBe(true)
    await screen("recap-mistakes")

    await confirmOrder(guest)
    await page.getByText(t("web.order.standings.to_confirm"), { exact: true }).waitFor()
  })
})

describe("stock that runs out before the last button", () => {
  it.each([
    { wanted: 1, left: 0, scripts: true },
    { wanted: 1, left: 0, scripts: false },
    { wanted: 2, left: 1, scripts: true },
    { wanted: 2, left: 1, scripts: false },
  ])("names the line, with $left left, scripts: $scripts", async ({ wanted, left, scripts }) => {
    const guest = await visitor({ scripts })
    const { page, screen } = guest
    const t = words.fr
    const { slug, name } = await scarcePart(wanted)
    await fillCart(guest, part)
    await guest.go(`/products/${slug}`)
    await page.locator("select[name=quantity]").selectOption(String(wanted))
    await addToCart(guest)
    await fillDetails(guest, { name: "Nadia Benali", phone: "0551 23 45 67", payment: "cash_on_delivery" })
    await placeOrder({ payment: "cash_on_delivery", slug })

    await confirmOrder(guest)
    const line = page.locator("li", { hasText: name })
    await line.getByText(left === 0 ? t("web.cart.sold_out") : t("web.cart.short", { count: left })).waitFor()
    await screen("short-stock")
    expect(await page.locator("li [role=alert]").count()).toBe(1)
  })
})
