import { describe, expect, it } from "vitest"
import { inTransaction } from "#kernel/database/transaction.ts"
import { storeSecret } from "#modules/businesses/index.ts"
import { maison, openHouse, voisin } from "../../checks/testing/house.ts"
import { demoAccount } from "../../simulators/twilio/account.ts"
import { placed, refusal } from "../orders/testing/orders.ts"
import { askLink } from "./ask-link.ts"
import { booking, later, newPhone, sunday } from "./testing/customer.ts"
import { openPlan } from "./testing/plan.ts"

const house = await openHouse()
await openPlan(house)
const actor = { scope: "system", name: "test" } as const
const rows = async <T>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
  (await house.owner.query(sql, [...values])).rows
const linksOf = (id: string) =>
  rows<{ channel: string; recipient: string | null; body: string }>(
    "select channel, recipient, body from guichet.messages where dossier_id = $1 and template = 'appointment-link' order by id",
    [id],
  )
const tasksOf = (id: string) => rows("select kind from guichet.tasks where dossier_id = $1", [id])
const sends = (name: "twilio" | "twilio-away") =>
  rows("update guichet.business_secrets set name = $1 where name in ('twilio', 'twilio-away')", [name])
const account = JSON.stringify({ baseUrl: "https://sms.example", ...demoAccount })
await inTransaction(house.kernel.pool, { businessId: maison.id, actor }, (tx) =>
  storeSecret({ tx, kernel: house.kernel, now: house.clock.now }, { name: "twilio", value: account }),
)
const free = [0, 1, 2, 3].flatMap((day) => [8, 14].map((hour) => later(sunday(hour), day)))

async function visit() {
  const phone = newPhone()
  const { appointmentId: id, number, token } = await booking(house, { startsAt: free.shift() ?? "", phone })
  return { id, number, token, phone }
}

describe("asking for the link of an appointment", () => {
  it("sends it to the phone of the appointment, however its number is written", async () => {
    const { id, number, token, phone } = await visit()
    const written = ` ${number.toLowerCase().replace("rdv-", "").replaceAll("0", "o").replaceAll("1", "l")} `

    expect(await askLink(house.anyone(), { number: written, phone: `+213 ${phone.slice(1)}` })).toEqual({})
    const links = await linksOf(id)
    expect(links).toMatchObject([{ channel: "sms", recipient: `+213${phone.slice(1)}` }])
    expect(links[0]?.body).toContain(`/appointments/${token}`)
    expect(await tasksOf(id)).toEqual([])
    expect(await house.eventsOf(id)).toContain("link.asked")
  })
  it("sends it to the address too when one was given", async () => {
    const { id, number, phone } = await visit()
    await rows("update guichet.appointments set customer_email = 'nadia@clients.example' where id = $1", [id])
    await askLink(house.anyone(), { number, phone })

    expect(await linksOf(id)).toMatchObject([
      { channel: "email", recipient: "nadia@clients.example" },
      { channel: "sms", recipient: `+213${phone.slice(1)}` },
    ])
  })
  it("has the counter call back where no SMS can go", async () => {
    const { id, number, phone } = await visit()
    await sends("twilio-away")
    await askLink(house.anyone(), { number, phone })
    await askLink(house.anyone(), { number, phone })
    await sends("twilio")

    expect(await tasksOf(id)).toEqual([{ kind: "link_asked" }])
  })
  it("answers the same when the telephone is another's, the visit another business's, an order's, or none", async () => {
    const { id, number, phone } = await visit()
    const order = await placed(house)

    expect(await askLink(house.anyone(), { number, phone: "0799 99 99 99" })).toEqual({})
    expect(await askLink(house.anyone(voisin), { number, phone })).toEqual({})
    expect(await askLink(house.anyone(), { number: order.number.replace("CMD", "RDV"), phone })).toEqual({})
    expect(await askLink(house.anyone(), { number: "RDV-0000-0000", phone })).toEqual({})
    expect(await linksOf(id)).toEqual([])
    expect(await house.eventsOf(id)).not.toContain("link.asked")
  })
  it("writes three times a day at most, also when it is asked eight times at once", async () => {
    const { id, number, phone } = await visit()
    const asked = await Promise.all(Array.from({ length: 8 }, () => askLink(house.anyone(), { number, phone })))

    expect(asked).toEqual(Array.from({ length: 8 }, () => ({})))
    expect(await linksOf(id)).toHaveLength(3)
  })
  it.each([
    [{ number: "12", phone: "0551234567" }, "number"],
    [{ number: "CMD-0000-0000", phone: "0551234567" }, "number"],
    [{ number: "RDV-UUUU-UUUU", phone: "0551234567" }, "number"],
    [{ number: "RDV-0000-0000", phone: "021000142" }, "phone"],
  ])("refuses %o, naming the field", async (input, path) => {
    const { code, facts } = await refusal(askLink(house.anyone(), input))
    expect(code).toBe("input_invalid")
    expect(facts.fields).toEqual([expect.objectContaining({ path })])
  })
})
