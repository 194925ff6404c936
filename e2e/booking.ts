import { randomInt, randomUUID } from "node:crypto"
import { expect } from "vitest"
import { appointmentView, endpoints } from "../modules/booking/contract.ts"
import { awake, type Visitor } from "./browser.ts"
import { answerCaptcha } from "./shop.ts"
import { apiAddress } from "./shop-api.ts"
import { words } from "./words.ts"

/** Faults of the demo: one that is free to book, one with a deposit. */
export const faults = { plain: "bruit", deposit: "desembouage" } as const
const hydra = { fr: "Hydra", ar: "حيدرة", en: "Hydra" }

/** A number that nobody has booked with yet, in any try of a test. */
export function newPhone(): string {
  return `05${String(randomInt(10 ** 8)).padStart(8, "0")}`
}

/** From the home page to the free times: what is wrong, and where. */
export async function chooseFault(visitor: Visitor, fault: string): Promise<void> {
  const { page, go, language } = visitor
  const t = words[language]
  await go("")
  await page
    .locator("main")
    .getByRole("link", { name: t("web.home.visit") })
    .click()
  await page.getByRole("heading", { level: 1, name: t("web.book.title") }).waitFor()
  await page.locator(`[name=faultType][value=${fault}]`).check()
  await chooseCommune(visitor)
  await page.getByRole("button", { name: t("web.book.see") }).click()
  await page.getByRole("heading", { level: 1, name: t("web.slots.title") }).waitFor()
}

/** In the browser's own list, or, with scripts, by the first letters of its name. */
async function chooseCommune({ page, language, scripts }: Visitor): Promise<void> {
  const commune = hydra[language]
  if (!scripts) {
    await page.locator("select[name=commune]").selectOption(commune)
    return
  }
  const field = page.getByRole("combobox", { name: words[language]("web.book.commune") })
  await page.locator("input[name=commune]").waitFor()
  await field.fill(commune.slice(0, 3))
  await page.getByRole("option", { name: commune }).click()
  expect(await field.inputValue()).toBe(commune)
}

/** The filled button: the next free time, kept from now on. Answers when that is. */
export async function takeNextSlot(visitor: Visitor): Promise<string> {
  const { page } = visitor
  const next = page.locator("button[name=startsAt]").first()
  const startsAt = (await next.getAttribute("value")) ?? ""
  await next.click()
  await isHeld(visitor)
  return startsAt
}

export async function isHeld({ page, language }: Visitor): Promise<void> {
  await page.getByRole("heading", { level: 1, name: words[language]("web.hold.title") }).waitFor()
}

export async function fillVisit({ page }: Visitor, { phone = newPhone() }: { phone?: string } = {}): Promise<void> {
  await page.locator("[name='customer.phone']").fill(phone)
  await page.locator("[name='customer.name']").fill("Nadia Benali")
  await page.locator("[name=address]").fill("12, rue des Frères Bouadou")
  await page.locator("[name=landmark]").fill("à côté de la mosquée")
}

/** The small question, and the button that books. */
export async function confirmVisit(visitor: Visitor): Promise<void> {
  const { page } = visitor
  if (visitor.scripts) await awake(page)
  await answerCaptcha(visitor)
  await page.locator("form:has([name=captcha]) button[type=submit]").last().click()
  await page.waitForURL(/\/appointments\/[0-9a-z]{26}/)
}

/** The appointment whose page is open. */
export function tokenHere({ page }: Visitor): string {
  return /\/appointments\/([0-9a-z]{26})/.exec(page.url())?.[1] ?? ""
}

export async function showVisit(token: string) {
  const answer = await fetch(apiAddress(`/appointments/${token}`))
  return appointmentView.parse(await answer.json())
}

export async function freeSlots(fault: string) {
  const answer = await fetch(apiAddress(`/slots?faultType=${fault}&commune=Hydra`))
  return endpoints.findSlots.answer.parse(await answer.json()).slots
}

/** Holds and books as a program does: without cookies, so without a captcha. */
export async function bookVisit(fault: string, phone = newPhone()) {
  const holdToken = await holdVisit(fault)
  const customer = { name: "Karim Belaïd", phone }
  const visit = { holdToken, customer, address: "12, rue des Frères Bouadou" }
  return endpoints.bookAppointment.answer.parse(await sent("/appointments", visit))
}

export async function holdVisit(fault: string): Promise<string> {
  const [slot] = await freeSlots(fault)
  const wish = { faultType: fault, commune: "Hydra", startsAt: slot?.startsAt ?? "" }
  return endpoints.holdSlot.answer.parse(await sent("/holds", wish)).holdToken
}

export async function releaseHold(holdToken: string): Promise<void> {
  const answer = await fetch(apiAddress(`/holds/${holdToken}`), { method: "DELETE" })
  expect(answer.status).toBe(200)
}

async function sent(path: string, body: object): Promise<unknown> {
  const answer = await fetch(apiAddress(path), {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
    body: JSON.stringify(body),
  })
  if (answer.status !== 201) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}
