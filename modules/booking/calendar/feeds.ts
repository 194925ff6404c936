import * as z from "zod"
import { actorId } from "#kernel/actor.ts"
import { type Acting, command, type Kernel, type Visit } from "#kernel/command.ts"
import { type FileAnswer, id } from "#kernel/contract.ts"
import { atDoor } from "#kernel/database/transaction.ts"
import { refuse as refuseUnknown } from "#kernel/refusals.ts"
import { hashOf, linkToken } from "#kernel/secrets.ts"
import * as queries from "../queries/calendar.ts"
import { refuse } from "../refusals.ts"
import { type Entry, feed } from "./calendar.ts"
import { entryStatus, placeOf, uidOf } from "./show-entry.ts"

const input = z.strictObject({ id })
const seenTechnician = (technicianId: string) => ({ ids: [technicianId], counted: queries.countTechnicians })

/** A new address; who held the one before reads nothing any more. A technician renews their own, the office anybody's. */
export const renewFeed = command({
  name: "technician.renew-feed",
  needs: "feeds.edit",
  sees: (technician) => [seenTechnician(technician.id)],
  input,

  async run(acting, technician) {
    const { kernel, tx, business, tell } = acting
    const generation = await nextGeneration(acting, technician.id)
    const token = tokenOf(kernel, { businessId: business.id, technicianId: technician.id, generation })
    const key = { keyVersion: kernel.linkKeys.current, hash: hashOf(token) }
    await queries.saveFeed(tx, { id: technician.id, generation, ...key })

    tell("technician.feed-renewed", { facts: { technicianId: technician.id } })
    return { url: `${kernel.publicUrl}/api/v1/${business.slug}/calendars/${token}.ics` }
  },
})

/** The address opens nothing any more. */
export const revokeFeed = command({
  name: "technician.revoke-feed",
  needs: "feeds.edit",
  sees: (technician) => [seenTechnician(technician.id)],
  input,

  async run(acting, technician) {
    const generation = await nextGeneration(acting, technician.id)
    await queries.saveFeed(acting.tx, { id: technician.id, generation, keyVersion: null, hash: null })

    acting.tell("technician.feed-revoked", { facts: { technicianId: technician.id } })
    return { url: null }
  },
})

async function nextGeneration({ tx, actor }: Acting, technicianId: string): Promise<number> {
  const { accountId, feedGeneration } = await queries.lockFeed(tx, { id: technicianId })
  const isOwn = accountId !== null && accountId === actorId(actor)
  if (actor.scope === "member" && actor.role === "technician" && !isOwn) return refuse("feed_of_another")
  return feedGeneration + 1
}

type Feed = { readonly businessId: string; readonly technicianId: string; readonly generation: number }

function tokenOf({ linkKeys }: Pick<Kernel, "linkKeys">, { businessId, technicianId, generation }: Feed): string {
  const version = linkKeys.current
  return linkToken({ businessId, dossierId: technicianId, purpose: "feed", generation, version }, linkKeys)
}

/** A month back and four months ahead, for whoever knows the address; refuses `not_found` for one that opens nothing. */
export async function readFeed({ kernel, business }: Visit, { feedToken }: { feedToken: string }): Promise<FileAnswer> {
  const now = kernel.clock()
  const rows = await queries.openFeed(atDoor(kernel.pool), {
    businessId: business.id,
    hash: hashOf(feedToken),
    since: now.subtract({ hours: 30 * 24 }),
    until: now.add({ hours: 120 * 24 }),
  })
  const [first] = rows
  if (first === undefined) return refuseUnknown("not_found")

  const name = `${business.name} · ${first.technicianName}`
  return {
    bytes: Buffer.from(
      feed(
        rows.flatMap((row) => entriesOf(row, { business, now })),
        { name },
      ),
    ),
    name: "calendar.ics",
  }
}

type Row = Awaited<ReturnType<typeof queries.openFeed>>[number]

type Reading = { readonly business: Visit["business"]; readonly now: Temporal.Instant }

/** None for a technician without visits. */
function entriesOf(row: Row, { business, now }: Reading): Entry[] {
  const { appointmentId, startsAt, endsAt, status, sequence } = row
  if (appointmentId === null || startsAt === null || endsAt === null || status === null) return []
  return [
    {
      uid: uidOf(appointmentId, business),
      sequence: sequence ?? 0,
      status: entryStatus(status),
      startsAt,
      endsAt,
      zone: business.zone,
      summary: [row.faultName?.[row.locale] ?? row.faultName?.fr, row.commune]
        .filter((part) => part != null)
        .join(" · "),
      description: [row.number, row.customerName, row.customerPhone].filter((part) => part !== null).join("\n"),
      location: placeOf(row),
      url: null,
      organizer: { name: business.name, email: row.email },
      attendee: null,
      alarmMinutes: null,
      writtenAt: now,
    },
  ]
}
