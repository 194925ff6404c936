import { beforeAll, describe, expect, it } from "vitest"
import { awake, openBrowser, type Visitor } from "./browser.ts"
import { openDesk } from "./desk.ts"
import { placeOrder } from "./shop-api.ts"
import { words } from "./words.ts"

const { visitor } = openBrowser()
const t = words.fr
const names = { cash: "Zoubida Lakhdari", card: "Farouk Mezhoud" }
let cash: string
let card: string

beforeAll(async () => {
  cash = (await placeOrder({ payment: "cash_on_delivery", name: names.cash, phone: "0770 11 22 33" })).number
  card = (await placeOrder({ payment: "satim", name: names.card, phone: "0661 44 55 66" })).number
})

const rows = ({ page }: Visitor) => page.locator("[data-row]")

async function search({ page }: Visitor, q: string): Promise<void> {
  await page.getByRole("searchbox", { name: t("desk.list.search") }).fill(q)
  await page.keyboard.press("Enter")
  await page.waitForURL((url) => url.searchParams.get("q") === q)
}

describe("the desk's list of orders", () => {
  it("shows each view what belongs to it", async () => {
    const staff = await visitor({ width: 1280 })
    await openDesk(staff, "admin")
    await staff.go("/desk/orders?view=to_confirm")
    await rows(staff).filter({ hasText: cash }).waitFor()
    expect(await rows(staff).filter({ hasText: card }).count()).toBe(0)
    await staff.screen("desk-orders")

    await staff.page.getByRole("link", { name: t("desk.views.awaiting_payment") }).click()
    await rows(staff).filter({ hasText: card }).waitFor()
    expect(await rows(staff).filter({ hasText: cash }).count()).toBe(0)
  })

  it("finds an order by its number, by a part of the name and by the phone as people write it", async () => {
    const staff = await visitor({ width: 1280 })
    await openDesk(staff, "admin")
    await staff.go("/desk/orders")

    for (const q of [cash, "lakhdari", "0770 11 22 33", "0770112233", "+213770112233"]) {
      await search(staff, q)
      expect(await rows(staff).filter({ hasText: cash }).count(), q).toBe(1)
      expect(await rows(staff).filter({ hasText: card }).count(), q).toBe(0)
    }
    await search(staff, "nobody-like-this")
    await staff.page.getByText(t("desk.list.none_found.title", { q: "nobody-like-this" })).waitFor()
  })

  it("is walked by the keyboard alone", async () => {
    const staff = await visitor({ width: 1280 })
    const { page } = staff
    await openDesk(staff, "admin")
    await awake(page)
    await page.keyboard.press("2")
    await page.getByRole("searchbox", { name: t("desk.list.search") }).waitFor()
    await awake(page)
    await page.keyboard.press("/")
    await page.keyboard.type(cash)
    await page.keyboard.press("Enter")
    await page.waitForURL(/q=/)
    await awake(page)
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await page.getByRole("heading", { level: 1, name: cash }).waitFor()
    await awake(page)

    await page.keyboard.press("c")
    await page.getByText(t("desk.done.confirm")).waitFor()
    await staff.screen("desk-confirmed")
  })
})
