import { afterAll, describe, expect, it, vi } from "vitest"
import { seed } from "../../database/seed/load.ts"
import { openTwilio } from "../../simulators/twilio/harness.ts"
import { freePort } from "../ops/ports.ts"
import { startWorker } from "../worker/worker.ts"
import { createGate } from "./gate.ts"
import { openCounter } from "./testing/counter.ts"

/** The demo business over HTTP, worker and all: what a customer without an address hears of a visit. */
const port = await freePort()
const twilio = await openTwilio()
const counter = await openCounter({
  GUICHET_PUBLIC_URL: `http://127.0.0.1:${port}`,
  GUICHET_SIMULATORS_URL: twilio.url,
})
await seed({ databaseUrl: counter.database.ownerUrl, keys: counter.app.config, log: () => undefined })
const gate = await createGate(counter.app, { checksAnswers: true })
await gate.listen({ port, host: "127.0.0.1" })
const worker = await startWorker(counter.app)
afterAll(async () => {
  await worker.stop()
  await gate.close()
  await twilio.close()
})

const shop = "/api/v1/mj-chauffage"
const read = async (path: string) => {
  const answer = await gate.inject({ url: `${shop}${path}` })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const change = async (method: "POST" | "PUT", path: string, payload: object) => {
  const headers = { "idempotency-key": crypto.randomUUID() }
  const answer = await gate.inject({ method, url: `${shop}${path}`, payload, headers })
  expect(answer.statusCode, answer.body).toBeLessThan(300)
  return answer.json()
}

const phone = "+213550424242"
const { items: faults } = await read("/fault-types")
const { items: areas } = await read("/service-areas")
const fault = faults.find(
  ({ deposit, needsApproval }: { deposit: object | null; needsApproval: boolean }) =>
    deposit === null && !needsApproval,
)
const commune = areas[0].communes[0]
/** Days away, so that cancelling costs nothing yet. */
const from = Temporal.Now.zonedDateTimeISO("Africa/Algiers").toPlainDate().add({ days: 4 }).toString()
const slots = async () =>
  (await read(`/slots?faultType=${fault.slug}&commune=${encodeURIComponent(commune)}&from=${from}&days=14`)).slots
const texts = async () => (await twilio.texts(phone)).map(({ body, status }) => ({ body, status }))

describe("a visit booked with a phone number alone", () => {
  it("is confirmed, moved and cancelled by SMS, each delivered, with a link that opens it", async () => {
    const [first] = await slots()
    const hold = { faultType: fault.slug, commune, startsAt: first.startsAt }
    const { holdToken } = await change("POST", "/holds", hold)
    const { token, number } = await change("POST", "/appointments", {
      holdToken,
      customer: { name: "Nadia Benali", phone },
      address: "Cité 5 juillet, bât. 12",
      consentsToReminders: true,
    })
    const other = (await read(`/appointments/${token}/slots?days=21`)).slots.at(-1)
    await change("PUT", `/appointments/${token}/rescheduling`, { startsAt: other.startsAt })
    await change("PUT", `/appointments/${token}/cancellation`, { reason: "" })

    await vi.waitFor(async () => {
      const sent = await texts()
      expect(sent).toHaveLength(3)
      expect(sent.every(({ status }) => status === "delivered")).toBe(true)
    }, 15_000)
    const bodies = (await texts()).map(({ body }) => body).join("\n")
    expect(bodies).toContain(`rendez-vous ${number} confirmé`)
    expect(bodies).toContain(`rendez-vous ${number} déplacé`)
    expect(bodies).toContain("annulé à votre demande. Sans frais.")
    expect(bodies.match(new RegExp(`/mj-chauffage/appointments/${token}\n?`, "g"))).toHaveLength(3)
    await vi.waitFor(async () => {
      const { rows } = await counter.asOwner("select status from guichet.messages where recipient = $1", [phone])
      expect(rows).toEqual(Array.from({ length: 3 }, () => ({ status: "delivered" })))
    }, 5_000)
  }, 40_000)
})
