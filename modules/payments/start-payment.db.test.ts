import { describe, expect, it } from "vitest"
import { openHouse } from "../../checks/testing/house.ts"
import { openPayer } from "../../checks/testing/payer.ts"
import { askPayment, cancelRequest, paymentOf, startAttempt, startPayment } from "./index.ts"

const house = await openHouse()
const { dossier, inside, run, rows, satim, knobs, calls, system } = await openPayer(house)

async function asked(amountMinor = 100_320) {
  const dossierId = await dossier()
  const order = { dossierId, purpose: "order", amountMinor, currency: "DZD", method: "satim", expiresAt: null } as const
  const { requestId, attemptId } = await inside((acting) => askPayment(acting, order))
  return { dossierId, requestId, attemptId: attemptId ?? "" }
}
const seen = (dossierId: string) => inside(({ tx }) => paymentOf(tx, dossierId))
const references = (attemptId: string) =>
  rows<{ reference: string; gateway_reference: string | null }>(
    "select reference, gateway_reference from guichet.gateway_references where attempt_id = $1 order by made_at, id",
    [attemptId],
  )

describe("starting a payment at the gateway", () => {
  it("gets the page to pay on, and asks about it at the minutes of the sweep", async () => {
    const { dossierId, attemptId } = await asked()
    expect(await seen(dossierId)).toMatchObject({ status: "starting", redirectUrl: null, openAttemptId: attemptId })

    expect(await run(startPayment, attemptId)).toBe("done")

    const payment = await seen(dossierId)
    expect(payment).toMatchObject({ status: "pending", openAttemptId: attemptId })
    expect(payment?.redirectUrl).toContain(`${satim.url}/satim/`)
    const [event] = await rows<{ jobs: { errand: string; runAt: string }[] }>(
      "select jobs from guichet.events where dossier_id = $1 and name = 'payment.started'",
      [dossierId],
    )
    const minutes = event?.jobs.map(({ runAt }) => house.clock.now.until(Temporal.Instant.from(runAt)).total("minutes"))
    expect(minutes).toEqual([3, 8, 15, 19, 22, 30, 60, 360, 1440])
    expect(event?.jobs.every(({ errand }) => errand === "payments.check")).toBe(true)
  })

  it("tells the gateway the amount, our return address and the payer's language", async () => {
    const { attemptId } = await asked(250_000)
    await run(startPayment, attemptId)

    const [{ reference = "" } = {}] = await references(attemptId)
    expect((await calls()).at(-1)?.form).toMatchObject({
      orderNumber: reference,
      amount: "250000",
      currency: "012",
      language: "FR",
      returnUrl: "http://localhost:3000/api/v1/maison/payments/satim/return",
      failUrl: "http://localhost:3000/api/v1/maison/payments/satim/return",
    })
  })

  it("has nothing to do a second time", async () => {
    const { attemptId } = await asked()
    await run(startPayment, attemptId)

    expect(await run(startPayment, attemptId)).toBe("nothing")
    expect(await references(attemptId)).toHaveLength(1)
  })

  it.each([
    ["hangs", { hangMs: 6_000 }],
    ["answers a proxy's page", { html: true }],
    ["answers with a server error", { httpStatus: 502 }],
    ["drops the connection", { connection: "reset" }],
  ])("stays starting when the gateway %s, and tries again under a new reference", async (_, fault) => {
    const { dossierId, attemptId } = await asked()
    await knobs({ nextRegister: { ...fault, faultWhen: "after" } })

    expect(await run(startPayment, attemptId)).toEqual({ againInSeconds: 5 })
    expect(await seen(dossierId)).toMatchObject({ status: "starting", redirectUrl: null })

    expect(await run(startPayment, attemptId)).toBe("done")
    const [first, second] = await references(attemptId)
    expect(first?.gateway_reference).toBeNull()
    expect(second?.gateway_reference).not.toBeNull()
    expect(second?.reference).not.toBe(first?.reference)
  })

  it("waits longer after each call without an answer", async () => {
    const { attemptId } = await asked()
    await knobs({ httpStatus: 503, faultOn: ["register.do"] })

    const waits = []
    for (let i = 0; i < 6; i += 1) waits.push(await run(startPayment, attemptId))
    expect(waits.map((wait) => (typeof wait === "object" ? wait.againInSeconds : wait))).toEqual([
      5, 10, 20, 40, 80, 120,
    ])
  })

  it("takes another reference when the gateway has seen this one", async () => {
    const { dossierId, attemptId } = await asked()
    await knobs({ nextRegister: { duplicateOrderNumber: true } })

    expect(await run(startPayment, attemptId)).toEqual({ againInSeconds: 1 })
    await run(startPayment, attemptId)

    expect(await references(attemptId)).toHaveLength(2)
    expect(await seen(dossierId)).toMatchObject({ status: "pending" })
  })

  it("fails at a definitive no, with a task for staff and the way open for another attempt", async () => {
    const { dossierId, requestId, attemptId } = await asked()
    await knobs({ nextRegister: { accessDenied: true } })

    expect(await run(startPayment, attemptId)).toBe("done")

    expect(await seen(dossierId)).toMatchObject({
      status: "failed",
      openAttemptId: null,
      reason: "Le service de paiement par carte n’a pas accepté la demande. Nous sommes prévenus.",
    })
    expect(await rows("select kind from guichet.tasks where dossier_id = $1", [dossierId])).toEqual([
      { kind: "gateway_refuses" },
    ])
    const again = await startAttempt(system, { requestId, method: "satim", amountMinor: 100_320, expiresAt: null })
    expect(again.attemptId).not.toBe(attemptId)
  })

  it("never shows the page of a payment that was cancelled while the gateway was asked", async () => {
    const { dossierId, requestId, attemptId } = await asked()
    await knobs({ nextRegister: { slowMs: 400 } })

    const starting = run(startPayment, attemptId)
    await new Promise((resolve) => setTimeout(resolve, 150))
    await cancelRequest(system, { requestId })
    await starting

    expect(await seen(dossierId)).toMatchObject({ status: "cancelled", redirectUrl: null, openAttemptId: null })
    const [reference] = await references(attemptId)
    expect(reference?.gateway_reference).not.toBeNull()
  })

  it("asks the gateway once when two runs meet", async () => {
    const { attemptId } = await asked()
    await knobs({ nextRegister: { slowMs: 300 } })

    const ran = await Promise.all([run(startPayment, attemptId), run(startPayment, attemptId)])

    expect(ran.toSorted()).toEqual(["busy", "done"])
    expect(await references(attemptId)).toHaveLength(1)
  })

  it("keeps what the gateway answered, without the account's credentials", async () => {
    const { attemptId } = await asked()
    await run(startPayment, attemptId)

    const [observation] = await rows<{ state: string; evidence: object }>(
      "select state, evidence from guichet.payment_observations where attempt_id = $1",
      [attemptId],
    )
    expect(observation?.state).toBe("registered")
    expect(JSON.stringify(observation?.evidence)).not.toContain("guichet_demo")
  })

  it("fails, with a task, when the business has no account at the gateway that can be read", async () => {
    const { dossierId, attemptId } = await asked()
    await rows("delete from guichet.business_secrets")

    await run(startPayment, attemptId)

    expect(await seen(dossierId)).toMatchObject({ status: "failed" })
    expect(await rows("select kind, facts from guichet.tasks where dossier_id = $1", [dossierId])).toEqual([
      { kind: "gateway_refuses", facts: { code: "account" } },
    ])
    expect(await calls()).toEqual([])
  })
})
