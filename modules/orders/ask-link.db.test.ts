import { describe, expect, it } from "vitest"
import type { Letter } from "#kernel/mail.ts"
import { sendMessage } from "#modules/inbox/index.ts"
import { maison, openHouse, voisin } from "../../checks/testing/house.ts"
import { askLink } from "./ask-link.ts"
import { placed, refusal } from "./testing/orders.ts"

const posted: Letter[] = []
const house = await openHouse({
  mail: async (letter) => {
    posted.push(letter)
    return { kind: "accepted", reference: "<x@y>" }
  },
})
const rows = async <T>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
  (await house.owner.query(sql, [...values])).rows
const linksOf = (orderId: string) =>
  rows<{ id: string; channel: string; recipient: string | null }>(
    "select id, channel, recipient from guichet.messages where dossier_id = $1 and template = 'order-link' order by id",
    [orderId],
  )
const tasksOf = (orderId: string) => rows("select kind from guichet.tasks where dossier_id = $1", [orderId])
const phoneOf = async (orderId: string) =>
  (await rows<{ phone: string }>("select customer_phone as phone from guichet.orders where id = $1", [orderId]))[0]
    ?.phone ?? ""
async function order(email: string | null = "nadia@clients.example") {
  const { orderId, number, trackingToken } = await placed(house)
  await rows("update guichet.orders set customer_email = $2 where id = $1", [orderId, email])
  return { orderId, number, trackingToken, phone: (await phoneOf(orderId)).replace("+213", "0") }
}

describe("asking for the link of an order", () => {
  it("sends it to the address of the order, however its number is written", async () => {
    const { orderId, number, trackingToken, phone } = await order()
    const written = ` ${number.toLowerCase().replace("cmd-", "").replaceAll("0", "o").replaceAll("1", "l")} `

    expect(await askLink(house.anyone(), { number: written, phone })).toEqual({})
    const [link] = await linksOf(orderId)
    await sendMessage.run({ kernel: house.kernel, business: maison, subjectId: link?.id ?? "", deadlineMs: 10_000 })

    expect(posted.at(-1)).toMatchObject({ to: "nadia@clients.example", subject: expect.stringContaining(number) })
    expect(posted.at(-1)?.text).toContain(`/orders/${trackingToken}`)
    expect(await tasksOf(orderId)).toEqual([])
  })
  it("has the counter call back who left no address", async () => {
    const { orderId, number, phone } = await order(null)
    await askLink(house.anyone(), { number, phone })
    await askLink(house.anyone(), { number, phone })

    expect(await tasksOf(orderId)).toEqual([{ kind: "link_asked" }])
    expect(await house.eventsOf(orderId)).toContain("link.asked")
  })
  it("answers the same when the telephone is another's, the order another business's, or there is none", async () => {
    const { orderId, number, phone } = await order()

    expect(await askLink(house.anyone(), { number, phone: "0799 99 99 99" })).toEqual({})
    expect(await askLink(house.anyone(voisin), { number, phone })).toEqual({})
    expect(await askLink(house.anyone(), { number: "CMD-0000-0000", phone })).toEqual({})
    expect(await linksOf(orderId)).toEqual([])
    expect(await house.eventsOf(orderId)).not.toContain("link.asked")
  })
  it("writes three times a day at most, also when it is asked eight times at once", async () => {
    const { orderId, number, phone } = await order()
    const asked = await Promise.all(Array.from({ length: 8 }, () => askLink(house.anyone(), { number, phone })))

    expect(asked).toEqual(Array.from({ length: 8 }, () => ({})))
    expect(await linksOf(orderId)).toHaveLength(3)
  })
  it.each([
    [{ number: "12", phone: "0551234567" }, "number"],
    [{ number: "CMD-UUUU-UUUU", phone: "0551234567" }, "number"],
    [{ number: "CMD-0000-0000", phone: "021000142" }, "phone"],
  ])("refuses %o, naming the field", async (input, path) => {
    const { code, facts } = await refusal(askLink(house.anyone(), input))
    expect(code).toBe("input_invalid")
    expect(facts.fields).toEqual([expect.objectContaining({ path })])
  })
})
