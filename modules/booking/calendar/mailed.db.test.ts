import ICAL from "ical.js"
import { describe, expect, it } from "vitest"
import type { Letter } from "#kernel/mail.ts"
import { sendMessage } from "#modules/inbox/index.ts"
import { maison, openHouse } from "../../../checks/testing/house.ts"
import { bookAppointment } from "../book-appointment.ts"
import { cancelAppointment } from "../cancel-appointment.ts"
import { holdSlot } from "../hold-slot.ts"
import { rescheduleAppointment } from "../reschedule-appointment.ts"
import { form, sunday, visitor, wish } from "../testing/customer.ts"
import { openPlan } from "../testing/plan.ts"

const letters: Letter[] = []
const mail = async (letter: Letter) => {
  letters.push(letter)
  return { kind: "accepted", reference: "<kept@mail>" } as const
}
const house = await openHouse({ mail })
await openPlan(house)

/** What the mails about an appointment carried, in the order in which they were written. */
async function carried(dossierId: string) {
  const { rows } = await house.owner.query<{ id: string; channel: string; attachments: unknown[] }>(
    "select id, channel, attachments from guichet.messages where dossier_id = $1 order by id",
    [dossierId],
  )
  const mails = rows.filter(({ channel }) => channel === "email")
  letters.length = 0
  for (const { id } of mails) {
    await sendMessage.run({ kernel: house.kernel, business: maison, subjectId: id, deadlineMs: 10_000 })
  }
  const entries = letters.map(({ attachments: [file] }) => {
    const calendar = new ICAL.Component(ICAL.parse(Buffer.from(file?.content ?? "").toString()))
    const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent") ?? undefined)
    const method = String(calendar.getFirstPropertyValue("method"))
    return { media: file?.media, method, uid: event.uid, sequence: event.sequence, starts: event.startDate.toString() }
  })
  return { entries, texts: rows.filter(({ channel }) => channel === "sms") }
}

describe("a mail about an appointment", () => {
  it("carries the entry that puts, moves and takes out the visit in the calendar", async () => {
    const guest = visitor(house, "nadia")
    const { holdToken } = await holdSlot(guest, wish({ startsAt: sunday(9) }))
    const { customer, ...said } = form(holdToken)
    const named = { ...customer, email: "nadia@clients.example" }
    const { appointmentId: id } = await bookAppointment(guest, { ...said, customer: named })
    await rescheduleAppointment(house.guest(id), { id, startsAt: sunday(14) })
    await cancelAppointment(house.guest(id), { id })
    const { entries, texts } = await carried(id)
    const uid = `${id}@maison.guichet`
    const media = (method: string) => `text/calendar; charset=utf-8; method=${method}`

    expect(entries).toEqual([
      { media: media("REQUEST"), method: "REQUEST", uid, sequence: 0, starts: expect.stringMatching(/T09:00:00$/) },
      { media: media("REQUEST"), method: "REQUEST", uid, sequence: 1, starts: expect.stringMatching(/T14:00:00$/) },
      { media: media("CANCEL"), method: "CANCEL", uid, sequence: 2, starts: expect.stringMatching(/T14:00:00$/) },
    ])
    for (const { attachments } of texts) expect(attachments).toEqual([])
  })
})
