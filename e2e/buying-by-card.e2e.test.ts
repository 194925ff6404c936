import { describe, expect, it } from "vitest"
import { openBrowser, type Visitor } from "./browser.ts"
import { openDesk, openOrder } from "./desk.ts"
import { expectPdf, mailTo, newAddress } from "./outside.ts"
import { addToCart, cards, confirmOrder, fillDetails, findPart, goToGateway, orderHere, payByCard } from "./shop.ts"
import { words } from "./words.ts"

const { visitor } = openBrowser()

const people = [
  { language: "fr", width: 390, scripts: true },
  { language: "fr", width: 390, scripts: false },
  { language: "ar", width: 390, scripts: true },
  { language: "en", width: 1280, scripts: true },
] as const

describe("a stranger who needs a part", () => {
  it.each(people)("buys it by card, in $language at $width px, scripts: $scripts", async (person) => {
    const guest = await visitor(person)
    const { page, language, screen } = guest
    const t = words[language]
    const email = newAddress()

    await findPart(guest)
    expect(await page.locator("html").getAttribute("dir")).toBe(language === "ar" ? "rtl" : "ltr")
    await screen("walk-1-part")
    await addToCart(guest)
    await screen("walk-2-cart")
    await fillDetails(guest, { name: "Nadia Benali", phone: "0551 23 45 67", email, payment: "satim" })
    await screen("walk-3-recap")
    await confirmOrder(guest)
    await goToGateway(guest)
    await payByCard(page, cards.accepted)

    const { number, path } = await orderHere(guest)
    await page.getByText(t("web.order.standings.paid"), { exact: true }).waitFor()
    await seesReceipt(guest)
    await keepsInvoice(guest)
    await mailsReceipt(guest)
    await screen("walk-4-paid")

    await expect
      .poll(async () => (await mailTo(email)).map(({ subject }) => subject), soon)
      .toEqual([t("inbox.payment-received.subject", { number }), t("inbox.order-placed.subject", { number })])
    const [receipt] = await mailTo(email)
    expect(receipt?.text).toContain(path)
    expect(receipt?.attachments.map(({ contentType }) => contentType)).toContain("application/pdf")
  })

  it("has an order that the desk sees, paid", async () => {
    const guest = await visitor()
    await guest.go("/products/robinet-gaz-equerre")
    await guest.page.locator("[name=variant]").nth(1).check()
    await guest.page.locator("[name=quantity]").selectOption("3")
    await addToCart(guest)
    await fillDetails(guest, { name: "Sofiane Amrani", phone: "0661 98 76 54", method: "desk", payment: "satim" })
    await confirmOrder(guest)
    await goToGateway(guest)
    await payByCard(guest.page, cards.accepted)
    const { number } = await orderHere(guest)

    const staff = await visitor({ width: 1280 })
    await openDesk(staff, "manager")
    await openOrder(staff, number)
    await staff.page.getByText(words.fr("desk.status.paid"), { exact: true }).first().waitFor()
    await staff.page.getByText("Sofiane Amrani").first().waitFor()
    await staff.page.locator("main").getByText("ROB-GAZ-34").waitFor()
    await staff.page.locator("main").getByText("× 3").waitFor()
    await staff.screen("desk-order-paid")
  })
})

const soon = { timeout: 20_000 }

/** What SATIM wants a payer to read: transaction, approval, amount with cents, and where to call. */
async function seesReceipt({ page, language, context }: Visitor): Promise<void> {
  const t = words[language]
  const shown = page.locator("section[aria-labelledby=paid]")
  for (const name of ["transaction", "order_number", "approval", "when", "amount", "means"])
    await shown.getByText(t(`web.result.${name}`), { exact: true }).waitFor()
  await shown.getByText("3020").waitFor()
  await shown.getByText(/2\D600\D00/).waitFor()
  await expectPdf(context, await shown.locator("a[href$='/receipt']").getAttribute("href"))
}

/** SATIM's third action: an address that is none is said so beside it, a good one has the PDF. */
async function mailsReceipt({ page, language }: Visitor): Promise<void> {
  const t = words[language]
  const shown = page.locator("section[aria-labelledby=paid]")
  const send = shown.getByRole("button", { name: t("web.result.send"), exact: true })
  await shown.locator("[name=email]").fill("compta@")
  await send.click()
  await shown.locator("[aria-invalid=true]").waitFor()

  const address = newAddress()
  await shown.locator("[name=email]").fill(address)
  await send.click()
  await shown.getByRole("status").getByText(address).waitFor()
  await expect.poll(async () => (await mailTo(address)).length, soon).toBe(1)
  const [mail] = await mailTo(address)
  expect(mail?.attachments.map(({ contentType }) => contentType)).toEqual(["application/pdf"])
  expect(mail?.text).not.toContain("/orders/")
}

/** The invoice is printed in the background; without scripts the page is looked at again. */
async function keepsInvoice({ page, context }: Visitor): Promise<void> {
  const invoice = page.locator("a[href*='/documents/']")
  await expect
    .poll(async () => {
      if ((await invoice.count()) === 0) await page.reload()
      return invoice.count()
    }, soon)
    .toBe(1)
  await expectPdf(context, await invoice.getAttribute("href"))
}
