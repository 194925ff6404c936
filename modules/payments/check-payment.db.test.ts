import { describe, expect, it } from "vitest"
import { maison, openHouse } from "../../checks/testing/house.ts"
import { openPayer } from "../../checks/testing/payer.ts"
import {
  askPayment,
  cancelRequest,
  checkPayment,
  loadOpenAttempt,
  observeAttempt,
  paymentOf,
  recordObservation,
  settlePayment,
  startAttempt,
  startPayment,
} from "./index.ts"

const house = await openHouse()
const payer = await openPayer(house)
const { dossier, inside, run, rows, knobs, system, pays, later, accounts, backOffice } = payer
const amountMinor = 100_320

async function started() {
  const dossierId = await dossier()
  const order = { dossierId, purpose: "order", amountMinor, currency: "DZD", method: "satim", expiresAt: null } as const
  const { requestId, attemptId } = await inside((acting) => askPayment(acting, order))
  await run(startPayment, attemptId ?? "")
  return { dossierId, requestId, attemptId: attemptId ?? "" }
}
const seen = (dossierId: string) => inside(({ tx }) => paymentOf(tx, dossierId))
const told = (dossierId: string) => house.eventsOf(dossierId)
const tasks = async (dossierId: string) =>
  (
    await rows<{ kind: string }>("select kind from guichet.tasks where dossier_id = $1 and done_at is null", [
      dossierId,
    ])
  ).map(({ kind }) => kind)
const paidOnce = { "gateway:satim": amountMinor, receivable: -amountMinor }

describe("asking the gateway how a payment stands", () => {
  it("settles what it calls paid: one set of postings, told once", async () => {
    const { dossierId, attemptId } = await started()
    await pays(attemptId, "paid")

    expect(await run(checkPayment, attemptId)).toBe("done")

    expect(await seen(dossierId)).toMatchObject({ status: "paid", openAttemptId: null, redirectUrl: null })
    expect(await accounts(dossierId)).toEqual(paidOnce)
    expect(await told(dossierId)).toEqual(["payment.started", "payment.settled"])
  })

  it("changes nothing while the payer is still there", async () => {
    const { dossierId, attemptId } = await started()

    expect(await run(checkPayment, attemptId)).toBe("done")

    expect(await seen(dossierId)).toMatchObject({ status: "pending", openAttemptId: attemptId })
    expect(await told(dossierId)).toEqual(["payment.started"])
  })

  it("fails an attempt the bank declined, in the bank's own words", async () => {
    const { dossierId, attemptId } = await started()
    await pays(attemptId, "declined")
    await run(checkPayment, attemptId)

    expect(await seen(dossierId)).toMatchObject({ status: "failed", reason: "Solde insuffisant" })
    expect(await accounts(dossierId)).toEqual({})
  })

  it("leaves a decline without a status open until the session is over", async () => {
    const { dossierId, attemptId } = await started()
    await knobs({ declineShape: "noOrderStatus" })
    await pays(attemptId, "declined")

    await run(checkPayment, attemptId)
    expect(await seen(dossierId)).toMatchObject({ status: "pending" })

    await later(22)
    await run(checkPayment, attemptId)
    expect(await seen(dossierId)).toMatchObject({ status: "cancelled" })
  })

  it("ends an attempt nobody paid when the gateway ends its session", async () => {
    const { dossierId, attemptId } = await started()
    await later(22)
    await run(checkPayment, attemptId)

    expect(await seen(dossierId)).toMatchObject({
      status: "cancelled",
      reason: "Le temps prévu pour payer est écoulé.",
    })
  })

  it("confirms inside the session, so that the gateway does not give the money back", async () => {
    const { dossierId, attemptId } = await started()
    await pays(attemptId, "paid")
    await later(19)
    await run(checkPayment, attemptId)
    await later(10)
    await run(checkPayment, attemptId)

    expect(await seen(dossierId)).toMatchObject({ status: "paid" })
  })

  it("confirms what came after the session too, so that the gateway does not give it back later", async () => {
    const { dossierId, attemptId } = await started()
    await later(25)
    await knobs({ latePayment: true })
    await pays(attemptId, "paid")
    await run(checkPayment, attemptId)
    await later(40)
    await run(checkPayment, attemptId)

    expect(await seen(dossierId)).toMatchObject({ status: "paid" })
  })

  it("does not take for paid what the gateway gave back because nobody confirmed it", async () => {
    const { dossierId, attemptId } = await started()
    await pays(attemptId, "paid")
    await later(30)
    await run(checkPayment, attemptId)

    expect(await seen(dossierId)).toMatchObject({ status: "cancelled" })
    expect(await accounts(dossierId)).toEqual({})
  })

  it.each([
    ["hangs", { hangMs: 6_000 }],
    ["answers a proxy's page with 200", { html: true }],
    ["fails", { httpStatus: 500 }],
    ["answers with an error of its own", { systemError: true }],
    ["refuses us", { accessDenied: true }],
  ])("knows nothing when it %s, and finds the payment at the next look", async (_, fault) => {
    const { dossierId, attemptId } = await started()
    await pays(attemptId, "paid")
    await knobs({ ...fault, faultTimes: 1 })

    expect(await run(checkPayment, attemptId)).toEqual({ againInSeconds: 30 })
    expect(await seen(dossierId)).toMatchObject({ status: "pending" })

    expect(await run(checkPayment, attemptId)).toBe("done")
    expect(await seen(dossierId)).toMatchObject({ status: "paid" })
    expect(await accounts(dossierId)).toEqual(paidOnce)
  })

  it("raises one task when the session is over without an answer, and ends it when one comes", async () => {
    const { dossierId, attemptId } = await started()
    await pays(attemptId, "paid")
    await run(checkPayment, attemptId)
    const other = await started()
    await later(23)
    await knobs({ httpStatus: 503 })

    expect(await run(checkPayment, other.attemptId)).toEqual({ againInSeconds: 900 })
    expect(await run(checkPayment, other.attemptId)).toEqual({ againInSeconds: 900 })
    expect(await tasks(other.dossierId)).toEqual(["payment_unanswered"])
    expect(await tasks(dossierId)).toEqual([])

    await knobs({ httpStatus: null })
    await run(checkPayment, other.attemptId)
    expect(await tasks(other.dossierId)).toEqual([])
    expect(await seen(other.dossierId)).toMatchObject({ status: "cancelled" })
  })

  it("counts the session from the page that the gateway opened, however late that was", async () => {
    const { dossierId, attemptId } = await started()
    await rows("update guichet.payment_attempts set started_at = started_at - interval '1 hour' where id = $1", [
      attemptId,
    ])
    await later(5)
    await knobs({ httpStatus: 503 })

    expect(await run(checkPayment, attemptId)).toEqual({ againInSeconds: 30 })
    expect(await tasks(dossierId)).toEqual([])
  })

  it("never pays another amount than was asked, and a person looks", async () => {
    const { dossierId, attemptId } = await started()
    await knobs({ amountMismatchMinor: -100 })
    await pays(attemptId, "paid")

    await run(checkPayment, attemptId)
    await run(checkPayment, attemptId)

    expect(await seen(dossierId)).toMatchObject({ status: "pending" })
    expect(await accounts(dossierId)).toEqual({})
    expect(await tasks(dossierId)).toEqual(["payment_mismatch"])
    expect(await told(dossierId)).toEqual(["payment.started", "payment.mismatch"])
  })

  it("finds a payment made after a first decline on the same page", async () => {
    const { dossierId, attemptId } = await started()
    await pays(attemptId, "declined")
    await run(checkPayment, attemptId)
    await pays(attemptId, "paid")
    await later(8)
    await run(checkPayment, attemptId)

    expect(await seen(dossierId)).toMatchObject({ status: "paid" })
    expect(await accounts(dossierId)).toEqual(paidOnce)
  })

  it("finds a payment on an older reference of the same attempt", async () => {
    const { dossierId, attemptId } = await started()
    const newer = await payer.satim.register({ amount: String(amountMinor) })
    await rows(
      `insert into guichet.gateway_references (business_id, id, attempt_id, dossier_id, gateway, reference, gateway_reference, made_at)
       values ($1, gen_random_uuid(), $2, $3, 'satim', $4, $5, $6)`,
      [
        maison.id,
        attemptId,
        dossierId,
        newer.orderNumber,
        newer.mdOrder,
        house.clock.now.add({ seconds: 5 }).toString(),
      ],
    )
    await pays(attemptId, "paid")
    await run(checkPayment, attemptId)

    expect(await seen(dossierId)).toMatchObject({ status: "paid" })
    expect(await accounts(dossierId)).toEqual(paidOnce)
  })

  it("keeps paid whatever is said later, and tells nothing twice", async () => {
    const { dossierId, attemptId } = await started()
    await pays(attemptId, "paid")
    await run(checkPayment, attemptId)
    await pays(attemptId, "declined")
    await run(checkPayment, attemptId)
    await later(30)
    await run(checkPayment, attemptId)

    expect(await seen(dossierId)).toMatchObject({ status: "paid" })
    expect(await told(dossierId)).toEqual(["payment.started", "payment.settled"])
  })

  it("pays a request that was cancelled meanwhile, and says that it is late", async () => {
    const { dossierId, requestId, attemptId } = await started()
    await cancelRequest(system, { requestId })
    await pays(attemptId, "paid")
    await run(checkPayment, attemptId)

    expect(await seen(dossierId)).toMatchObject({ status: "paid" })
    const [event] = await rows<{ facts: object }>(
      "select facts from guichet.events where dossier_id = $1 and name = 'payment.settled'",
      [dossierId],
    )
    expect(event?.facts).toMatchObject({ late: true, method: "satim", amountMinor })
  })

  it("follows the bank when it gives everything back in its back office", async () => {
    const { dossierId, attemptId } = await started()
    await pays(attemptId, "paid")
    await run(checkPayment, attemptId)
    await backOffice(attemptId, { action: "refund" })
    await later(30)
    await run(checkPayment, attemptId)

    expect(await seen(dossierId)).toMatchObject({
      status: "refunded",
      refunds: [{ status: "done", reason: "back_office" }],
    })
    expect(await accounts(dossierId)).toEqual({ "gateway:satim": 0, receivable: 0 })
    expect(await told(dossierId)).toEqual(["payment.started", "payment.settled", "payment.refunded"])
  })

  it("follows a cancellation in the bank's back office too", async () => {
    const { dossierId, attemptId } = await started()
    await pays(attemptId, "paid")
    await run(checkPayment, attemptId)
    await backOffice(attemptId, { action: "reverse" })
    await later(30)
    await run(checkPayment, attemptId)

    expect(await seen(dossierId)).toMatchObject({ status: "refunded" })
  })

  it("has nothing to ask before the gateway knows the payment", async () => {
    const dossierId = await dossier()
    const order = {
      dossierId,
      purpose: "order",
      amountMinor,
      currency: "DZD",
      method: "satim",
      expiresAt: null,
    } as const
    const { attemptId } = await inside((acting) => askPayment(acting, order))

    expect(await run(checkPayment, attemptId ?? "")).toBe("nothing")
  })

  it("settles once when the payer's return and the sweep meet", async () => {
    const { dossierId, attemptId } = await started()
    await pays(attemptId, "paid")
    await knobs({ slowMs: 200 })

    const ran = await Promise.all([run(checkPayment, attemptId), run(checkPayment, attemptId)])

    expect(ran.toSorted()).toEqual(["busy", "done"])
    expect(await accounts(dossierId)).toEqual(paidOnce)
  })

  it("looks at the status after a crash instead of losing the payment", async () => {
    const { dossierId, attemptId } = await started()
    await pays(attemptId, "paid")
    await rows(
      `insert into guichet.errands (business_id, name, subject_id, status, attempt, lease_until, updated_at)
       values ($1, 'payments.check', $2, 'sending', 7, $3, $3)`,
      [maison.id, attemptId, house.clock.now.subtract({ minutes: 1 }).toString()],
    )

    expect(await run(checkPayment, attemptId)).toBe("done")
    expect(await seen(dossierId)).toMatchObject({ status: "paid" })
  })
})

describe("an expiry that asks the gateway first", () => {
  const expired = async (dossierId: string) => {
    const loaded = await inside((acting) => loadOpenAttempt(acting, dossierId))
    if (loaded === null) return "no attempt"
    const observation = await observeAttempt(loaded, payer.kernel.outside)
    return inside((acting) => {
      const [tell, last, made] = [() => undefined, () => undefined, () => undefined]
      const tells = { ...acting, actor: system.actor, tell, last, made }
      return recordObservation(tells, { loaded, observation, ends: true })
    })
  }

  it("closes what the gateway calls unpaid", async () => {
    const { dossierId } = await started()
    expect(await expired(dossierId)).toBe("closed")
    expect(await seen(dossierId)).toMatchObject({ status: "cancelled", openAttemptId: null })
  })
  it("pays what the gateway calls paid", async () => {
    const { dossierId, attemptId } = await started()
    await pays(attemptId, "paid")
    expect(await expired(dossierId)).toBe("paid")
    expect(await seen(dossierId)).toMatchObject({ status: "paid" })
  })
  it("closes an attempt that never got a page to pay on", async () => {
    const dossierId = await dossier()
    const order = {
      dossierId,
      purpose: "order",
      amountMinor,
      currency: "DZD",
      method: "satim",
      expiresAt: null,
    } as const
    await inside((acting) => askPayment(acting, order))
    expect(await expired(dossierId)).toBe("closed")
  })
  it("closes nothing without an answer", async () => {
    const { dossierId } = await started()
    await knobs({ html: true })
    expect(await expired(dossierId)).toBe("unknown")
    expect(await seen(dossierId)).toMatchObject({ status: "pending" })
  })
})

describe("a second success on a paid request", () => {
  async function paidTwice() {
    const first = await started()
    await pays(first.attemptId, "declined")
    await run(checkPayment, first.attemptId)
    const { requestId, dossierId } = first
    const second = await startAttempt(system, { requestId, method: "satim", amountMinor, expiresAt: null })
    await run(startPayment, second.attemptId ?? "")
    await pays(second.attemptId ?? "", "paid")
    await run(checkPayment, second.attemptId ?? "")
    await pays(first.attemptId, "paid")
    await run(checkPayment, first.attemptId)
    return { dossierId, requestId, surplusId: first.attemptId }
  }

  it("is recorded as a surplus that goes back, with a task, and pays nothing", async () => {
    const { dossierId } = await paidTwice()

    expect(await seen(dossierId)).toMatchObject({
      status: "paid",
      refunds: [{ status: "starting", reason: "surplus" }],
    })
    expect(await accounts(dossierId)).toEqual({
      "gateway:satim": 2 * amountMinor,
      receivable: -amountMinor,
      surplus: -amountMinor,
    })
    expect(await tasks(dossierId)).toEqual(["payment_surplus"])
    expect((await told(dossierId)).at(-1)).toBe("payment.surplus")
  })

  it("is recorded once", async () => {
    const { dossierId, surplusId } = await paidTwice()
    const again = await settlePayment(system, { attemptId: surplusId, amountMinor, currency: "DZD" })

    expect(again).toEqual({ outcome: "already" })
    expect(await accounts(dossierId)).toMatchObject({ surplus: -amountMinor })
  })
})
