import { describe, expect, inject, it } from "vitest"
import { openBrowser } from "./browser.ts"
import { answerCaptcha } from "./shop.ts"
import { words } from "./words.ts"

const { visitor } = openBrowser()

describe("somebody who wants seats of a group lesson", () => {
  it.each([
    { language: "fr", scripts: true },
    { language: "ar", scripts: false },
  ] as const)("chooses how many and is asked for no address, in $language, scripts: $scripts", async (person) => {
    const pupil = await visitor(person)
    const { page } = pupil
    const t = words[person.language]
    await page.goto(`${inject("counter").url}/nexus-reussite${person.language === "fr" ? "" : "/ar"}`)
    await page
      .locator("main")
      .getByRole("link", { name: t("web.sessions.title") })
      .click()
    await page.getByRole("heading", { level: 1, name: t("web.sessions.title") }).waitFor()
    expect(await page.locator("[name=commune]").count()).toBe(0)
    const lesson = page.locator("main form").first()
    await lesson.locator("[name=seats]").selectOption("2")
    await pupil.screen("seats")
    await lesson.getByRole("button", { name: t("web.sessions.book") }).click()

    await page.getByRole("heading", { level: 1, name: t("web.hold.title") }).waitFor()
    await page.getByText(t("web.sessions.count", { seats: 2 })).waitFor()
    expect(await page.locator("[name=landmark], [name=boiler], [type=file]").count()).toBe(0)
    await page.locator("[name='customer.name']").fill("Amel Trabelsi")
    await page.locator("[name='customer.phone']").fill("20 12")
    await answerCaptcha(pupil)
    const confirm = page.getByRole("button", { name: t("web.hold.book") })
    await confirm.click()
    await page.getByText(t("web.sessions.phone_shape")).waitFor()
    await page.locator("[name='customer.phone']").fill("20 123 456")
    await answerCaptcha(pupil)
    await confirm.click()

    await page.waitForURL(/\/appointments\/[0-9a-z]{26}$/)
    await page.getByText(t("web.sessions.confirmed", { seats: 2 })).waitFor()
    await pupil.screen("seats-booked")
  })
})
