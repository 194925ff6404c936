import type * as z from "zod"
import type { Answered } from "#kernel/contract.ts"
import { query } from "#kernel/query.ts"
import { endpoints } from "../contract-plan.ts"
import * as queries from "./queries.ts"

type Answer = Answered<typeof endpoints.showPlan>

export const showPlan = query({
  name: "booking.show-plan",
  needs: "plan.read",
  input: endpoints.showPlan.query,

  async run({ tx, business }, { from, days, locale }: z.output<typeof endpoints.showPlan.query>): Promise<Answer> {
    const first = Temporal.PlainDate.from(from)
    const since = first.toZonedDateTime(business.zone).toInstant()
    const until = first.add({ days }).toZonedDateTime(business.zone).toInstant()
    const period = { locale, from, to: first.add({ days: days - 1 }).toString() }
    const [week, technicians, datedPlans, absences, holidays] = await Promise.all([
      queries.showWeek(tx, {}),
      queries.listTechnicians(tx, { locale }),
      queries.listDatedPlans(tx, period),
      queries.listAbsences(tx, { since, until }),
      queries.listHolidays(tx, period),
    ])
    return {
      week: [...(week?.windows ?? [])],
      technicians: technicians.map(({ skills, zones, week: own, ...technician }) => ({
        ...technician,
        skills: [...skills],
        zones: zones.map(({ weekdays, ...zone }) => ({ ...zone, weekdays: [...weekdays] })),
        week: own === null ? null : [...own],
      })),
      datedPlans: datedPlans.map(({ windows, ...plan }) => ({ ...plan, windows: [...windows] })),
      absences: absences.map(({ startsAt, endsAt, ...absence }) => ({
        ...absence,
        startsAt: startsAt.toString(),
        endsAt: endsAt.toString(),
      })),
      holidays,
    }
  },
})
