import { command } from "#kernel/command.ts"
import { isPast } from "#kernel/time.ts"
import { placeKey } from "#modules/businesses/index.ts"
import { holdSeatsInput, holdSlotInput } from "./contract.ts"
import { checkHolds, holderOf, lockedHolder } from "./holder.ts"
import * as queries from "./queries/holds.ts"
import { refuse } from "./refusals.ts"
import { alternatives, type Kept, kept, keptAgain, takenFirst } from "./take-time.ts"

/** Keeps one slot for ten minutes, in the place of what the same visitor held for the same fault type. It leaves no event. */
export const holdSlot = command({
  name: "slot.hold",
  needs: "appointments.hold",
  input: holdSlotInput,
  yieldsTo: takenFirst,

  async finds({ tx, business, actor, now }, { faultType, commune, startsAt }) {
    const who = { businessId: business.id, ...holderOf(actor) }
    const wish = { faultType, communeKey: placeKey(commune), startsAt: Temporal.Instant.from(startsAt) }
    const [, wanted] = await Promise.all([
      lockedHolder({ tx, business, actor }),
      queries.findWanted(tx, { ...who, ...wish, now, rules: "customer", technicianId: null }),
    ])
    return wanted
  },

  async run(acting, { faultType, commune, ...input }, wanted): Promise<Kept> {
    const { actor, now } = acting
    const startsAt = Temporal.Instant.from(input.startsAt)
    if (isPast(startsAt, now)) refuse("slot_in_the_past")
    if (wanted === null) return refuse("fault_type_not_found", { faultType })
    checkHolds(actor, wanted.live)
    const { technicianId, sessionId, zoneId, endsAt, blockedFrom, blockedTo, reason } = wanted
    if (sessionId !== null && endsAt !== null) return kept(acting, { ...wanted, sessionId, seats: 1, startsAt, endsAt })
    if (zoneId === null) return refuse("commune_not_served", { commune })
    if (reason === "nobody") refuse("nobody_comes", { commune })
    if (technicianId === null || endsAt === null || blockedFrom === null || blockedTo === null) {
      return refuse("slot_taken", { reason, alternatives: await alternatives(acting, { ...wanted, startsAt }) })
    }

    const slot = { technicianId, startsAt, endsAt, blockedFrom, blockedTo }
    return kept(acting, { ...wanted, ...slot, commune: wanted.commune?.fr ?? commune })
  },

  replay: keptAgain,
})

/** Keeps seats of one session, as stock is kept. */
export const holdSeats = command({
  name: "seats.hold",
  needs: "appointments.hold",
  sees: ({ sessionId }) => [{ ids: [sessionId], counted: queries.countSessions }],
  input: holdSeatsInput,
  yieldsTo: takenFirst,

  async run(acting, { sessionId, seats }): Promise<Kept> {
    const { tx, business, actor, now } = acting
    const who = { businessId: business.id, ...holderOf(actor) }
    const [, { live }, session] = await Promise.all([
      lockedHolder(acting),
      queries.countHoldsOf(tx, { ...who, now }),
      queries.findSession(tx, { id: sessionId, now }),
    ])
    checkHolds(actor, live)
    if (isPast(session.startsAt, now)) refuse("slot_in_the_past")
    if (session.cancelledAt !== null || session.free < seats) {
      const missed = { ...session, zoneId: null }
      return refuse("slot_taken", {
        reason: "full",
        free: session.free,
        alternatives: await alternatives(acting, missed),
      })
    }

    return kept(acting, { ...session, sessionId, seats })
  },

  replay: keptAgain,
})
