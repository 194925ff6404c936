import type { Page } from "playwright-core"
import { expect } from "vitest"
import type { Visitor } from "./browser.ts"
import { answerTo } from "./captcha.ts"
import { words } from "./words.ts"

/** A part of which there is enough for a whole run. */
export const part = "detecteur-monoxyde-carbone"

/** Of the boilers of the demo, one that many of its parts fit. */
const boiler = { brand: "chaffoteaux", slug: "chaffoteaux-niagara-c-25-cf", name: "Niagara C 25 CF" }
/** One commune of Algiers, as each language writes it. */
const hydra = { fr: "Hydra", ar: "حيدرة", en: "Hydra" }
const electrode = { shelf: "bruleurs-allumage", slug: "electrode-allumage-chaffoteaux-niagara" }

/** From the home page, over "does it fit?" and a shelf, to the page of a part of 2 200 DA. */
export async function findPart({ page, go, language }: Visitor): Promise<void> {
  await go("")
  await page.locator("select[name=make]").selectOption(boiler.brand)
  await page.locator("select[name=boiler]").selectOption(boiler.slug)
  await page.getByRole("button", { name: words[language]("web.finder.find") }).click()
  await page.getByRole("heading", { level: 1, name: boiler.name }).waitFor()
  await page.locator(`main a[href*="category=${electrode.shelf}"]`).first().click()
  await page.locator(`main a[href*="/products/${electrode.slug}"]`).click()
  await page.getByText(boiler.name).first().waitFor()
}

/** On the page of a part, and from there to the cart. */
export async function addToCart({ page, language }: Visitor): Promise<void> {
  await page.getByRole("button", { name: words[language]("web.product.add") }).click()
  await page.getByRole("link", { name: words[language]("web.product.to_cart"), exact: true }).click()
  await page.getByRole("heading", { level: 1, name: words[language]("web.cart.title") }).waitFor()
}

export async function fillCart(visitor: Visitor, slug: string): Promise<void> {
  await visitor.go(`/products/${slug}`)
  await addToCart(visitor)
}

export type Details = {
  readonly name: string
  readonly phone: string
  readonly email?: string
  readonly method?: "home" | "desk"
  readonly payment: "satim" | "cash_on_delivery"
}

/** From the cart through the page of fields to the recap. */
export async function fillDetails(visitor: Visitor, details: Details): Promise<void> {
  const { page, language } = visitor
  const t = words[language]
  await page.getByRole("link", { name: t("web.cart.checkout"), exact: true }).click()
  await page.getByRole("heading", { level: 1, name: t("web.checkout.title") }).waitFor()
  await chooseWilaya(visitor, "16")
  await page.locator("[name='delivery.commune']").selectOption(hydra[language])
  await page.locator("[name='customer.name']").fill(details.name)
  await page.locator("[name='customer.phone']").fill(details.phone)
  await page.locator("[name='customer.email']").fill(details.email ?? "")
  await page.locator(`[name='delivery.method'][value=${details.method ?? "home"}]`).check()
  await page.locator("[name='delivery.address']").fill("12, rue des Frères Bouadou")
  await page.locator(`[name='payment.method'][value=${details.payment}]`).check()
  await page.getByRole("button", { name: t("web.checkout.next") }).click()
  await page.getByRole("heading", { level: 1, name: t("web.review.title") }).waitFor()
}

/** Without scripts, a button asks for the communes of the wilaya. */
export async function chooseWilaya({ page, language }: Visitor, code: string): Promise<void> {
  await page.locator("[name='delivery.wilaya']").selectOption(code)
  const ask = page.getByRole("button", { name: words[language]("web.checkout.show_communes") })
  if (await ask.isVisible()) await ask.click()
  await expect.poll(() => page.locator("[name='delivery.commune']").isEnabled()).toBe(true)
}

/** On the recap: the small question, the terms, and the button that orders. */
export async function confirmOrder(visitor: Visitor): Promise<void> {
  const { page } = visitor
  await answerCaptcha(visitor)
  await page.locator("[name=acceptTerms]").check()
  await page.locator("form:has([name=acceptTerms]) button[type=submit]").click()
  await page.waitForURL((url) => !url.pathname.endsWith("/checkout/review"))
}

export async function answerCaptcha({ page, language }: Visitor): Promise<void> {
  const question = await page.locator("form:has([name=captcha])").textContent()
  await page.locator("[name=captcha]").fill(answerTo(question ?? "", language))
}

/** From our page before the payment to SATIM's: by its button, or by itself when that takes a moment. */
export async function goToGateway({ page, language }: Visitor): Promise<void> {
  const go = page.getByRole("link", { name: words[language]("web.pay.go") })
  await Promise.any([go.click(), page.waitForURL(/\/satim\/payment\//)])
}

/** The order whose page is open: what it is called, and where its page is. */
export async function orderHere({ page }: Visitor): Promise<{ number: string; path: string; token: string }> {
  await page.waitForURL(/\/orders\/[0-9a-z]{26}$/)
  const path = new URL(page.url()).pathname
  return { number: (await page.locator("h1").textContent())?.trim() ?? "", path, token: path.split("/").at(-1) ?? "" }
}

/** At SATIM's own pages, until they send the browser back. */
export async function payByCard(page: Page, pan: string): Promise<void> {
  await page.waitForURL(/\/satim\/payment\//)
  await page.locator("[name=pan]").fill(pan)
  await page.locator("[name=expiry]").fill("12/30")
  await page.locator("[name=cvv]").fill("123")
  await page.locator("[name=holder]").fill("NADIA BENALI")
  await page.locator("form:has([name=pan]) button").click()
  const code = page.locator("[name=code]")
  await code.fill("123456")
  await page.locator("form:has([name=code]) button").click()
}

/** Invented numbers that SATIM's simulator knows. */
export const cards = { accepted: "9999 0000 0000 0001", poor: "9999 0000 0000 0002" }
