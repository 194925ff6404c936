import { describe, expect, it } from "vitest"
import { bookVisit, faults, newPhone } from "./booking.ts"
import { openBrowser, type Visitor } from "./browser.ts"
import { mailTo, newAddress, textsTo } from "./outside.ts"
import { confirmOrder, fillCart, fillDetails, orderHere, part } from "./shop.ts"
import { words } from "./words.ts"

const { visitor } = openBrowser()
const soon = { timeout: 20_000 }

describe("somebody who lost the link of their order or appointment", () => {
  it.each([
    { language: "fr", scripts: false },
    { language: "ar", scripts: true },
  ] as const)("finds it again by its number and their telephone, in $language, scripts: $scripts", async (person) => {
    const guest = await visitor(person)
    const t = words[person.language]
    const email = newAddress()
    await fillCart(guest, part)
    await fillDetails(guest, { name: "Karim Haddad", phone: "0662 10 20 30", email, payment: "cash_on_delivery" })
    await confirmOrder(guest)
    const { number, path } = await orderHere(guest)

    await guest.go("")
    await guest.page.getByRole("link", { name: t("web.find_order.title") }).click()
    await asks(guest, { number: "CMD-1", phone: "0662 10 20 30" })
    await guest.page.locator("[name=number][aria-invalid=true]").waitFor()
    await guest.screen("find-order-refused")
    await asks(guest, { number: number.replaceAll("-", " ").toLowerCase(), phone: "+213 662 10 20 30" })
    await guest.page.getByText(t("web.find_order.sent")).waitFor()
    await guest.screen("find-order-sent")

    const subject = t("inbox.order-link.subject", { number })
    const found = async () => (await mailTo(email)).find((mail) => mail.subject === subject)
    await expect.poll(async () => (await found())?.text, soon).toContain(path)
  })

  it("finds their appointment there too: its link comes by SMS", async () => {
    const guest = await visitor({ language: "ar" })
    const phone = newPhone()
    const { number, token } = await bookVisit(faults.plain, phone)
    await guest.go("/orders")
    await asks(guest, { number: number.toLowerCase(), phone })
    await guest.page.getByText(words.ar("web.find_order.sent")).waitFor()

    const said = words.fr("inbox.appointment-link.sms", { business: "MJ Chauffage", number }).replaceAll("\u00a0", " ")
    const found = async () => (await textsTo(`+213${phone.slice(1)}`)).find((text) => text.startsWith(said))
    await expect.poll(found, soon).toContain(`/appointments/${token}`)
  })

  it("is told the same about an order that is not theirs", async () => {
    const guest = await visitor()
    await guest.go("/orders")
    await asks(guest, { number: "CMD-0000-0000", phone: "0550 00 00 00" })
    await guest.page.getByText(words.fr("web.find_order.sent")).waitFor()
  })
})

async function asks({ page, language }: Visitor, { number, phone }: { number: string; phone: string }): Promise<void> {
  await page.locator("[name=number]").fill(number)
  await page.locator("[name=phone]").fill(phone)
  await page.getByRole("button", { name: words[language]("web.find_order.send") }).click()
}
