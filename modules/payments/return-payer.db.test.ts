import { describe, expect, it } from "vitest"
import { inTransaction } from "#kernel/database/transaction.ts"
import { findDossier, tokenOf } from "#modules/dossiers/index.ts"
import { maison, openHouse, voisin } from "../../checks/testing/house.ts"
import { openPayer } from "../../checks/testing/payer.ts"
import { askPayment, paymentOf, startPayment } from "./index.ts"
import { returnedPayer } from "./return-payer.ts"

const house = await openHouse()
const { dossier, inside, run, rows, knobs, calls, pays, kernel } = await openPayer(house)
const visit = { ...house.anyone(), kernel }

async function started(locale: "fr" | "ar" = "fr") {
  const dossierId = await dossier(locale)
  const order = { dossierId, purpose: "order", amountMinor: 100_320, currency: "DZD", method: "satim" } as const
  const { attemptId } = await inside((acting) => askPayment(acting, { ...order, expiresAt: null }))
  await run(startPayment, attemptId ?? "")
  const [{ mdOrder = "" } = {}] = await rows<{ mdOrder: string }>(
    `select gateway_reference as "mdOrder" from guichet.gateway_references where attempt_id = $1`,
    [attemptId],
  )
  return { dossierId, attemptId: attemptId ?? "", mdOrder }
}
const back = (mdOrder: string, from = visit) => returnedPayer(from, { gateway: "satim", gatewayReference: mdOrder })
const seen = (dossierId: string) => inside(({ tx }) => paymentOf(tx, dossierId))
const looks = async () => (await calls()).filter(({ path }) => !path.endsWith("register.do")).length

async function pageOf(dossierId: string): Promise<string> {
  const found = await inside(({ tx }) => findDossier(tx, { id: dossierId }))
  if (found === null) throw new Error("no dossier")
  const { linkGeneration: generation, linkKeyVersion: keyVersion, locale } = found
  const token = tokenOf(kernel, { businessId: maison.id, dossierId, generation, keyVersion })
  return `http://localhost:3000/maison${locale === "fr" ? "" : `/${locale}`}/orders/${token}`
}

describe("a payer who comes back from the gateway", () => {
  it("goes on to the order, which is paid by then", async () => {
    const { dossierId, attemptId, mdOrder } = await started()
    await pays(attemptId, "paid")

    expect(await back(mdOrder)).toEqual({ location: await pageOf(dossierId) })
    expect(await seen(dossierId)).toMatchObject({ status: "paid" })
  })
  it("goes on to the order in its language", async () => {
    const { dossierId, mdOrder } = await started("ar")
    const { location } = await back(mdOrder)
    expect(location).toBe(await pageOf(dossierId))
    expect(location).toContain("/maison/ar/orders/")
  })
  it("pays nothing by coming back: the gateway says it is not paid", async () => {
    const { dossierId, mdOrder } = await started()
    await back(mdOrder)
    expect(await seen(dossierId)).toMatchObject({ status: "pending" })
  })
  it("goes on to the order even when the gateway does not answer", async () => {
    const { dossierId, mdOrder } = await started()
    await knobs({ html: true })
    expect(await back(mdOrder)).toEqual({ location: await pageOf(dossierId) })
    expect(await seen(dossierId)).toMatchObject({ status: "pending" })
  })
  it("has the gateway asked once, not again when it is paid", async () => {
    const { attemptId, mdOrder } = await started()
    await pays(attemptId, "paid")
    await back(mdOrder)
    const before = await looks()
    await back(mdOrder)
    expect(await looks()).toBe(before)
  })
  it.each(["", "V721uPPfNNofVQAAABL3", "'; drop table guichet.orders; --"])(
    "goes to the shop with a reference that is not ours (%s), and the gateway is not asked",
    async (forged) => {
      expect(await back(forged)).toEqual({ location: "http://localhost:3000/maison" })
      expect(await looks()).toBe(0)
    },
  )
  it("goes to the shop at another business: its reference is unknown there", async () => {
    const { mdOrder } = await started()
    const next = { ...visit, business: voisin }
    expect(await back(mdOrder, next)).toEqual({ location: "http://localhost:3000/voisin" })
  })
  it("no longer finds the order by the gateway's reference after a day", async () => {
    const { mdOrder } = await started()
    house.clock.now = house.clock.now.add({ hours: 25 })
    expect(await back(mdOrder)).toEqual({ location: "http://localhost:3000/maison" })
  })
  it("still reads nothing in the visitor’s own scope", async () => {
    const { dossierId } = await started()
    const opening = { businessId: maison.id, actor: visit.actor, readOnly: true }
    expect(await inTransaction(kernel.pool, opening, (tx) => paymentOf(tx, dossierId))).toBeNull()
  })
})
