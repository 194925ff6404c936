import { describe, expect, it } from "vitest"
import type { Visit } from "#kernel/command.ts"
import { newId } from "#kernel/ids.ts"
import { reactions } from "#modules/reactions.ts"
import { openHouse } from "../../checks/testing/house.ts"
import { openPayer } from "../../checks/testing/payer.ts"
import { refusal } from "../orders/testing/orders.ts"
import { endpoints } from "./contract.ts"
import { bookingRoutes } from "./routes.ts"
import { form, later, newPhone, sunday, visitor, wish } from "./testing/customer.ts"
import { openPlan, planId, put } from "./testing/plan.ts"

const house = await openHouse()
await openPlan(house)
const payer = await openPayer(house, reactions)

/** As the gate calls it, its answer held against the contract. */
async function call<N extends keyof typeof endpoints>(name: N, visit: Visit, asked: object = {}) {
  const route = bookingRoutes.find((candidate) => candidate.name === name)
  const answer = await route?.handle({ ...visit, kernel: payer.kernel }, { params: {}, query: {}, body: {}, ...asked })
  return endpoints[name].answer.parse(answer)
}
const held = async (body: object) => {
  const { holdToken } = endpoints.holdSlot.answer.parse(await call("holdSlot", visitor(house, newPhone()), { body }))
  return holdToken
}

describe("booking with a deposit, as the API does", () => {
  it("answers where to pay, and confirms when the payer comes back", async () => {
    const body = form(await held(wish({ faultType: "entretien", startsAt: sunday(9) })))
    const booked = endpoints.bookAppointment.answer.parse(await call("bookAppointment", house.anyone(), { body }))
    expect(booked).toMatchObject({
      status: "held",
      payment: { status: "pending", redirectUrl: expect.stringMatching(/^http/) },
    })

    const [attempt] = await payer.rows<{ id: string; dossierId: string }>(
      'select id, dossier_id as "dossierId" from guichet.payment_attempts order by started_at desc limit 1',
    )
    const guest = house.guest(attempt?.dossierId ?? "")
    expect(await call("showAppointment", guest)).toMatchObject({ status: "held", can: ["cancel", "pay", "add_photo"] })
    await payer.pays(attempt?.id ?? "", "paid")
    expect(await call("checkDepositPayment", guest)).toEqual({ status: "paid" })
    expect(await call("showAppointment", guest)).toMatchObject({
      status: "confirmed",
      deposit: { status: "paid", payUntil: null },
    })
  })

  it("answers the next page to pay on after a card that was refused", async () => {
    const body = form(await held(wish({ faultType: "entretien", startsAt: later(sunday(9), 1) })))
    await call("bookAppointment", house.anyone(), { body })
    const [attempt] = await payer.rows<{ id: string; dossierId: string }>(
      'select id, dossier_id as "dossierId" from guichet.payment_attempts order by started_at desc, id desc limit 1',
    )
    const guest = house.guest(attempt?.dossierId ?? "")
    await payer.pays(attempt?.id ?? "", "declined")
    expect(await call("checkDepositPayment", guest)).toEqual({ status: "failed" })

    expect(await call("payDeposit", guest)).toMatchObject({
      status: "pending",
      redirectUrl: expect.stringMatching(/^http/),
    })
  })
})

describe("holding, as the API does", () => {
  it("takes a time or seats, and says of each what is missing", async () => {
    const sessionId = newId()
    await put(house, "group_sessions", {
      id: sessionId,
      fault_type_id: planId("fault-type", "panne"),
      name: { fr: "Cours" },
      starts_at: sunday(18),
      ends_at: sunday(20),
      seats: 4,
    })
    expect(await held({ sessionId, seats: 2 })).toMatch(/^[0-9a-z]{26}$/)
    expect(await refusal(call("holdSlot", house.anyone(), { body: { faultType: "panne" } }))).toMatchObject({
      facts: {
        fields: [
          { path: "commune", code: "missing" },
          { path: "startsAt", code: "missing" },
        ],
      },
    })
  })
})
