import type * as z from "zod"
import type { Business, Language } from "#kernel/actor.ts"
import type { Translated } from "#kernel/contract.ts"
import { query } from "#kernel/query.ts"
import { endpoints } from "../contract-board.ts"
import * as queries from "./queries.ts"

type Answer = z.input<typeof endpoints.showCalendar.answer>
type Block = Awaited<ReturnType<typeof queries.listBlocks>>[number]

const named = (words: Translated, locale: Language) => words[locale] ?? words.fr

/** Some days of everybody at once: what the desk's calendar draws. */
export const showCalendar = query({
  name: "calendar.show",
  needs: "appointments.list",
  input: endpoints.showCalendar.query,

  async run({ tx, business, now }, { from, days, technician = null, zone = null, locale }): Promise<Answer> {
    const [since, until] = spanOf(business, { from, days })
    const [technicians, zones, blocks, work, absences, holidays, { requests, seq }] = await Promise.all([
      queries.listTechnicians(tx, {}),
      queries.listZones(tx, {}),
      queries.listBlocks(tx, { since, until, now, technicianId: technician, zoneId: zone }),
      queries.listWork(tx, { fromDay: from, days, zone: business.zone }),
      queries.listAbsences(tx, { since, until }),
      queries.listHolidays(tx, { fromDay: from, days }),
      queries.countRequests(tx, {}),
    ])
    return {
      technicians: technicians.map(({ skills, zones: served, ...person }) => ({
        ...person,
        skills: skills.map((skill) => named(skill, locale)),
        zones: [...served],
      })),
      zones: zones.map(({ id, name }) => ({ id, name: named(name, locale) })),
      appointments: blocks.map((block) => blockView(block, locale)),
      work: work.map(spanView),
      absences: absences.map((absence) => ({ id: absence.id, ...spanView(absence) })),
      holidays: holidays.map(({ day, name, ...holiday }) => ({ ...holiday, date: day, name: named(name, locale) })),
      requests,
      seq,
    }
  },
})

type Days = { readonly from: string; readonly days: number }

/** From midnight to midnight on the wall clock of the business. */
function spanOf({ zone }: Business, { from, days }: Days): [Temporal.Instant, Temporal.Instant] {
  const first = Temporal.PlainDate.from(from)
  const midnight = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).toInstant()
  return [midnight(first), midnight(first.add({ days }))]
}

type Span = {
  readonly technicianId: string
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
}

function spanView({ technicianId, startsAt, endsAt }: Span) {
  return { technicianId, startsAt: startsAt.toString(), endsAt: endsAt.toString() }
}

function blockView(block: Block, locale: Language): Answer["appointments"][number] {
  const { startsAt, endsAt, blockedFrom, blockedTo, faultType, commune, seats, reserved, ...rest } = block
  return {
    ...rest,
    startsAt: startsAt.toString(),
    endsAt: endsAt.toString(),
    blockedFrom: blockedFrom.toString(),
    blockedTo: blockedTo.toString(),
    faultType: named(faultType, locale),
    commune: commune === null ? null : named(commune, locale),
    seats: seats === null || reserved === null ? null : { all: seats, reserved },
  }
}
