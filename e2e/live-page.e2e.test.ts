import { describe, inject, it, onTestFinished } from "vitest"
import { awake, openBrowser } from "./browser.ts"
import { payAndVanish } from "./outside.ts"
import { checkPayment, placeOrder } from "./shop-api.ts"
import { words } from "./words.ts"

const { visitor } = openBrowser()
const standing = (name: string) => words.fr(`web.order.standings.${name}`)

describe("the page of an order", () => {
  it("changes by itself when the money arrives", async () => {
    const order = await placeOrder({ payment: "satim", name: "Nadia Benali" })
    const guest = await visitor()
    await guest.go(`/orders/${order.trackingToken}`)
    await guest.page.getByText(standing("waiting"), { exact: true }).waitFor()

    await payAndVanish(order.payment.redirectUrl ?? "", "paid")
    await checkPayment(order.trackingToken)
    await guest.page.getByText(standing("paid"), { exact: true }).waitFor()
  })

  it("looks now and then where too many are open to have a stream, and says nothing of it", async () => {
    const order = await placeOrder({ payment: "satim", name: "Nadia Benali" })
    await crowd(order.trackingToken)
    const guest = await visitor({ expected: [/429 \(Too Many Requests\)/] })
    const { page } = guest
    await page.clock.install()
    const refused = page.waitForResponse((answer) => answer.url().includes("/events") && answer.status() === 429)
    await guest.go(`/orders/${order.trackingToken}`)
    await refused
    await awake(page)

    await payAndVanish(order.payment.redirectUrl ?? "", "paid")
    await checkPayment(order.trackingToken)
    await page.clock.fastForward(60_000)
    await page.getByText(standing("paid"), { exact: true }).waitFor()
  })
})

/** As many pages of this order as the counter lets in. */
async function crowd(token: string): Promise<void> {
  const leaving = new AbortController()
  onTestFinished(() => leaving.abort())
  const address = `${inject("counter").url}/api/v1/mj-chauffage/orders/track/${token}/events`
  const open = () => fetch(address, { signal: leaving.signal })
  const pages = await Promise.all(Array.from({ length: 20 }, open))
  if (pages.some(({ status }) => status !== 200)) throw new Error("the crowd was not let in")
}
