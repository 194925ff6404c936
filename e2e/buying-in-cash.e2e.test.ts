import { describe, expect, it } from "vitest"
import { awake, openBrowser } from "./browser.ts"
import { openDesk, openOrder } from "./desk.ts"
import { mailTo, newAddress } from "./outside.ts"
import { addToCart, confirmOrder, fillDetails, findPart, orderHere } from "./shop.ts"
import { words } from "./words.ts"

const { visitor } = openBrowser()
const fr = words.fr

describe("an order paid in cash at the door", () => {
  it.each(["fr", "ar"] as const)("says the stamp duty, and its open page follows the desk, in %s", async (language) => {
    const guest = await visitor({ language })
    const { page, screen } = guest
    const t = words[language]
    const email = newAddress()
    await findPart(guest)
    await addToCart(guest)
    await fillDetails(guest, { name: "Amel Boudiaf", phone: "0770 33 22 11", email, payment: "cash_on_delivery" })
    await page.getByText(t("web.totals.stamp")).waitFor()
    await screen("cash-recap")
    await confirmOrder(guest)

    const { number } = await orderHere(guest)
    await page.getByText(t("web.order.standings.to_confirm"), { exact: true }).waitFor()
    await page.getByText(t("web.totals.stamp")).waitFor()
    await screen("cash-placed")
    await awake(page)
    await page.evaluate("window.isTheSamePage = true")

    const staff = await visitor({ width: 1280 })
    await openDesk(staff, "manager")
    await openOrder(staff, number)
    await staff.page.keyboard.press("c")
    await staff.page.getByText(fr("desk.done.confirm")).waitFor()
    await page.getByText(t("web.order.standings.confirmed"), { exact: true }).waitFor()

    await awake(staff.page)
    await staff.page.keyboard.press("e")
    await staff.page.locator("details[open] [name=carrier]").fill("Yalidine")
    await staff.page.locator("details[open] [name=reference]").fill("YAL-7K3F92")
    await staff.screen("desk-ship")
    await staff.page.locator("details[open] button[type=submit]").click()
    await staff.page.getByText(fr("desk.done.ship")).waitFor()
    await page.getByText("YAL-7K3F92").first().waitFor()
    await screen("cash-shipped")

    await awake(staff.page)
    await staff.page.getByRole("button", { name: fr("desk.actions.deliver_cash") }).click()
    await staff.page.getByText(fr("desk.done.deliver")).waitFor()
    await page.getByText(t("web.order.standings.delivered"), { exact: true }).first().waitFor()
    await page.locator("a[href*='/documents/']").waitFor()
    await screen("cash-delivered")
    expect(await page.evaluate("window.isTheSamePage"), "the page changed by itself, it was not loaded anew").toBe(true)

    await expect
      .poll(async () => (await mailTo(email)).map(({ subject }) => subject), { timeout: 20_000 })
      .toContain(t("inbox.order-delivered.subject", { number }))
  })
})
