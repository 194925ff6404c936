import { describe, expect, it } from "vitest"
import { newId } from "#kernel/ids.ts"
import { openHouse, voisin } from "../../checks/testing/house.ts"
import { refusal } from "../orders/testing/orders.ts"
import { changePhone } from "./change-phone.ts"
import { showAppointment } from "./show-appointment.ts"
import { booking, later, newPhone, sunday } from "./testing/customer.ts"
import { openPlan, put } from "./testing/plan.ts"

const house = await openHouse()
await openPlan(house)
const codeOf = async (attempt: Promise<unknown>) => (await refusal(attempt)).code
const e164 = (phone: string) => `+213${phone.slice(1)}`
const free = [0, 1, 2, 3].flatMap((day) => [8, 14].map((hour) => later(sunday(hour), day)))

/** A visit whose customer gave a number, and what became of the SMS to it. */
async function told(status: "failed" | "delivered") {
  const phone = newPhone()
  const { appointmentId: id } = await booking(house, { startsAt: free.shift() ?? "", phone })
  await text(id, { phone, status })
  return { id, phone }
}

async function text(dossierId: string, { phone, status }: { phone: string; status: string }): Promise<void> {
  const written = house.clock.now.toString()
  await put(house, "messages", {
    ...{ id: newId(), dossier_id: dossierId, direction: "out", channel: "sms", locale: "fr", body: "", status },
    ...{ recipient: e164(phone), written_at: written },
  })
}

const isUnreached = async (id: string) => (await showAppointment(house.guest(id), {})).isUnreached

describe("a number that no SMS reaches", () => {
  it("is said on the page, and changed there: how the visit stands is written to the new one", async () => {
    const { id, phone } = await told("failed")
    await put(house, "tasks", {
      id: newId(),
      dossier_id: id,
      kind: "phone_unreachable",
      facts: {},
      raised_at: "2026-11-20",
    })
    expect(await isUnreached(id)).toBe(true)

    const better = newPhone()
    await changePhone(house.guest(id), { id, phone: better })
    expect(await isUnreached(id)).toBe(false)
    expect(await house.eventsOf(id)).toContain("appointment.phone-changed")
    const { rows } = await house.owner.query(
      `select a.customer_phone, (select done_at is not null from guichet.tasks t where t.dossier_id = a.id) as done,
         (select array_agg(m.template) from guichet.messages m where m.dossier_id = a.id and m.template = 'appointment-booked') as told
       from guichet.appointments a where a.id = $1`,
      [id],
    )
    expect(rows[0]).toMatchObject({ customer_phone: e164(better), done: true })
    expect(rows[0].told).toHaveLength(2)
    expect(phone).not.toBe(better)
  })

  it("stays when it is reached, or has been reached since, and when it is given again", async () => {
    const reached = await told("delivered")
    expect(await isUnreached(reached.id)).toBe(false)
    expect(await codeOf(changePhone(house.guest(reached.id), { id: reached.id, phone: newPhone() }))).toBe(
      "phone_is_reached",
    )

    const since = await told("failed")
    await text(since.id, { phone: since.phone, status: "delivered" })
    expect(await codeOf(changePhone(house.guest(since.id), { id: since.id, phone: newPhone() }))).toBe(
      "phone_is_reached",
    )

    const same = await told("failed")
    expect(await codeOf(changePhone(house.guest(same.id), { id: same.id, phone: same.phone }))).toBe("phone_is_reached")
  })

  it("is nobody else's to change, and nobody's once the visit is over", async () => {
    const [{ id }, other] = [await told("failed"), await told("failed")]
    const change = { id, phone: newPhone() }
    expect(await codeOf(changePhone(house.guest(other.id), change))).toBe("not_found")
    expect(await codeOf(changePhone(house.as("manager"), change))).toBe("not_allowed")
    expect(await codeOf(changePhone(house.as("manager", voisin), change))).toBe("not_allowed")
    expect(await codeOf(changePhone(house.anyone(), change))).toBe("sign_in_needed")
    expect(await codeOf(changePhone(house.guest(id), { id, phone: "021 00 00 00" }))).toBe("input_invalid")

    await house.owner.query("update guichet.appointments set status = 'done', started_at = now() where id = $1", [id])
    expect(await codeOf(changePhone(house.guest(id), change))).toBe("appointment_not_open")
  })
})
