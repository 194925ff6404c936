import * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import { job } from "#kernel/events.ts"
import { newId } from "#kernel/ids.ts"
import { isPast } from "#kernel/time.ts"
import { publicAddress } from "#modules/dossiers/index.ts"
import { canText, queueOffer } from "#modules/inbox/index.ts"
import { expiresAt, offeredUntil } from "./appointment.ts"
import { communeSaid } from "./commune-said.ts"
import { newHoldToken } from "./hold-token.ts"
import { holderOfEntry } from "./holder.ts"
import { lockDay } from "./queries/holds.ts"
import * as queries from "./queries/waiting.ts"
import { type Slot, searchSlots } from "./slots.ts"
import { asPlanned, dayOf, takingTime } from "./take-time.ts"

type Freed = { readonly technicianId: string | null; readonly startsAt: Temporal.Instant }

/**
 * Time of a technician became free: the first who waits, and for whom it fits, has a slot of that day kept for half an
 * hour. Its dossier, if any, is locked before; the day is locked here.
 */
export async function offerFreed(acting: Acting, { technicianId, startsAt }: Freed): Promise<void> {
  const { tx, business, now } = acting
  if (technicianId === null || isPast(startsAt, now)) return
  const day = dayOf(startsAt, business)
  const waiting = await queries.findWaiting(tx, { businessId: business.id, technicianId, day })
  if (waiting.length === 0) return

  await lockDay(tx, { technicianId, day })
  for (const entry of waiting) {
    // Nothing is kept for who cannot be told.
    if ((await canText(acting, entry.customerPhone)) !== "yes") continue
    const slot = await firstSlot(acting, { entry, technicianId, day })
    if (slot !== undefined) return offered(acting, { entry, slot, technicianId })
  }
}

type Looking = { readonly entry: queries.Entry; readonly technicianId: string; readonly day: string }

async function firstSlot({ tx, now }: Acting, { entry, technicianId, day }: Looking): Promise<Slot | undefined> {
  const { faultTypeId, zoneId } = entry
  const from = Temporal.PlainDate.from(day)
  const { slots } = await searchSlots(tx, { faultTypeId, zoneId, now, technicianId, from, days: 1 })
  return slots.find((slot) => slot.technicianId === technicianId)
}

type Offering = { readonly entry: queries.Entry; readonly slot: Slot; readonly technicianId: string }

async function offered(acting: Acting, { entry, slot, technicianId }: Offering): Promise<void> {
  const { tx, kernel, business, now } = acting
  const appointmentId = newId()
  const { token, hash } = newHoldToken(kernel, { businessId: business.id, holdId: appointmentId })
  const holdUntil = offeredUntil(now)
  const how = { id: appointmentId, holder: holderOfEntry(entry.id), hash, holdUntil, ...asPlanned }
  for (const statement of takingTime(acting, { ...entry, ...slot, technicianId }, how)) await tx.send(statement)
  await queries.offer(tx, { businessId: business.id, id: entry.id, appointmentId, now })

  await tellOffer.within(acting, { entryId: entry.id, appointmentId, holdUntil: holdUntil.toString() })
  await queueOffer.within(acting, {
    phone: entry.customerPhone,
    locale: entry.locale,
    link: `${publicAddress(kernel, business, entry.locale)}/book/${token}`,
    facts: {
      customerName: entry.customerName,
      number: null,
      faultName: entry.faultName,
      startsAt: slot.startsAt.toString(),
      technicianName: null,
      commune: await communeSaid(tx, entry, entry.locale),
      currency: business.currency,
      depositMinor: entry.depositMinor,
      payUntil: holdUntil.toString(),
      cancelUntil: null,
      feeMinor: 0,
      cancelledBy: "staff",
      reason: "",
    },
  })
}

/** The offer's own event: it belongs to nobody's dossier, and its end is looked at. */
const tellOffer = command({
  name: "waiting.offer",
  needs: "system.follow",
  input: z.object({ entryId: z.uuid(), appointmentId: z.uuid(), holdUntil: z.iso.datetime() }),

  run: async ({ tell }, { entryId, appointmentId, holdUntil }) =>
    tell("waiting.offered", {
      facts: { entryId, appointmentId },
      jobs: [job("booking.end-offer", appointmentId, expiresAt(Temporal.Instant.from(holdUntil)))],
    }),
})
