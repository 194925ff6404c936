import { describe, expect, it } from "vitest"
import type { Letter } from "#kernel/mail.ts"
import { sendMessage } from "#modules/inbox/index.ts"
import { maison, openHouse } from "../../checks/testing/house.ts"
import { openPayer } from "../../checks/testing/payer.ts"
import { askPayment, checkPayment, paymentRoutes, printReceipt, receiptKey, startPayment } from "./index.ts"

const posted: Letter[] = []
const house = await openHouse({
  mail: async (letter) => {
    posted.push(letter)
    return { kind: "accepted", reference: "<x@y>" }
  },
})
const { dossier, inside, run, rows, pays, kernel } = await openPayer(house)

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
const route = paymentRoutes.find(({ name }) => name === "mailReceipt")
const mail = (dossierId: string, { email = "compta@clients.example", key = "" } = {}) =>
  Promise.resolve(
    route?.handle(
      { ...house.guest(dossierId), kernel, ...(key === "" ? {} : { idempotencyKey: key }) },
      { params: {}, query: {}, body: { email } },
    ),
  )
const messagesOf = (dossierId: string) =>
  rows<{ id: string; recipient: string }>(
    "select id, recipient from guichet.messages where dossier_id = $1 and template = 'payment-receipt' order by id",
    [dossierId],
  )

describe("mailing the receipt of a card payment", () => {
  it("sends the PDF to the address that was named, and nobody the way into the order", async () => {
    const { dossierId, attemptId } = await paid()

    expect(await mail(dossierId, { email: "Compta@Clients.example" })).toEqual({ email: "compta@clients.example" })
    await run(printReceipt, attemptId)
    const [message] = await messagesOf(dossierId)
    await run(sendMessage, message?.id ?? "")

    const letter = posted.find(({ id }) => id === message?.id)
    expect(letter).toMatchObject({ to: "compta@clients.example", subject: expect.stringMatching(/CMD-/) })
    expect(letter?.attachments).toEqual([
      {
        name: expect.stringMatching(/\.pdf$/),
        media: "application/pdf",
        content: await kernel.outside.files.get(receiptKey(maison.id, attemptId)),
      },
    ])
    expect(letter?.text).not.toContain("/orders/")
    expect(letter?.text).not.toContain("Nadia")
  })
  it("is told with the job that prints what is not printed yet, and without the address", async () => {
    const { dossierId, attemptId } = await paid()
    await mail(dossierId)
    const [event] = await rows<{ jobs: unknown; facts: object; actor: string }>(
      `select jobs, facts, actor_scope as actor from guichet.events where dossier_id = $1 and name = 'receipt.asked'`,
      [dossierId],
    )
    expect(event?.jobs).toEqual([{ errand: "payments.receipt", subjectId: attemptId }])
    expect(event?.actor).toBe("guest")
    expect(JSON.stringify(event)).not.toContain("clients.example")
  })
  it("sends one message when it is asked twice with one key", async () => {
    const { dossierId } = await paid()
    const first = await mail(dossierId, { key: "one" })
    expect(await mail(dossierId, { key: "one" })).toEqual(first)
    expect(await messagesOf(dossierId)).toHaveLength(1)
    await expect(mail(dossierId, { key: "one", email: "other@clients.example" })).rejects.toMatchObject({
      code: "key_reused",
    })
  })
  it.each(["", "compta", "compta@", "a b@c.example", `${"a".repeat(200)}@c.example`])(
    "refuses %s, which is no address, and says which field",
    async (email) => {
      const { dossierId } = await paid()
      await expect(mail(dossierId, { email })).rejects.toMatchObject({
        code: "input_invalid",
        facts: { fields: [expect.objectContaining({ path: "email" })] },
      })
    },
  )
  it("refuses before a card has paid", async () => {
    const { dossierId } = await started()
    await expect(mail(dossierId)).rejects.toMatchObject({ code: "not_found" })
  })
  it("stops at five a day, also of ten at once, and goes on the next", async () => {
    const { dossierId } = await paid()
    const asked = await Promise.allSettled(Array.from({ length: 10 }, () => mail(dossierId)))
    const refused = asked.filter((one) => one.status === "rejected")
    expect(refused).toHaveLength(5)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: "receipt_mailed_often", status: 429 })

    house.clock.now = house.clock.now.add({ hours: 25 })
    await expect(mail(dossierId)).resolves.toEqual({ email: "compta@clients.example" })
  })
  it("is the payer's to ask: not a stranger's, nor the staff's", async () => {
    const { dossierId } = await paid()
    const asked = { params: {}, query: {}, body: { email: "a@b.example" } }
    await expect(route?.handle({ ...house.anyone(), kernel }, asked)).rejects.toMatchObject({ code: "sign_in_needed" })
    await expect(route?.handle({ ...house.as("admin"), kernel }, asked)).rejects.toMatchObject({ code: "not_allowed" })
    const other = await started()
    await expect(mail(other.dossierId)).rejects.toMatchObject({ code: "not_found" })
    expect(await messagesOf(dossierId)).toEqual([])
  })
})
