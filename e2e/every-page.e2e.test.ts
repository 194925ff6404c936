import AxeBuilder from "@axe-core/playwright"
import { describe, expect, it } from "vitest"
import { bookVisit, chooseFault, faults, releaseHold, showVisit, takeNextSlot } from "./booking.ts"
import { openBrowser, type Visitor } from "./browser.ts"
import { openDesk, openOrder } from "./desk.ts"
import { payAndVanish } from "./outside.ts"
import { addToCart, fillDetails, part } from "./shop.ts"
import { checkPayment, placeOrder } from "./shop-api.ts"
import { words } from "./words.ts"

const { visitor } = openBrowser()

const people = [
  { language: "fr", width: 390, scheme: "light" },
  { language: "ar", width: 390, scheme: "dark" },
  { language: "fr", width: 1280, scheme: "dark" },
  { language: "ar", width: 1280, scheme: "light" },
] as const

/** What a page must not do, whoever looks at it. */
async function look({ page, screen }: Visitor, name: string): Promise<string[]> {
  await page.waitForLoadState()
  await screen(`page-${name}`)
  const { violations } = await new AxeBuilder({ page }).analyze()
  const wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
  return [
    ...violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${name}: ${id} at ${target.join(" ")}`)),
    ...(wide === 0 ? [] : [`${name}: ${wide} px wider than the window`]),
  ]
}

async function paidOrder() {
  const order = await placeOrder({ payment: "satim", name: "Nadia Benali" })
  await payAndVanish(order.payment.redirectUrl ?? "", "paid")
  await checkPayment(order.trackingToken)
  return order
}

describe("every page", () => {
  it.each(people)("of the shop is readable by everybody and fits: $language, $width px, $scheme", async (person) => {
    const guest = await visitor({ ...person, expected: [/status of 404/] })
    const { page, go, language } = guest
    const { trackingToken } = await paidOrder()
    const found: string[] = []

    for (const [name, path] of [
      ["home", ""],
      ["list", "/products"],
      ["none-found", "/products?q=zzzz"],
      ["order", `/orders/${trackingToken}`],
      ["terms", "/legal/terms"],
      ["missing", "/nowhere"],
    ] as const) {
      await go(path)
      found.push(...(await look(guest, name)))
    }
    await go(`/products/${part}`)
    found.push(...(await look(guest, "product")))
    await addToCart(guest)
    found.push(...(await look(guest, "cart")))
    await go("/checkout")
    found.push(...(await look(guest, "checkout")))
    await go("/cart")
    await fillDetails(guest, { name: "Nadia Benali", phone: "0551 23 45 67", payment: "satim" })
    found.push(...(await look(guest, "recap")))
    await page.getByRole("heading", { level: 1, name: words[language]("web.review.title") }).waitFor()

    expect(found).toEqual([])
  })

  it.each(people)("of booking is readable by everybody and fits: $language, $width px, $scheme", async (person) => {
    const guest = await visitor(person)
    const { page, go } = guest
    const [booked, unpaid] = [await bookVisit(faults.plain), await bookVisit(faults.deposit)]
    const found: string[] = []

    await go("/book")
    found.push(...(await look(guest, "book")))
    await chooseFault(guest, faults.deposit)
    found.push(...(await look(guest, "book-slots")))
    await takeNextSlot(guest)
    found.push(...(await look(guest, "book-held")))
    await releaseHold(page.url().split("/").at(-1) ?? "")
    await page.reload()
    found.push(...(await look(guest, "book-over")))
    for (const [name, path] of [
      ["book-waiting", `/book/waiting?faultType=${faults.plain}&commune=Hydra`],
      ["visit", `/appointments/${booked.token}`],
      ["visit-move", `/appointments/${booked.token}/slots`],
      ["visit-unpaid", `/appointments/${unpaid.token}`],
    ] as const) {
      await go(path)
      found.push(...(await look(guest, name)))
    }
    await go(`/appointments/${booked.token}`)
    await page.evaluate("for (const each of document.querySelectorAll('main details')) each.open = true")
    found.push(...(await look(guest, "visit-unfolded")))

    expect(found).toEqual([])
  })

  it.each(people)("of the desk is readable by everybody and fits: $language, $width px, $scheme", async (person) => {
    const staff = await visitor(person)
    const { number } = await paidOrder()
    const found: string[] = []
    await staff.go("/desk/sign-in")
    found.push(...(await look(staff, "sign-in")))
    await openDesk(staff, "admin")
    found.push(...(await look(staff, "desk-board")))
    await staff.go("/desk/orders")
    found.push(...(await look(staff, "desk-list")))
    await openOrder(staff, number)
    found.push(...(await look(staff, "desk-order")))
    await staff.go("/desk/messages")
    found.push(...(await look(staff, "desk-messages")))

    expect(found).toEqual([])
  })

  it.each(people)("of the desk's calendar is readable and fits: $language, $width px, $scheme", async (person) => {
    const staff = await visitor(person)
    const { page, go } = staff
    const { token } = await bookVisit(faults.plain)
    const { startsAt } = await showVisit(token)
    const day = startsAt.slice(0, 10)
    const found: string[] = []
    await openDesk(staff, "manager")
    for (const [name, path] of [
      ["calendar-day", `/desk/calendar?day=${day}`],
      ["calendar-week", `/desk/calendar?day=${day}&view=week`],
      ["requests", "/desk/requests"],
      ["booking-new", `/desk/bookings/new?faultType=${faults.plain}&commune=Hydra&day=${day}`],
    ] as const) {
      await go(path)
      found.push(...(await look(staff, name)))
    }
    await go("/desk/plan")
    await page.evaluate("for (const each of document.querySelectorAll('main details')) each.open = true")
    found.push(...(await look(staff, "plan-unfolded")))
    await go(`/desk/calendar?day=${day}`)
    await page.locator(`main a[href*="/desk/appointments/"]:visible`).first().click()
    await page.getByText(words[person.language]("desk.visit.timeline"), { exact: true }).waitFor()
    await page.evaluate("for (const each of document.querySelectorAll('main details')) each.open = true")
    found.push(...(await look(staff, "desk-visit")))

    expect(found).toEqual([])
  })
})
