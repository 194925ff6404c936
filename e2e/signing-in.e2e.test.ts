import { describe, expect, it } from "vitest"
import { openBrowser } from "./browser.ts"
import { colleague, openDesk, signIn } from "./desk.ts"
import { apiAddress } from "./shop-api.ts"
import { words } from "./words.ts"

const { visitor } = openBrowser()
const t = words.fr

describe("the desk's door", () => {
  it("sends who is not signed in to the sign-in, and afterwards to where they wanted to go", async () => {
    const staff = await visitor({ width: 1280 })
    const { page, go } = staff
    await go("/desk/orders")
    await page.getByRole("heading", { level: 1, name: t("desk.sign_in.title") }).waitFor()

    await signIn(staff, colleague("admin"))
    await page.getByRole("heading", { level: 1, name: t("desk.nav.orders") }).waitFor()
    expect(new URL(page.url()).pathname).toBe("/mj-chauffage/desk/orders")
  })

  it.each([true, false])(
    "refuses a wrong password and keeps the address that was typed, scripts: %s",
    async (scripts) => {
      const staff = await visitor({ scripts, expected: [/status of 401/] })
      const { page, go, screen } = staff
      const { email } = colleague("admin")
      await go("/desk/sign-in")
      await signIn(staff, { email, password: "not-the-one" })

      await page.getByText(t("accounts.refusals.credentials_wrong")).waitFor()
      expect(await page.locator("[name=email]").inputValue()).toBe(email)
      expect(await page.locator("[name=password]").inputValue()).toBe("")
      await screen("sign-in-refused")
    },
  )

  it("closes behind who signs out, in the API too", async () => {
    const staff = await visitor({ width: 1280 })
    const { page, context, go } = staff
    await openDesk(staff, "manager")
    expect((await context.request.get(apiAddress("/desk/today"))).status()).toBe(200)

    await page.getByRole("button", { name: t("desk.nav.sign_out") }).click()
    await page.getByRole("heading", { level: 1, name: t("desk.sign_in.title") }).waitFor()
    expect((await context.request.get(apiAddress("/desk/today"))).status()).toBe(401)
    await go("/desk")
    await page.getByRole("heading", { level: 1, name: t("desk.sign_in.title") }).waitFor()
  })
})
