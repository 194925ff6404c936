import { describe, expect, it } from "vitest"
import { maison, openHouse } from "../../checks/testing/house.ts"
import { openPayer } from "../../checks/testing/payer.ts"
import { askPayment, checkPayment, paymentRoutes, printReceipt, receiptKey, startPayment } from "./index.ts"

const house = await openHouse()
const { dossier, inside, run, pays, kernel } = await openPayer(house)

async function started() {
  const dossierId = await dossier()
  const order = { dossierId, purpose: "order", amountMinor: 100_320, currency: "DZD", method: "satim" } as const
  const { attemptId } = await inside((acting) => askPayment(acting, { ...order, expiresAt: null }))
  await run(startPayment, attemptId ?? "")
  return { dossierId, attemptId: attemptId ?? "" }
}
async function paid() {
  const payment = await started()
  await pays(payment.attemptId, "paid")
  await run(checkPayment, payment.attemptId)
  return payment
}
const route = paymentRoutes.find(({ name }) => name === "downloadReceipt")
const download = (dossierId: string) =>
  route?.handle({ ...house.guest(dossierId), kernel }, { params: {}, query: {}, body: undefined })

describe("the receipt of a card payment", () => {
  it("is a PDF, and the same bytes when it is asked for again later", async () => {
    const { dossierId } = await paid()

    const first = await download(dossierId)
    house.clock.now = house.clock.now.add({ hours: 48 })

    expect(first).toMatchObject({ name: expect.stringMatching(/^CMD-.*\.pdf$/), bytes: expect.any(Buffer) })
    expect(await download(dossierId)).toEqual(first)
  })
  it("is printed by the job of the settlement, once", async () => {
    const { attemptId } = await paid()
    await run(printReceipt, attemptId)
    const key = receiptKey(maison.id, attemptId)
    const bytes = await kernel.outside.files.get(key)
    expect(bytes?.subarray(0, 5).toString()).toBe("%PDF-")
    house.clock.now = house.clock.now.add({ hours: 1 })
    await run(printReceipt, attemptId)
    expect(await kernel.outside.files.get(key)).toEqual(bytes)
  })
  it("does not exist before the card has paid", async () => {
    const { dossierId, attemptId } = await started()
    await expect(download(dossierId)).rejects.toMatchObject({ code: "not_found" })
    expect(await run(printReceipt, attemptId)).toBe("nothing")
  })
  it("is not another customer's to have", async () => {
    await paid()
    const other = await started()
    await expect(download(other.dossierId)).rejects.toMatchObject({ code: "not_found" })
    await expect(
      route?.handle({ ...house.anyone(), kernel }, { params: {}, query: {}, body: undefined }),
    ).rejects.toMatchObject({ code: "sign_in_needed" })
  })
})
