import * as z from "zod"
import type { Business } from "#kernel/actor.ts"
import type { FileAnswer } from "#kernel/contract.ts"
import { wordsOf } from "#kernel/messages.ts"
import { type Looking, query } from "#kernel/query.ts"
import { refuse } from "#kernel/refusals.ts"
import { findProfile } from "#modules/businesses/index.ts"
import { linkAddress } from "#modules/dossiers/index.ts"
import { placeIn } from "../appointment-view.ts"
import * as queries from "../queries/calendar.ts"
import { type Entry, invitation } from "./calendar.ts"

type Row = NonNullable<Awaited<ReturnType<typeof queries.findCalendarEntry>>>

const alarmMinutes = 120

/** The appointment of the link, for the customer's own calendar. Refuses `not_found` to who holds none. */
export const showCalendarEntry = query({
  name: "appointments.calendar",
  needs: "appointments.track",
  input: z.strictObject({}),

  async run(looking, _): Promise<FileAnswer> {
    const { tx, actor } = looking
    if (actor.scope !== "guest") return refuse("not_found")
    const row = await queries.findCalendarEntry(tx, { id: actor.dossierId })
    if (row === null) return refuse("not_found")

    return { bytes: Buffer.from(invitation(await entryOf(looking, row))), name: `${row.number}.ics` }
  },
})

/** The entry as a mail carries it, so that calendars keep, change or take out the visit by themselves (RFC 6047). */
export async function calendarAttachment(looking: Pick<Looking, "kernel" | "business" | "tx">, id: string) {
  const row = await queries.findCalendarEntry(looking.tx, { id })
  if (row === null) throw new Error(`appointment ${id} is gone, or only held`)
  const entry = await entryOf(looking, row)
  const method = entry.status === "cancelled" ? "CANCEL" : "REQUEST"
  return { name: `${row.number}.ics`, media: `text/calendar; charset=utf-8; method=${method}`, text: invitation(entry) }
}

/** What an appointment is called by, in every calendar and for ever. */
export function uidOf(id: string, { slug }: Pick<Business, "slug">): string {
  return `${id}@${slug}.guichet`
}

type Place = Pick<Row, "address" | "landmark"> & { readonly commune: string | null }

export function placeOf({ address, landmark, commune }: Place): string {
  return [address, landmark, commune].filter((part) => part !== null && part !== "").join(", ")
}

const statuses = {
  held: "tentative",
  requested: "tentative",
  confirmed: "confirmed",
  done: "confirmed",
  no_show: "confirmed",
  cancelled: "cancelled",
  expired: "cancelled",
} as const satisfies Record<Row["status"], Entry["status"]>

export function entryStatus(status: Row["status"]): Entry["status"] {
  return statuses[status]
}

async function entryOf(
  { kernel, business, tx }: Pick<Looking, "kernel" | "business" | "tx">,
  row: Row,
): Promise<Entry> {
  const { contacts } = await findProfile(tx)
  const url = linkAddress(kernel, business, { ...row, kind: "appointment" })
  const words = wordsOf({ language: row.locale, country: business.country })
  const facts = {
    business: business.name,
    number: row.number,
    fault: row.faultName[row.locale] ?? row.faultName.fr,
    url,
    phone: contacts.phone,
  }
  return {
    uid: uidOf(row.id, business),
    sequence: row.sequence,
    status: entryStatus(row.status),
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    zone: business.zone,
    summary: words("booking.calendar.summary", facts),
    description: words("booking.calendar.description", facts),
    location: placeOf({ ...row, commune: placeIn(row.commune, row.locale) }),
    url,
    organizer: { name: business.name, email: contacts.email },
    attendee: { name: row.customerName ?? "", email: row.customerEmail, phone: row.customerPhone ?? "" },
    alarmMinutes,
    writtenAt: kernel.clock(),
  }
}
