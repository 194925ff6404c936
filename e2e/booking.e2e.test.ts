import { describe, expect, inject, it } from "vitest"
import {
  bookVisit,
  chooseFault,
  confirmVisit,
  faults,
  fillVisit,
  isHeld,
  newPhone,
  releaseHold,
  showVisit,
  takeNextSlot,
  tokenHere,
} from "./booking.ts"
import { awake, openBrowser, type Visitor } from "./browser.ts"
import { expectPdf } from "./outside.ts"
import { answerCaptcha, cards, goToGateway, payByCard } from "./shop.ts"
import { apiAddress } from "./shop-api.ts"
import { words } from "./words.ts"

const { visitor } = openBrowser()

const people = [
  { language: "fr", width: 390, scripts: true },
  { language: "fr", width: 390, scripts: false },
  { language: "ar", width: 390, scripts: true },
  { language: "ar", width: 1280, scripts: false },
  { language: "en", width: 1280, scripts: true },
] as const
const both = [
  { language: "fr", scripts: true },
  { language: "ar", scripts: false },
] as const

const stands = ({ page, language }: Visitor, standing: string) =>
  page
    .getByText(words[language](`web.visit.standings.${standing}`), { exact: true })
    .first()
    .waitFor()

describe("a stranger whose boiler makes a noise", () => {
  it.each(people)("books the next visit, in $language at $width px, scripts: $scripts", async (person) => {
    const guest = await visitor(person)
    const { page, language, screen, scripts } = guest
    const t = words[language]
    await chooseFault(guest, faults.plain)
    expect(await page.locator("html").getAttribute("dir")).toBe(language === "ar" ? "rtl" : "ltr")
    await screen("booking-1-slots")
    const startsAt = await takeNextSlot(guest)
    if (scripts) await page.getByRole("timer").waitFor()
    await fillVisit(guest)
    await screen("booking-2-held")
    await confirmVisit(guest)

    await stands(guest, "confirmed")
    const visit = await showVisit(tokenHere(guest))
    expect(visit).toMatchObject({ status: "confirmed", deposit: null, customer: { name: "Nadia Benali" } })
    expect(Date.parse(visit.startsAt)).toBe(Date.parse(startsAt))
    await page.getByText(visit.number).waitFor()
    await screen("booking-3-confirmed")

    const calendar = page.getByRole("link", { name: t("web.visit.calendar") })
    const entry = await guest.context.request.get(`${inject("counter").url}${await calendar.getAttribute("href")}`)
    expect(entry.headers()["content-type"]).toContain("text/calendar")
    expect(await entry.text()).toContain("BEGIN:VEVENT")
  })

  it.each(both)("pays the deposit by card, in $language, scripts: $scripts", async (person) => {
    const guest = await visitor(person)
    const { page, language, screen } = guest
    await chooseFault(guest, faults.deposit)
    await takeNextSlot(guest)
    await fillVisit(guest)
    await confirmVisit(guest)
    await page.getByRole("heading", { level: 1, name: words[language]("web.deposit.to_pay") }).waitFor()
    await screen("booking-deposit-1-to-pay")
    await goToGateway(guest)
    await payByCard(page, cards.accepted)

    await page.waitForURL(/\/appointments\/[0-9a-z]{26}$/)
    await stands(guest, "confirmed")
    await page.getByText(words[language]("web.visit.deposit_paid"), { exact: true }).first().waitFor()
    const receipt = page.locator("section[aria-labelledby=paid]")
    await receipt.getByText(words[language]("web.result.transaction"), { exact: true }).waitFor()
    await receipt.getByText("3020").waitFor()
    await expectPdf(guest.context, await receipt.locator("a[href$='/receipt']").getAttribute("href"))
    await screen("booking-deposit-2-paid")
  })

  it("is told of a refused card, and pays with another", async () => {
    const guest = await visitor()
    const { page } = guest
    await chooseFault(guest, faults.deposit)
    await takeNextSlot(guest)
    await fillVisit(guest)
    await confirmVisit(guest)
    await goToGateway(guest)
    await payByCard(page, cards.poor)
    await page.waitForURL(/\/appointments\/[0-9a-z]{26}$/)
    await stands(guest, "failed")
    await guest.screen("booking-deposit-refused")

    await awake(page)
    await page.getByRole("button", { name: words.fr("web.order.pay_again") }).click()
    await goToGateway(guest)
    await payByCard(page, cards.accepted)
    await page.waitForURL(/\/appointments\/[0-9a-z]{26}$/)
    await stands(guest, "confirmed")
  })
})

describe("the days", () => {
  it.each(both)("open one by one, in $language, scripts: $scripts", async (person) => {
    const guest = await visitor(person)
    const { page } = guest
    await chooseFault(guest, faults.plain)
    const free = page.locator(".day-cell[data-free=true] [name=day]")
    const shown = () => page.locator(".day-times:visible").getAttribute("aria-label")
    const first = await shown()
    await free.nth(2).check()
    expect(await shown()).not.toBe(first)

    await page.keyboard.press(guest.language === "ar" ? "ArrowLeft" : "ArrowRight")
    await page.keyboard.press("Tab")
    expect(await page.evaluate("document.activeElement.name")).toBe("startsAt")
    await page.locator(".day-cell[data-free=false] [name=day]").first().check()
    await page.locator(".day-times:visible p").first().waitFor()
    await guest.screen("booking-closed-day")
  })

  it("go on and come back", async () => {
    const guest = await visitor()
    const { page } = guest
    const t = words.fr
    await chooseFault(guest, faults.plain)
    await page.getByRole("link", { name: t("web.slots.later") }).click()
    await page.waitForURL(/from=\d{4}-\d{2}-\d{2}/)
    await page.getByRole("link", { name: t("web.slots.earlier") }).click()
    await page.waitForURL((url) => !url.searchParams.has("from"))
  })
})

describe("two who want the same hour", () => {
  it.each(both)("the slower takes one of the nearest, in $language, scripts: $scripts", async (person) => {
    const [quick, slow] = [await visitor({ language: "fr" }), await visitor(person)]
    const { page, screen } = slow
    await chooseFault(slow, faults.plain)
    await chooseFault(quick, faults.plain)
    const wanted = await page.locator("button[name=startsAt]").first().getAttribute("value")
    await takeHour(quick, wanted ?? "")
    await isHeld(quick)

    // Two technicians may come at that hour: with the second gone as well, nobody can.
    const second = await visitor({ language: "fr" })
    await chooseFault(second, faults.plain)
    if (await takeHour(second, wanted ?? "")) await isHeld(second)
    if (slow.scripts) await awake(page)
    await page.locator("button[name=startsAt]").first().click()

    const others = page.locator("[role=alert] ~ ul button[name=startsAt]")
    await others.first().waitFor()
    expect(await others.count()).toBe(3)
    await screen("booking-lost-race")
    await others.first().click()
    await isHeld(slow)
    await fillVisit(slow)
    await confirmVisit(slow)
    await stands(slow, "confirmed")
    expect(Date.parse((await showVisit(tokenHere(slow))).startsAt)).not.toBe(Date.parse(wanted ?? ""))
  })
})

/** Presses one hour, when it is still there. */
async function takeHour({ page }: Visitor, startsAt: string): Promise<boolean> {
  await awake(page)
  const hour = page.locator(`.time[value='${startsAt}']`)
  if ((await hour.count()) === 0) return false
  await hour.click()
  return true
}

describe("a slot whose ten minutes are over", () => {
  it.each(both)("is offered again, and nothing typed is lost, in $language, scripts: $scripts", async (person) => {
    const guest = await visitor(person)
    const { page, language, screen } = guest
    const phone = newPhone()
    await chooseFault(guest, faults.plain)
    await takeNextSlot(guest)
    await fillVisit(guest, { phone })
    await releaseHold(page.url().split("/").at(-1) ?? "")
    if (guest.scripts) await awake(page)
    await answerCaptcha(guest)
    await page.locator("form:has([name=captcha]) button[type=submit]").last().click()

    await page.getByRole("heading", { level: 1, name: words[language]("web.hold.over_title") }).waitFor()
    await screen("booking-over")
    if (guest.scripts) await awake(page)
    await page.locator("button[name=startsAt]").first().click()
    await isHeld(guest)
    expect(await page.locator("[name='customer.phone']").inputValue()).toBe(phone)
    expect(await page.locator("[name=landmark]").inputValue()).toBe("à côté de la mosquée")
    await confirmVisit(guest)
    await stands(guest, "confirmed")
  })
})

describe("a form with mistakes", () => {
  it.each(both)("keeps the slot and what was typed, in $language, scripts: $scripts", async (person) => {
    const guest = await visitor(person)
    const { page, language, screen } = guest
    const t = words[language]
    await chooseFault(guest, faults.plain)
    await takeNextSlot(guest)
    await fillVisit(guest, { phone: "021 63 45 67" })
    await page.locator("[name=consentsToReminders]").check()
    await page.locator("form:has([name=captcha]) button[type=submit]").last().click()
    await page.getByText(t("kernel.fields.phone_not_mobile")).waitFor()
    await screen("booking-mistakes")
    expect(await page.locator("[name='customer.phone']").inputValue()).toBe("021 63 45 67")
    expect(await page.locator("[name=consentsToReminders]").isChecked()).toBe(true)

    await page.locator("[name='customer.phone']").fill(newPhone())
    await page.locator("[name=captcha]").fill("999")
    await page.locator("form:has([name=captcha]) button[type=submit]").last().click()
    await page.getByText(t("captcha.refusals.captcha_wrong")).waitFor()
    await confirmVisit(guest)
    await stands(guest, "confirmed")
  })

  it.each(both)("says first that nobody comes there, in $language, scripts: $scripts", async (person) => {
    const guest = await visitor(person)
    const { page, go, language } = guest
    const t = words[language]
    await go("/book")
    if (guest.scripts) await awake(page)
    await page.getByRole("button", { name: t("web.book.see") }).click()
    await page.getByText(t("web.book.choose_fault")).waitFor()
    await page.getByText(t("web.book.choose_commune_first")).waitFor()
    if (!guest.scripts) return

    await page.locator(`[name=faultType][value=${faults.plain}]`).check()
    await page.locator("[name=commune]").fill("Tamanrasset")
    await page.getByRole("button", { name: t("web.book.see") }).click()
    await page.getByText(t("booking.refusals.commune_not_served")).waitFor()
  })
})

describe("a photo of what is wrong", () => {
  it.each(both)("goes with the visit, in $language, scripts: $scripts", async (person) => {
    const guest = await visitor(person)
    const { page, language, screen } = guest
    await chooseFault(guest, faults.plain)
    await takeNextSlot(guest)
    if (guest.scripts) await awake(page)
    await page.locator("[name=photo]").setInputFiles({ name: "plaque.png", mimeType: "image/png", buffer: dot })
    if (!guest.scripts) await page.getByRole("button", { name: words[language]("web.photos.send") }).click()
    await page.locator("img[src*='/photos/']").waitFor()
    await fillVisit(guest)
    await screen("booking-photo")
    await confirmVisit(guest)
    expect((await showVisit(tokenHere(guest))).photos).toHaveLength(1)
  })
})

/** The smallest picture that there is. */
const dot = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
)

describe("the link of a visit", () => {
  it.each(both)("moves it, in $language, scripts: $scripts", async (person) => {
    const { token } = await bookVisit(faults.plain)
    const before = await showVisit(token)
    const guest = await visitor(person)
    const { page, go, language, screen } = guest
    const t = words[language]
    await go(`/appointments/${token}`)
    await page.getByRole("link", { name: t("web.visit.move") }).click()
    await page.getByRole("heading", { level: 1, name: t("web.move.title") }).waitFor()
    await screen("booking-move")
    if (guest.scripts) await awake(page)
    await page.locator(".day-times:visible .time").last().click()

    await page.waitForURL(/\/appointments\/[0-9a-z]{26}$/)
    await page.getByText(t("web.visit.steps.moved"), { exact: true }).waitFor()
    const after = await showVisit(token)
    expect(after).toMatchObject({ number: before.number, status: "confirmed" })
    expect(after.startsAt).not.toBe(before.startsAt)
  })

  it.each(both)("cancels it, with what that costs on the button, in $language, scripts: $scripts", async (person) => {
    const { token } = await bookVisit(faults.plain)
    const { cancelUntil } = await showVisit(token)
    const isLate = Date.parse(cancelUntil ?? "") < Date.now()
    const guest = await visitor(person)
    const { page, go, language, screen } = guest
    const t = words[language]
    await go(`/appointments/${token}`)
    if (guest.scripts) await awake(page)
    const folded = page.locator("details", { hasText: t("web.visit.cancel") })
    await folded.locator("summary").click()
    await folded
      .getByText(/1\D000/)
      .first()
      .waitFor()
    await screen("booking-cancel")
    const button = folded.locator("button[type=submit]")
    expect((await button.textContent())?.includes("000")).toBe(isLate)
    await button.click()

    await stands(guest, "cancelled")
    await screen("booking-cancelled")
    expect((await showVisit(token)).status).toBe("cancelled")
    await page.getByRole("link", { name: t("web.visit.again") }).waitFor()
  })

  it("hears of what happens elsewhere", async () => {
    const { token } = await bookVisit(faults.plain)
    const guest = await visitor()
    await guest.go(`/appointments/${token}`)
    await stands(guest, "confirmed")
    await awake(guest.page)
    await fetch(apiAddress(`/appointments/${token}/cancellation`), {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: "{}",
    })
    await stands(guest, "cancelled")
  })
})

const farDay = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10)

describe("whoever finds no hour that suits", () => {
  it.each(both)("is told of the next that becomes free, in $language, scripts: $scripts", async (person) => {
    const guest = await visitor(person)
    const { page, language, screen } = guest
    const t = words[language]
    await chooseFault(guest, faults.plain)
    await page.getByRole("link", { name: t("web.waiting.link") }).click()
    await page.getByRole("heading", { level: 1, name: t("web.waiting.title") }).waitFor()
    if (guest.scripts) await awake(page)
    const phone = newPhone()
    await page.locator("[name='customer.phone']").fill(phone)
    await page.locator("[name='customer.name']").fill("Nadia Benali")
    // Far away: nearer, the times that other tests let go would be offered to her, and be taken for them.
    for (const name of ["toDate", "fromDate"]) await page.locator(`[name='${name}']`).fill(farDay)
    await answerCaptcha(guest)
    await page.getByRole("button", { name: t("web.waiting.send") }).click()
    await page.getByRole("status").getByText(phone).waitFor()
    await screen("booking-waiting")
  })
})
