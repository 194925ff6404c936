import * as z from "zod"
import { actorId } from "#kernel/actor.ts"
import { type Acting, command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { query } from "#kernel/query.ts"
import { refuse as refuseUnknown } from "#kernel/refusals.ts"
import { endpoints } from "../contract-board.ts"
import { refuse } from "../refusals.ts"
import { nearestSlots } from "../slots.ts"
import { slotView } from "./find-moves.ts"
import * as queries from "./queries.ts"

type Absence = {
  readonly id: string
  readonly technicianId: string
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
}

/** Away: nobody is booked there any more, on a hold neither, and the visits that stand there are named with free slots for each. */
export const recordAbsence = command({
  name: "absence.record",
  needs: "absences.edit",
  sees: ({ technicianId }) => [{ ids: [technicianId], counted: queries.countTechnicians }],
  input: endpoints.recordAbsence.body,

  async run(acting, { technicianId, ...span }) {
    const { tx, business, actor, now, tell, made } = acting
    const [startsAt, endsAt] = [Temporal.Instant.from(span.startsAt), Temporal.Instant.from(span.endsAt)]
    if (Temporal.Instant.compare(startsAt, endsAt) >= 0) refuse("dates_out_of_order")
    const absence = { id: newId(), technicianId, startsAt, endsAt }
    await queries.insertAbsence(tx, { businessId: business.id, ...absence, recordedBy: actorId(actor), now })
    await queries.endHoldsIn(tx, { businessId: business.id, technicianId, startsAt, endsAt })

    tell("absence.recorded", { facts: { absenceId: absence.id, technicianId } })
    made({ absenceId: absence.id })
    return withVisits(acting, absence)
  },

  async replay(acting, { absenceId = "" }) {
    const absence = await queries.findAbsence(acting.tx, { id: absenceId })
    return absence === null ? refuseUnknown("not_found") : withVisits(acting, absence)
  },
})

/** Back, or never gone: the time is free again. */
export const endAbsence = command({
  name: "absence.end",
  needs: "absences.edit",
  sees: (absence) => [{ ids: [absence.id], counted: queries.countAbsences }],
  input: z.strictObject({ id }),

  async run({ tx, tell }, absence) {
    const ended = await queries.deleteAbsence(tx, { id: absence.id })
    if (ended === null) return refuseUnknown("not_found")

    tell("absence.ended", { facts: { absenceId: absence.id, technicianId: ended.technicianId } })
    return { id: absence.id }
  },
})

/** Refuses `not_found` for one that has ended. */
export const showAbsence = query({
  name: "absences.show",
  needs: "appointments.list",
  input: z.strictObject({ id }),

  async run(looking, { id: absenceId }) {
    const absence = await queries.findAbsence(looking.tx, { id: absenceId })
    return absence === null ? refuseUnknown("not_found") : withVisits(looking, absence)
  },
})

async function withVisits({ tx, business, now }: Pick<Acting, "tx" | "business" | "now">, absence: Absence) {
  const visits = []
  for (const { faultTypeId, zoneId, startsAt, ...visit } of await queries.listVisitsIn(tx, absence)) {
    const wanted = { faultTypeId, zoneId, startsAt, now, zone: business.zone, rules: "staff" } as const
    const nearest = await nearestSlots(tx, { ...wanted, leavingOut: visit.id })
    visits.push({ ...visit, startsAt: startsAt.toString(), proposals: nearest.flatMap(slotView) })
  }
  const [startsAt, endsAt] = [absence.startsAt.toString(), absence.endsAt.toString()]
  return { id: absence.id, technicianId: absence.technicianId, startsAt, endsAt, visits }
}
