import { describe, expect, it } from "vitest"
import { openBrowser, shopAddress } from "./browser.ts"
import { fillCart, part } from "./shop.ts"
import { words } from "./words.ts"

const { visitor } = openBrowser()

const usableWithinMs = 5_000
const firstViewBytes = 300_000
const slow = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 }

describe("a product page at 400 kbit/s with 400 ms of latency", () => {
  it("can be bought from within five seconds, for less than 300 kB", async () => {
    const { page, context, go, language } = await visitor()
    const wire = await context.newCDPSession(page)
    let bytes = 0
    wire.on("Network.loadingFinished", ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    await wire.send("Network.enable")
    await wire.send("Network.emulateNetworkConditions", slow)

    const start = performance.now()
    const visit = go("/products/echangeur-plaques-chaffoteaux-niagara")
    await page.getByRole("heading", { level: 1 }).waitFor()
    await expect
      .poll(() => page.getByRole("button", { name: words[language]("web.product.add") }).isEnabled())
      .toBe(true)
    const usableMs = performance.now() - start
    await visit
    await page.waitForLoadState("networkidle")

    console.log(`usable after ${Math.round(usableMs)} ms, ${Math.round(bytes / 1_000)} kB`)
    expect(usableMs).toBeLessThan(usableWithinMs)
    expect(bytes).toBeLessThan(firstViewBytes)
  })
})

describe("a checkout whose scripts are still on their way", () => {
  it("takes what was chosen before they came", async () => {
    const guest = await visitor()
    const { page, context, language } = guest
    await fillCart(guest, part)
    const late = Promise.withResolvers<void>()
    await context.route("**/_next/static/**/*.js", async (route) => {
      await late.promise
      await route.fallback()
    })
    await page.goto(shopAddress(language, "/checkout"), { waitUntil: "commit" })
    await page.locator("[name='delivery.wilaya']").selectOption("16")
    await page.locator("[name='delivery.method'][value=desk]").check()
    await page.locator("[name='customer.name']").fill("Nadia Benali")

    late.resolve()
    await expect.poll(() => page.locator("[name='delivery.commune']").isEnabled()).toBe(true)
    expect(await page.locator("[name='delivery.wilaya']").inputValue()).toBe("16")
    expect(await page.locator("[name='delivery.method'][value=desk]").isChecked()).toBe(true)
    expect(await page.locator("[name='customer.name']").inputValue()).toBe("Nadia Benali")
    await page.getByText(words[language]("web.checkout.landmark")).waitFor({ state: "hidden" })
  })
})
